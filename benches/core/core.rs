//! How long the core takes, by the size of the text and the number of annotations.
//!
//! `cargo bench -p bench-core` runs it; `cargo xtask bench` makes a table of it. Groups are named for what is done,
//! cases `L/10000` for the size of the volume and how many annotations lie on it.

mod search;

use std::hint::black_box;
use std::time::Duration;

use briefmark::annotation::{
    Annotation, AnnotationId, Body, Motivation, Quote, Selector, Target, anchor_all, describe,
    segments,
};
use briefmark::brief::{Brief, parse};
use briefmark::codebook::ThemeId;
use briefmark::exchange::link::{pack, unpack};
use briefmark::exchange::{Format, Parcel, Selection, read, write};
use briefmark::text::{CodePoint, Passage, Span};
use briefmark::timestamp::Timestamp;
use briefmark::workspace::{Edit, Filter, Incoming, Layer, Sight, Workspace, plan};
use criterion::measurement::WallTime;
use criterion::{
    BatchSize, BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main,
};
use search::{coding_all, searching};
use volume::{Size, Volume, noisy};

const NUMBERS: [usize; 3] = [100, 1_000, 10_000];

/// A volume, read, with passages of it.
struct Case {
    name: &'static str,
    brief: Brief,
    passages: Vec<Passage>,
}

impl Case {
    fn new(size: Size) -> Case {
        let brief = parse(&Volume::new(size).source, "volume.md").0;
        let most = *NUMBERS.last().expect("there are numbers");
        let step = |nth: usize| (u64::from(brief.text.len().0) * nth as u64 / most as u64) as u32;
        // Lengths of 12 to 240 code points, each as often as the others.
        let span = |nth: usize| Span::new(step(nth), step(nth) + 12 + (nth as u32 * 89) % 229);
        let passages = (0..most).filter_map(|nth| brief.passage(span(nth))).collect();
        Case { name: size.letter(), brief, passages }
    }

    /// So many of its passages, from one end of the text to the other.
    fn passages(&self, n_passages: usize) -> impl Iterator<Item = Passage> {
        let all = &self.passages;
        (0..n_passages).map(move |nth| all[nth * all.len() / n_passages])
    }

    /// Targets of so many of them, with as much context as other tools store.
    fn targets(&self, n_targets: usize) -> Vec<Target> {
        self.passages(n_targets).map(|passage| self.target(passage.span())).collect()
    }

    fn target(&self, Span { start, end }: Span) -> Target {
        const CONTEXT: u32 = 32;
        let text = &self.brief.text;
        let slice = |start: u32, end: u32| text.slice(Span::new(start, end)).to_owned();
        let quote = Quote {
            exact: slice(start.0, end.0),
            prefix: slice(start.0.saturating_sub(CONTEXT), start.0),
            suffix: slice(end.0, (end.0 + CONTEXT).min(text.len().0)),
        };
        Target {
            source: self.brief.id.clone(),
            selectors: vec![Selector::Quote(quote), Selector::Position { start, end }],
            citation: None,
            digest: Some(text.digest().to_owned()),
            extra: serde_json::Map::new(),
        }
    }
}

fn cases() -> Vec<Case> {
    Size::ALL.into_iter().map(Case::new).collect()
}

