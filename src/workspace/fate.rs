//! What has become of each passage that was annotated, in a text that may not be the one that it was
//! marked in: what the reader is asked to confirm, and what another version of a brief would do.
//!
//! Nothing here changes anything: what the reader says becomes an [`Edit::Confirm`].

mod comparison;
mod list;

use std::collections::BTreeMap;

use super::edit::{Edit, Said};
use super::{Layer, Workspace};
use crate::annotation::{
    Anchor, Annotation, AnnotationId, Quote, Replacement, Selector, Target, confirm, give_up,
    is_given_up, relocate, replacements, transfer,
};
use crate::brief::Brief;
use crate::order;
use crate::text::{CodePoint, Passage, Span};

pub use comparison::Comparison;
pub use list::list;

/// What has become of one passage of an annotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Fate {
    /// Which annotation.
    pub annotation: AnnotationId,
    /// Which of all its targets, by index.
    pub target: usize,
    /// Where it lies.
    pub anchor: Anchor,
    /// Whether the annotation is the reader's own, or nobody's: only then can they confirm it.
    pub is_own: bool,
    /// Whether the reader said that it is nowhere in this text.
    pub is_given_up: bool,
}

/// What can become of a passage, in the order in which the reader is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Other words, much like those that were marked, stand there: a proposal.
    Changed,
    /// It could be any of several places.
    Ambiguous,
    /// It is nowhere.
    Lost,
    /// The same words stand elsewhere.
    Moved,
    /// The same words stand where they stood, or it is the whole brief.
    Exact,
}

impl State {
    /// All of them, in their order.
    pub const ALL: [State; 5] =
        [State::Changed, State::Ambiguous, State::Lost, State::Moved, State::Exact];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            State::Changed => "changed",
            State::Ambiguous => "ambiguous",
            State::Lost => "lost",
            State::Moved => "moved",
            State::Exact => "exact",
        }
    }

    /// The state of a passage that lies somewhere.
    #[must_use]
    pub fn of(anchor: &Anchor) -> State {
        match anchor {
            Anchor::Changed { .. } => State::Changed,
            Anchor::Ambiguous { .. } => State::Ambiguous,
            Anchor::Lost => State::Lost,
            Anchor::Moved { .. } => State::Moved,
            Anchor::Exact { .. } | Anchor::Whole => State::Exact,
        }
    }
}

impl Fate {
    /// What it is, in a word.
    #[must_use]
    pub fn state(&self) -> State {
        State::of(&self.anchor)
    }

    /// Whether the reader is to say something of it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_own && !self.is_given_up && self.state() != State::Exact
    }

    /// The places where it lies or may lie, in order; none when it is nowhere or the whole brief.
    #[must_use]
    pub fn places(&self) -> &[Span] {
        match &self.anchor {
            Anchor::Exact { span } | Anchor::Moved { span } | Anchor::Changed { span, .. } => {
                std::slice::from_ref(span)
            }
            Anchor::Ambiguous { candidates } => candidates,
            Anchor::Lost | Anchor::Whole => &[],
        }
    }

    /// The target, as it stands in the workspace.
    #[must_use]
    pub fn target_in<'work>(&self, workspace: &'work Workspace) -> Option<&'work Target> {
        workspace.annotations.get(&self.annotation)?.targets.get(self.target)
    }
}

/// The quotation that a target stores, if it stores one.
#[must_use]
pub fn quote_of(target: &Target) -> Option<&Quote> {
    target.selectors.iter().find_map(|selector| match selector {
        Selector::Quote(quote) => Some(quote),
        Selector::Position { .. } | Selector::Other(_) => None,
    })
}

/// What of a brief's layer does not lie where it was put: first what the reader is to say something of,
/// then what they gave up and what is another's. In the order of the states, within each of the text.
#[must_use]
pub fn doubts(brief: &Brief, layer: &Layer, workspace: &Workspace) -> Vec<Fate> {
    let mut doubts = Vec::new();
    for id in layer.doubtful() {
        let Some(annotation) = workspace.annotations.get(id) else { continue };
        if workspace.is_kept_from_reader(annotation) {
            continue;
        }
        let is_own = workspace.is_mine(annotation);
        let anchors = layer.anchors(id).iter();
        for ((index, target), anchor) in targets_in(annotation, &brief.id).zip(anchors) {
            let fate = Fate {
                annotation: id.clone(),
                target: index,
                anchor: anchor.clone(),
                is_own,
                is_given_up: is_given_up(&brief.text, target),
            };
            doubts.extend((fate.state() != State::Exact).then_some(fate));
        }
    }
    sort(&mut doubts);
    doubts
}

/// How many of the doubts about a brief's layer the reader is to say something of: those about what is
/// theirs, or nobody's. Costs as little for many as for one.
#[must_use]
pub fn n_to_confirm(layer: &Layer, workspace: &Workspace) -> usize {
    let mine = workspace.coder.as_ref().map(|coder| layer.n_open_doubts(Some(&coder.id)));
    layer.n_open_doubts(None) + mine.unwrap_or(0)
}

/// What would become of every annotation of one brief in the text of another, which may be a version
/// of it. Takes as long as anchoring each of them.
#[must_use]
pub fn compare(workspace: &Workspace, from: &str, to: &Brief) -> Vec<Fate> {
    let mut comparison = Comparison::begin(workspace, from);
    while !comparison.is_done() {
        comparison.step(workspace, to);
    }
    comparison.finish()
}

