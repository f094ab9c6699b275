//! Whose work is here: the reader and each other coder.
//!
//! Two coders with one name stay two. Each has a sign of a letter or two, and where that does not
//! tell them apart, the beginning of their IRI beside the name: the same on every machine.

use std::collections::BTreeMap;

use super::Workspace;
use crate::annotation::Annotation;
use crate::coder::Coder;
use crate::order;

/// A coder, as they are told from the others here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    /// Who.
    pub coder: Coder,
    /// Whether it is the reader.
    pub is_reader: bool,
    /// What tells them from another of the same name; `None` where the name does.
    pub mark: Option<String>,
    /// How many annotations here are theirs.
    pub n_annotations: usize,
    /// How many of those are about the brief in question.
    pub n_on_brief: usize,
}

/// Everyone whose work is here, with how much of it is about a brief, given its IRI: the reader first,
/// the others by name. Those of whom nothing is known but that they are not the reader are left out.
#[must_use]
pub fn coders(workspace: &Workspace, brief: Option<&str>) -> Vec<Hand> {
    let mut hands: BTreeMap<&str, Hand> = BTreeMap::new();
    let reader = workspace.coder.as_ref();
    if let Some(coder) = reader {
        hands.insert(&coder.id, Hand::new(coder, true));
    }
    for annotation in workspace.annotations.values() {
        let Some(coder) = annotation.creator.as_ref() else { continue };
        let hand = hands.entry(&coder.id).or_insert_with(|| Hand::new(coder, false));
        if hand.coder.name.is_empty() {
            hand.coder.name.clone_from(&coder.name);
        }
        hand.n_annotations += 1;
        hand.n_on_brief += usize::from(brief.is_some_and(|brief| is_about(annotation, brief)));
    }
    told_apart(hands)
}

/// The same, each told from the others by name or mark; the reader first.
fn told_apart(hands: BTreeMap<&str, Hand>) -> Vec<Hand> {
    let mut hands: Vec<Hand> = hands.into_values().collect();
    order::sort_by_key(&mut hands, |hand| {
        (!hand.is_reader, hand.coder.name.to_lowercase(), hand.coder.id.clone())
    });
    let names: Vec<String> = hands.iter().map(|hand| plain(&hand.coder.name)).collect();
    for (nth, hand) in hands.iter_mut().enumerate() {
        let has_twin = names.iter().enumerate().any(|(at, name)| at != nth && *name == names[nth]);
        hand.mark = (has_twin || names[nth].is_empty()).then(|| mark(&hand.coder));
    }
    hands
}

impl Hand {
    fn new(coder: &Coder, is_reader: bool) -> Hand {
        Hand { coder: coder.clone(), is_reader, mark: None, n_annotations: 0, n_on_brief: 0 }
    }

    /// Those who made what is in a file, told from each other and from those whose work is here. Of
    /// how much is theirs nothing is said.
    #[must_use]
    pub fn among(workspace: &Workspace, coders: impl IntoIterator<Item = Coder>) -> Vec<Hand> {
        let given: BTreeMap<String, Coder> =
            coders.into_iter().map(|coder| (coder.id.clone(), coder)).collect();
        let here = workspace.annotations.values().filter_map(|it| it.creator.as_ref());
        let mut hands: BTreeMap<&str, Hand> = BTreeMap::new();
        for coder in here.chain(given.values()) {
            let hand = hands.entry(&coder.id).or_insert_with(|| Hand::new(coder, false));
            if hand.coder.name.is_empty() {
                hand.coder.name.clone_from(&coder.name);
            }
        }
        if let Some(coder) = &workspace.coder {
            hands.insert(&coder.id, Hand::new(coder, true));
        }
        let mut hands = told_apart(hands);
        hands.retain(|hand| given.contains_key(&hand.coder.id));
        hands
    }

    /// Their name, with what tells them from another of the same: `Ana (3f9c)`.
    #[must_use]
    pub fn label(&self) -> String {
        let name = match self.coder.name.trim() {
            "" if self.is_reader => return "You, without a name".to_owned(),
            "" => "A coder without a name",
            name => name,
        };
        match &self.mark {
            Some(mark) => format!("{name} ({mark})"),
            None => name.to_owned(),
        }
    }
}

/// A letter or two for a coder: the first of their first and last names; of one without a name `?`.
#[must_use]
pub fn sign(coder: &Coder) -> String {
    let mut words = coder.name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    let letters = first.into_iter().chain(words.next_back());
    let sign: String = letters.flat_map(char::to_uppercase).collect();
    if sign.is_empty() { "?".to_owned() } else { sign }
}

/// Whether two coders have the same name and are two.
#[must_use]
pub fn is_namesake(one: &Coder, other: &Coder) -> bool {
    one.id != other.id && plain(&one.name) == plain(&other.name)
}

/// Whether an annotation has a passage in a brief, given its IRI, or is about the whole of it.
fn is_about(annotation: &Annotation, brief: &str) -> bool {
    annotation.targets.iter().any(|target| target.source == brief)
}

fn plain(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The beginning of what is unlike in their IRI.
fn mark(coder: &Coder) -> String {
    let name = coder.id.rsplit([':', '/', '#']).find(|part| !part.is_empty()).unwrap_or_default();
    name.chars().filter(|it| it.is_alphanumeric()).take(4).collect()
}