/// From the source to the document.
fn reading(criterion: &mut Criterion) {
    let mut group = group(criterion, "parse");
    for size in Size::ALL {
        let source = Volume::new(size).source;
        group.throughput(Throughput::Bytes(source.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(size.letter()), |bencher| {
            bencher.iter(|| parse(black_box(&source), "volume.md"));
        });
    }
}

/// From passages to what is stored.
fn describing(criterion: &mut Criterion) {
    // Each for itself: a hundred say as much as ten thousand.
    const N_PASSAGES: usize = 100;
    let mut group = group(criterion, "describe");
    group.throughput(Throughput::Elements(N_PASSAGES as u64));
    for case in cases() {
        let passages: Vec<_> = case.passages(N_PASSAGES).collect();
        group.bench_function(BenchmarkId::from_parameter(case.name), |bencher| {
            bencher.iter(|| {
                let targets = passages.iter().map(|passage| describe(&case.brief, *passage));
                targets.collect::<Vec<_>>()
            });
        });
    }
}

/// From what is stored to passages: where it stood, somewhere in the text, and where it was read
/// badly.
fn anchoring(criterion: &mut Criterion) {
    /// What is changed in a target before it is looked for.
    type Change = fn(usize, Target) -> Target;
    let states: [(&str, Change); 3] = [
        ("anchor: position known", |_, target| target),
        ("anchor: no position", |_, target| without_position(target)),
        ("anchor: 2 % noise", |nth, target| read_badly(nth as u64, without_position(target))),
    ];
    let cases = cases();
    for (name, change) in states {
        let mut group = group(criterion, name);
        each(&mut group, &cases, |group, id, case, n_annotations| {
            let targets = case.targets(n_annotations).into_iter().enumerate();
            let targets: Vec<_> = targets.map(|(nth, target)| change(nth, target)).collect();
            group.bench_function(id, |bencher| bencher.iter(|| anchor_all(&case.brief, &targets)));
        });
    }
}

/// From passages that overlap to runs that do not.
fn cutting(criterion: &mut Criterion) {
    let case = Case::new(Size::Large);
    let mut group = group(criterion, "segments");
    for n_annotations in NUMBERS {
        // Each lies over the beginning of the next.
        let covers = case.passages(n_annotations).enumerate();
        let covers: Vec<_> = covers
            .map(|(nth, passage)| {
                let Span { start, end } = passage.span();
                (nth, Span::new(start.0, end.0 + 200))
            })
            .collect();
        group.throughput(Throughput::Elements(n_annotations as u64));
        group.bench_function(BenchmarkId::new("L", n_annotations), |bencher| {
            bencher.iter(|| segments(black_box(&covers)));
        });
    }
}

/// From a workspace to where its annotations lie.
fn laying(criterion: &mut Criterion) {
    let cases = cases();
    let mut group = group(criterion, "layer");
    each(&mut group, &cases, |group, id, case, n_annotations| {
        let workspace = workspace(annotations(case, n_annotations));
        group.bench_function(id, |bencher| bencher.iter(|| Layer::new(&case.brief, &workspace)));
    });
}

/// From one filter to another: a theme that half of the annotations have, and words that a few have.
fn filtering(criterion: &mut Criterion) {
    let cases = cases();
    let theme = ThemeId("urn:uuid:00000000-0000-4000-9000-000000000000".to_owned());
    let filters = [
        ("filter: theme", Filter { themes: [theme.clone()].into(), ..Filter::default() }),
        ("filter: words", Filter { words: "anti-party".to_owned(), ..Filter::default() }),
    ];
    for (name, filter) in filters {
        let mut group = group(criterion, name);
        each(&mut group, &cases, |group, id, case, n_annotations| {
            let mut annotations = annotations(case, n_annotations);
            for annotation in annotations.iter_mut().step_by(2) {
                annotation
                    .bodies
                    .push(Body::Theme { theme: theme.clone(), name: "Half".to_owned() });
            }
            let workspace = workspace(annotations);
            let layer = Layer::new(&case.brief, &workspace);
            group.bench_function(id, |bencher| {
                bencher.iter_batched_ref(
                    || layer.clone(),
                    |layer| {
                        let sight = Sight::new(&case.brief, &workspace, &filter);
                        layer.see(&case.brief, sight, || CodePoint(0));
                        layer.look(&case.brief, &workspace, usize::MAX)
                    },
                    BatchSize::LargeInput,
                );
            });
        });
    }
}

/// Another's file taken in, half of which is here already.
fn merging(criterion: &mut Criterion) {
    let case = Case::new(Size::Large);
    let mut group = group(criterion, "merge");
    for n_annotations in NUMBERS {
        let annotations = annotations(&case, n_annotations);
        let here = workspace(annotations.iter().step_by(2).cloned());
        let incoming = Incoming { annotations, ..Incoming::default() };
        group.throughput(Throughput::Elements(n_annotations as u64));
        group.bench_function(BenchmarkId::new("L", n_annotations), |bencher| {
            bencher.iter_batched_ref(
                || here.clone(),
                |here| {
                    let merge = plan(here, incoming.clone());
                    here.apply(Edit::Import(merge), &now()).expect("nothing refuses an import")
                },
                BatchSize::LargeInput,
            );
        });
    }
}

/// To a file and back, in each of three formats.
fn exchanging(criterion: &mut Criterion) {
    let case = Case::new(Size::Large);
    for format in [Format::Native, Format::Csv, Format::Qdpx] {
        let mut out = group(criterion, &format!("export: {}", format.name()));
        let n_annotations = 10_000;
        let workspace = workspace(annotations(&case, n_annotations));
        let briefs = [parse(&Volume::new(Size::Large).source, "volume.md").0];
        let written = || {
            let parcel = Parcel::new(&workspace, &Selection::All, &briefs);
            write(format, &parcel).expect("it has the brief that it needs").bytes
        };
        let id = || BenchmarkId::new("L", n_annotations);
        out.throughput(Throughput::Elements(n_annotations as u64));
        out.bench_function(id(), |bencher| bencher.iter(written));
        out.finish();
        let file = written();
        let mut back = group(criterion, &format!("import: {}", format.name()));
        back.throughput(Throughput::Elements(n_annotations as u64));
        back.bench_function(id(), |bencher| {
            bencher.iter(|| read(black_box(&file)).expect("it is one of ours"));
        });
    }
}

/// Fifty annotations with a note each, into a link and out of it.
fn linking(criterion: &mut Criterion) {
    let case = Case::new(Size::Small);
    let mut group = group(criterion, "link");
    let n_annotations = 50;
    let mut annotations = annotations(&case, n_annotations);
    for (nth, one) in annotations.iter_mut().enumerate() {
        one.created = Some(now());
        let passage = case.passages(n_annotations).nth(nth).expect("there are so many");
        one.targets = vec![describe(&case.brief, passage)];
        let text = format!("Note {nth}: compare this with what was said before it, and after.");
        one.bodies = vec![Body::Note { text, extra: serde_json::Map::new() }];
    }
    let workspace = workspace(annotations);
    group.bench_function(BenchmarkId::new("S", n_annotations), |bencher| {
        bencher.iter(|| {
            let (set, _) = pack(&workspace, &case.brief);
            unpack(&set, &case.brief).expect("it is whole")
        });
    });
}

/// A group whose cases are measured ten times, for a second at least.
fn group<'c>(criterion: &'c mut Criterion, name: &str) -> BenchmarkGroup<'c, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10);
    group.warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    group
}