/// How many there are of each state, in the order of the states.
#[must_use]
pub fn tally<'fate>(fates: impl IntoIterator<Item = &'fate Fate>) -> [usize; 5] {
    let mut counts = [0; 5];
    for fate in fates {
        counts[fate.state() as usize] += 1;
    }
    counts
}

/// Those of some fates that changed in the same way: the same words gave way to the same words. Only
/// groups of two or more, the largest first.
#[must_use]
pub fn alike(
    brief: &Brief,
    workspace: &Workspace,
    fates: &[Fate],
) -> Vec<(Vec<Replacement>, Vec<Fate>)> {
    let mut groups = BTreeMap::<Vec<Replacement>, Vec<Fate>>::new();
    for fate in fates.iter().filter(|fate| fate.is_open()) {
        let Anchor::Changed { span, .. } = fate.anchor else { continue };
        let Some(quote) = fate.target_in(workspace).and_then(quote_of) else { continue };
        let how = replacements(&quote.exact, brief.text.slice(span)).into_iter().collect();
        groups.entry(how).or_default().push(fate.clone());
    }
    let mut groups: Vec<_> = groups.into_iter().filter(|(_, fates)| fates.len() > 1).collect();
    order::sort_by_key(&mut groups, |(_, fates)| std::cmp::Reverse(fates.len()));
    groups
}

/// What the reader says of one passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is here.
    Here(Passage),
    /// It is where its anchor says: moved, or where it stood.
    AsAnchored,
    /// It is nowhere in this text.
    Nowhere,
}

/// The edit that stores what the reader said of some passages of a brief, in one step. What is not
/// here any more is passed over.
#[must_use]
pub fn settle(workspace: &Workspace, brief: &Brief, answers: &[(Fate, Answer)]) -> Edit {
    let given_up = answers.iter().all(|(_, answer)| *answer == Answer::Nowhere);
    let said = if given_up { Said::Nowhere } else { Said::Here };
    let targets = retarget(workspace, answers.iter().map(|(fate, answer)| (fate, *answer)), {
        |fate, target, answer| match answer {
            Answer::Here(passage) => confirm(brief, target, passage),
            Answer::AsAnchored => relocate(brief, target, fate.anchor.settled()),
            Answer::Nowhere => give_up(&brief.text, target),
        }
    });
    Edit::Confirm { said, targets }
}

/// The edit that confirms all of the reader's own that stand where nobody need ask: those that moved,
/// and with them those that stand where they stood in an older text.
#[must_use]
pub fn settle_moved(workspace: &Workspace, brief: &Brief, layer: &Layer) -> Edit {
    let mut answers = Vec::new();
    for annotation in workspace.annotations.values().filter(|it| workspace.is_mine(it)) {
        let anchors = layer.anchors(&annotation.id).iter();
        for ((target, stored), anchor) in targets_in(annotation, &brief.id).zip(anchors) {
            let is_old = stored.digest.as_deref().is_some_and(|it| it != brief.text.digest());
            let is_moved = matches!(anchor, Anchor::Moved { .. });
            if is_moved || (is_old && matches!(anchor, Anchor::Exact { .. } | Anchor::Whole)) {
                let (annotation, anchor) = (annotation.id.clone(), anchor.clone());
                let fate = Fate { annotation, target, anchor, is_own: true, is_given_up: false };
                answers.push((fate, Answer::AsAnchored));
            }
        }
    }
    settle(workspace, brief, &answers)
}

/// The edit that carries the reader's own annotations over to another brief, given what would become
/// of them there. What is sure is placed; what is not keeps the selectors that it was made with, so
/// that the reader is asked there; what is lost stays where its words are.
#[must_use]
pub fn carry_over(workspace: &Workspace, to: &Brief, fates: &[Fate]) -> Edit {
    let carried = fates.iter().filter(|fate| fate.is_own && fate.state() != State::Lost);
    let targets =
        retarget(workspace, carried.map(|fate| (fate, ())), |fate, target, ()| {
            match fate.state() {
                State::Exact | State::Moved => relocate(to, target, fate.anchor.settled()),
                State::Changed | State::Ambiguous | State::Lost => transfer(to, target),
            }
        });
    Edit::Confirm { said: Said::CarriedOver, targets }
}

/// The targets of the annotations concerned, those that were answered as they will be.
fn retarget<'fate, A>(
    workspace: &Workspace,
    answers: impl Iterator<Item = (&'fate Fate, A)>,
    answered: impl Fn(&Fate, &Target, A) -> Target,
) -> Vec<(AnnotationId, Vec<Target>)> {
    let mut all = BTreeMap::<AnnotationId, Vec<Target>>::new();
    for (fate, answer) in answers {
        let Some(annotation) = workspace.annotations.get(&fate.annotation) else { continue };
        let targets = all.entry(fate.annotation.clone());
        let targets = targets.or_insert_with(|| annotation.targets.clone());
        if let Some(target) = targets.get_mut(fate.target) {
            *target = answered(fate, target, answer);
        }
    }
    all.into_iter().collect()
}

/// The targets of an annotation in a brief, with their indices among all of them.
fn targets_in<'work>(
    annotation: &'work Annotation,
    brief: &'work str,
) -> impl Iterator<Item = (usize, &'work Target)> {
    annotation.targets.iter().enumerate().filter(move |(_, target)| target.source == brief)
}

fn sort(fates: &mut [Fate]) {
    // What has no place comes last, in the order of the ids, which never changes.
    let start = |fate: &Fate| fate.places().first().map_or(CodePoint(u32::MAX), |span| span.start);
    fates.sort_by_cached_key(|fate| {
        (!fate.is_open(), fate.state(), start(fate), fate.annotation.clone(), fate.target)
    });
}
