//! Settling: where coders differ, one who settles accepts readings of a place, or rejects all of them.
//!
//! A place is a stretch of the text over which passages overlap. Coders differ in it where, at some
//! point, two of them stand with different themes. What is decided is a settlement: an annotation of
//! who decided, with the accepted themes on the accepted passages and the reasons as its note. It says
//! by two properties which annotations it settles and which of them it accepts, so it stands by itself
//! in a file and is never taken for a reading of the text.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{Edit, Layer, Workspace};
use crate::annotation::{Annotation, AnnotationId, Body, MODERATING, Motivation, Target, segments};
use crate::brief::Brief;
use crate::codebook::ThemeId;
use crate::order;
use crate::text::Span;

/// The property of a settlement that lists the annotations that it settles, each as `{"id": IRI}`.
pub const SETTLES: &str = "briefmark:settles";

/// The property of a settlement that lists those of them that it accepts, in the same form. A
/// rejection has an empty list.
pub const ACCEPTS: &str = "briefmark:accepts";

/// A place in a brief at which coders differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// From where to where its passages reach.
    pub span: Span,
    /// What was made there, in the order of the text.
    pub readings: Vec<Reading>,
    /// How it was settled: by the reader, else by another coder.
    pub settlement: Option<AnnotationId>,
    /// Whether that settlement knows every reading. One that came later opens the place again.
    pub is_settled: bool,
}

/// What one annotation says of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Which annotation.
    pub id: AnnotationId,
    /// Which of its targets in the brief lie in the place, from 0.
    pub targets: Vec<usize>,
}

/// The places at which coders differ, in the order of the text: among the highlights that a layer
/// shows, without what the reader may not see yet.
#[must_use]
pub fn differences(workspace: &Workspace, layer: &Layer, brief: &Brief) -> Vec<Difference> {
    let mut passages = Vec::new();
    for id in layer.in_order() {
        let Some(annotation) = workspace.annotations.get(&id) else { continue };
        let is_reading = annotation.is_highlight() && !annotation.is_settlement();
        if !is_reading || workspace.is_kept_from_reader(annotation) {
            continue;
        }
        let anchors = layer.anchors(&id).iter().enumerate();
        passages.extend(anchors.filter_map(|(target, anchor)| {
            Some(Laid { span: anchor.settled()?, annotation, target })
        }));
    }
    order::sort_by_key(&mut passages, |laid| (laid.span.start, laid.span.end, &laid.annotation.id));
    let settlements = settlements(workspace, layer, brief);
    places(&passages)
        .filter(|place| is_disputed(workspace, place))
        .map(|place| difference(workspace, &settlements, place))
        .collect()
}

/// A passage where it lies.
#[derive(Clone, Copy)]
struct Laid<'a> {
    span: Span,
    annotation: &'a Annotation,
    /// Which of the annotation's targets in the brief it is.
    target: usize,
}

/// The runs of passages, in the order of their beginnings, that hang together by overlapping.
fn places<'p, 'a>(passages: &'p [Laid<'a>]) -> impl Iterator<Item = &'p [Laid<'a>]> {
    let mut rest = passages;
    std::iter::from_fn(move || {
        let mut end = rest.first()?.span.end;
        let reaches = |laid: &Laid| {
            let hangs_on = laid.span.start < end;
            end = end.max(laid.span.end);
            hangs_on
        };
        let n_more = rest[1..].iter().map(reaches).take_while(|hangs_on| *hangs_on).count();
        let (place, after) = rest.split_at(n_more + 1);
        rest = after;
        Some(place)
    })
}

/// Whether two coders stand with different themes at some point of a place.
fn is_disputed(workspace: &Workspace, place: &[Laid]) -> bool {
    let covers: Vec<(&Annotation, Span)> =
        place.iter().map(|laid| (laid.annotation, laid.span)).collect();
    segments(&covers).iter().any(|segment| {
        let mut said: BTreeMap<&str, BTreeSet<&ThemeId>> = BTreeMap::new();
        for annotation in &segment.ids {
            said.entry(maker(workspace, annotation)).or_default().extend(annotation.themes());
        }
        let mut said = said.values();
        said.next().is_some_and(|first| said.any(|other| other != first))
    })
}

/// Who made an annotation, by IRI; what nobody is known to have made counts as the reader's.
fn maker<'a>(workspace: &'a Workspace, annotation: &'a Annotation) -> &'a str {
    let coder = annotation.creator.as_ref().or(workspace.coder.as_ref());
    coder.map_or("", |coder| coder.id.as_str())
}

