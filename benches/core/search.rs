//! How long a search takes, and the coding of all that it finds.

use std::hint::black_box;

use briefmark::codebook::ThemeId;
use briefmark::search::{Folded, Manner, Matcher, Query, Unit, Vocabulary, coding, find, variants};
use briefmark::text::Span;
use briefmark::workspace::{Layer, Workspace};
use criterion::{BenchmarkId, Criterion, Throughput};
use volume::Size;

use crate::{Case, group};

/// What a keystroke in the field costs once the text is folded: all hits of what stands in it.
pub(crate) fn searching(criterion: &mut Criterion) {
    let case = Case::new(Size::Large);
    let n_bytes = case.brief.text.as_str().len() as u64;
    let id = || BenchmarkId::from_parameter(case.name);
    let mut folding = group(criterion, "search: fold");
    folding.throughput(Throughput::Bytes(n_bytes));
    folding.bench_function(id(), |bencher| bencher.iter(|| Folded::new(&case.brief, false)));
    folding.finish();
    let folded = Folded::new(&case.brief, false);
    let queries = [
        ("search: words", Manner::Words, "Khrushchev"),
        ("search: pattern", Manner::Pattern, r"19[0-9]{2}|[0-9]+ June"),
    ];
    for (name, manner, words) in queries {
        let matcher = matcher(manner, words);
        let mut group = group(criterion, name);
        group.throughput(Throughput::Bytes(n_bytes));
        group.bench_function(id(), |bencher| bencher.iter(|| find(black_box(&matcher), &folded)));
    }
    let vocabulary = Vocabulary::new(&folded);
    let mut group = group(criterion, "search: variants");
    group.throughput(Throughput::Bytes(n_bytes));
    group.bench_function(id(), |bencher| {
        bencher.iter(|| variants(&vocabulary, &folded, black_box("Khrushchev")));
    });
}

/// From the hits of a word that stands everywhere to what is stored of them.
pub(crate) fn coding_all(criterion: &mut Criterion) {
    let case = Case::new(Size::Large);
    let n_annotations = 10_000;
    let folded = Folded::new(&case.brief, false);
    let hits = find(&matcher(Manner::Words, "the"), &folded);
    let hits = hits.into_iter().map(|hit| folded.span(&case.brief.text, hit));
    let spans: Vec<Span> = hits.take(n_annotations).collect();
    assert_eq!(spans.len(), n_annotations, "a long text has the word often enough");
    let (workspace, layer) = (Workspace::default(), Layer::default());
    let theme = ThemeId("urn:uuid:0e000000-0000-4000-8000-000000000001".to_owned());
    let mut group = group(criterion, "code all hits");
    group.throughput(Throughput::Elements(n_annotations as u64));
    group.bench_function(BenchmarkId::new(case.name, n_annotations), |bencher| {
        bencher.iter(|| {
            let plan = coding(&case.brief, &workspace, &layer, Some(&theme), &spans, Unit::Hit);
            let mut n_made = 0;
            plan.edit(&case.brief, &theme, || {
                n_made += 1;
                format!("urn:uuid:0d000000-0000-4000-8000-{n_made:012}")
            })
        });
    });
}

fn matcher(manner: Manner, words: &str) -> Matcher {
    let query = Query { words: words.to_owned(), manner, ..Query::default() };
    query.matcher().expect("the query is sound").expect("something is sought")
}