/// Each size with each number of annotations.
fn each(
    group: &mut BenchmarkGroup<'_, WallTime>,
    cases: &[Case],
    mut bench: impl FnMut(&mut BenchmarkGroup<'_, WallTime>, BenchmarkId, &Case, usize),
) {
    for case in cases {
        for n_annotations in NUMBERS {
            group.throughput(Throughput::Elements(n_annotations as u64));
            bench(group, BenchmarkId::new(case.name, n_annotations), case, n_annotations);
        }
    }
}

fn annotations(case: &Case, n_annotations: usize) -> Vec<Annotation> {
    let targets = case.targets(n_annotations).into_iter().enumerate();
    targets
        .map(|(nth, target)| Annotation {
            id: AnnotationId(format!("urn:uuid:00000000-0000-4000-8000-{nth:012}")),
            motivations: vec![Motivation::Highlighting],
            created: None,
            modified: Some(now()),
            creator: None,
            bodies: Vec::new(),
            targets: vec![target],
            extra: serde_json::Map::new(),
        })
        .collect()
}

/// What a reader has who made these.
fn workspace(annotations: impl IntoIterator<Item = Annotation>) -> Workspace {
    let mut workspace = Workspace::default();
    for annotation in annotations {
        workspace.annotations.insert(annotation.id.clone(), annotation);
    }
    workspace
}

/// The target with its words alone: as if it had been made from another text.
fn without_position(target: Target) -> Target {
    let quotes = |selector: &Selector| matches!(selector, Selector::Quote(_));
    let selectors = target.selectors.into_iter().filter(quotes).collect();
    Target { selectors, digest: None, ..target }
}

/// The target with two letters in a hundred taken for others.
fn read_badly(seed: u64, mut target: Target) -> Target {
    for selector in &mut target.selectors {
        if let Selector::Quote(Quote { exact, prefix, suffix }) = selector {
            for text in [exact, prefix, suffix] {
                *text = noisy(text, 2, seed);
            }
        }
    }
    target
}

fn now() -> Timestamp {
    Timestamp("2026-01-01T00:00:00.000Z".to_owned())
}

criterion_group!(
    benches, reading, describing, anchoring, cutting, laying, filtering, searching, coding_all,
    merging, exchanging, linking
);
criterion_main!(benches);