/// Every settlement on a brief, shown or not, with where it lies: the reader's own first.
fn settlements<'a>(
    workspace: &'a Workspace,
    layer: &Layer,
    brief: &Brief,
) -> Vec<(&'a Annotation, Vec<Span>)> {
    let is_here = |it: &Target| it.source == brief.id;
    let here = workspace.annotations.values().filter(|it| {
        it.is_settlement() && it.targets.iter().any(is_here) && !workspace.is_kept_from_reader(it)
    });
    let spans = |id| layer.anchors(id).iter().filter_map(|anchor| anchor.settled()).collect();
    let mut all: Vec<_> = here.map(|it| (it, spans(&it.id))).collect();
    order::sort_by_key(&mut all, |(it, _)| !workspace.is_mine(it));
    all
}

fn difference(
    workspace: &Workspace,
    settlements: &[(&Annotation, Vec<Span>)],
    place: &[Laid],
) -> Difference {
    let mut readings: Vec<Reading> = Vec::new();
    for laid in place {
        match readings.iter_mut().find(|reading| reading.id == laid.annotation.id) {
            Some(reading) => reading.targets.push(laid.target),
            None => readings
                .push(Reading { id: laid.annotation.id.clone(), targets: vec![laid.target] }),
        }
    }
    let start = place.iter().map(|laid| laid.span.start).min().unwrap_or_default();
    let end = place.iter().map(|laid| laid.span.end).max().unwrap_or_default();
    let span = Span { start, end };
    let about = settlements.iter().filter(|(it, spans)| {
        spans.iter().any(|other| other.overlap(span).is_some())
            && readings.iter().any(|reading| it.settles().any(|id| id == reading.id.0))
    });
    let about: Vec<&Annotation> = about.map(|(it, _)| *it).collect();
    let knows_all = |it: &&&Annotation| {
        readings.iter().all(|reading| it.settles().any(|id| id == reading.id.0))
    };
    // The reader's own goes before, for it is theirs to change; another's counts where it knows more.
    let own = about.first().filter(|it| workspace.is_mine(it));
    let settled = about.iter().find(knows_all);
    let settlement = own.or(settled).or(about.first()).map(|it| it.id.clone());
    Difference { span, readings, settlement, is_settled: settled.is_some() }
}

impl Difference {
    /// The edit that settles it: the readings of these annotations stand, and no others; none rejects
    /// all of them. The reader's own settlement of the place becomes this one; otherwise there is a new
    /// one, of this IRI.
    #[must_use]
    pub fn settle(
        &self,
        workspace: &Workspace,
        brief: &Brief,
        accepted: &[AnnotationId],
        comment: &str,
        new: AnnotationId,
    ) -> Edit {
        let before = self.settlement.as_ref().and_then(|id| workspace.annotations.get(id));
        let before = before.filter(|it| workspace.is_mine(it));
        let here = self.readings.iter();
        let here = here.filter_map(|it| Some((it, workspace.annotations.get(&it.id)?)));
        let here: Vec<(&Reading, &Annotation)> = here.collect();
        let is_accepted = |id: &AnnotationId| accepted.contains(id);
        let is_rejection = !here.iter().any(|(_, it)| is_accepted(&it.id));
        let (mut bodies, mut targets) = (Vec::new(), Vec::new());
        let mut seen = BTreeSet::new();
        for (reading, annotation) in &here {
            if !is_rejection && !is_accepted(&annotation.id) {
                continue;
            }
            let of_brief = annotation.targets.iter().filter(|target| target.source == brief.id);
            for (_, target) in of_brief.enumerate().filter(|(n, _)| reading.targets.contains(n)) {
                if !targets.iter().any(|other| is_same_passage(other, target)) {
                    targets.push(target.clone());
                }
            }
            if !is_rejection {
                let themes = annotation.bodies.iter().filter(|body| match body {
                    Body::Theme { theme, .. } => seen.insert(theme),
                    Body::Note { .. } | Body::Flag(_) | Body::Other(_) => false,
                });
                bodies.extend(themes.cloned());
            }
        }
        if !comment.trim().is_empty() {
            bodies.push(Body::Note { text: comment.trim().to_owned(), extra: Map::new() });
        }
        // What else the settlement said stays.
        let said = before.into_iter().flat_map(|it| &it.bodies);
        let mut comments = said.clone().filter(|body| matches!(body, Body::Note { .. }));
        let former_comment = comments.next();
        bodies.extend(
            said.filter(|body| match body {
                Body::Theme { .. } => false,
                Body::Note { .. } => former_comment != Some(*body),
                Body::Flag(_) | Body::Other(_) => true,
            })
            .cloned(),
        );
        let ids = here.iter().map(|(_, it)| &it.id);
        let accepts = ids.clone().filter(|id| is_accepted(id)).map(|id| id.0.as_str());
        let mut settlement = Annotation {
            id: before.map_or(new, |it| it.id.clone()),
            // What is accepted without a theme is a highlight still.
            motivations: if is_rejection || !seen.is_empty() {
                vec![Motivation::Other(MODERATING.to_owned())]
            } else {
                vec![Motivation::Highlighting, Motivation::Other(MODERATING.to_owned())]
            },
            created: before.and_then(|it| it.created.clone()),
            modified: None,
            creator: before.and_then(|it| it.creator.clone()),
            bodies,
            targets,
            extra: before.map(|it| it.extra.clone()).unwrap_or_default(),
        };
        let why = before.into_iter().flat_map(|it| &it.motivations);
        let other_reasons = why.filter(|why| match why {
            Motivation::Other(name) => name != MODERATING,
            Motivation::Classifying | Motivation::Commenting | Motivation::Highlighting => false,
        });
        settlement.motivations.extend(other_reasons.cloned());
        settlement.set_settlement(ids.map(|id| id.0.as_str()), accepts);
        Edit::SettleDifference(settlement)
    }
}

/// Whether two targets say the same of where they are.
fn is_same_passage(one: &Target, other: &Target) -> bool {
    one.source == other.source && one.selectors == other.selectors
}

fn references<'a>(ids: impl Iterator<Item = &'a str>) -> Value {
    Value::Array(ids.map(|id| json!({ "id": id })).collect())
}

impl Annotation {
    /// The annotations that it settles, by IRI; none, unless it is a settlement.
    pub fn settles(&self) -> impl Iterator<Item = &str> {
        referred(self.extra.get(SETTLES))
    }

    /// Those of them that it accepts.
    pub fn accepts(&self) -> impl Iterator<Item = &str> {
        referred(self.extra.get(ACCEPTS))
    }

    /// What it settles and what of that it accepts, where it says no more than this of either: names
    /// without white space. `None` for what is no settlement.
    #[must_use]
    pub fn settlement(&self) -> Option<(Vec<&str>, Vec<&str>)> {
        let names = |key| {
            let items = self.extra.get(key)?.as_array()?.iter();
            let name = |item: &'_ Value| item.as_object().is_some_and(|it| it.len() == 1);
            let names = items.map(|item| item.get("id")?.as_str().filter(|_| name(item)));
            let names = names.collect::<Option<Vec<&str>>>()?;
            let is_name = |name: &&str| !name.is_empty() && !name.contains(char::is_whitespace);
            names.iter().all(is_name).then_some(names)
        };
        let (settles, accepts) = (names(SETTLES)?, names(ACCEPTS)?);
        (!settles.is_empty()).then_some((settles, accepts))
    }

    /// Has it say that it settles some annotations, by IRI, and accepts some of those.
    pub fn set_settlement<'a>(
        &mut self,
        settles: impl Iterator<Item = &'a str>,
        accepts: impl Iterator<Item = &'a str>,
    ) {
        self.extra.insert(SETTLES.to_owned(), references(settles));
        self.extra.insert(ACCEPTS.to_owned(), references(accepts));
    }

    /// Whether it settles a place at which coders differed, and so is no reading of the text.
    #[must_use]
    pub fn is_settlement(&self) -> bool {
        self.settles().next().is_some()
    }
}

fn referred(list: Option<&Value>) -> impl Iterator<Item = &str> {
    let items = list.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(|item| item.get("id")?.as_str())
}

impl Workspace {
    /// The settlements of a brief, given its IRI, that the reader may see: the settled layer.
    #[must_use]
    pub fn settled(&self, brief: &str) -> Vec<AnnotationId> {
        let is_here = |it: &&Annotation| it.targets.iter().any(|target| target.source == brief);
        let settlements = self.annotations.values().filter(|it| it.is_settlement()).filter(is_here);
        let in_sight = settlements.filter(|it| !self.is_kept_from_reader(it));
        in_sight.map(|it| it.id.clone()).collect()
    }

    /// The settlements that lie over what they settle: they paint nothing that is not there, unless
    /// the reader asks for their layer.
    pub(super) fn laid_aside(&self) -> BTreeSet<AnnotationId> {
        if self.settings.settled_shown {
            return BTreeSet::new();
        }
        let lies_over = |it: &&Annotation| {
            it.settles().any(|id| self.annotations.contains_key(&AnnotationId(id.to_owned())))
        };
        order::set(self.annotations.values().filter(lies_over).map(|it| it.id.clone()))
    }
}
