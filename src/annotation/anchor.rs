//! Finds where a stored target lies in a brief's reading text: [`describe`](super::describe)'s twin.
//!
//! Takes a brief and a target, whoever wrote it; gives an [`Anchor`]. In order:
//!
//! 1. the stored position, if it shows the quotation in a text of the same digest, or with context
//!    that fits: *exact*;
//! 2. the quotation elsewhere, where its context fits and fits nowhere else nearly as well, be it
//!    around the quotation again or around the [gap](super::gap) that it left: *moved*;
//! 3. words much like it, on the same terms: *changed*, a proposal;
//! 4. the quotation where the context does not tell which, or speaks against all: *ambiguous*;
//! 5. else *lost*.
//!
//! A target that the reader has [given up](super::give_up) for this text is lost unasked.
//!
//! Nothing below *moved* is painted unasked, and a reader whose passage was cut from the text must
//! not find the mark on another: so a quotation that stands once is not taken for the one that was
//! meant unless what stands around it says so too. Texts are compared by their [keys](super::key).
//! Which brief the target names is the caller's affair: a target may be tried on another edition.

use std::cell::OnceCell;

use serde::Serialize;

use super::context::{Candidate, Choice, Context, approximate};
use super::key::{Key, key};
use super::{Quote, Selector, Target, is_given_up};
use crate::brief::Brief;
use crate::text::{Passage, Span};

/// Where a stored target lies now.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase", tag = "state")]
pub enum Anchor {
    /// The stored position still shows the quotation.
    Exact {
        /// Where.
        span: Span,
    },
    /// The quotation stands elsewhere, where its context fits by a clear margin; or it was stored
    /// without any context and stands once.
    Moved {
        /// Where.
        span: Span,
    },
    /// Words much like the quotation stand where its context fits: a proposal.
    Changed {
        /// Where.
        span: Span,
        /// 1 minus the edit distance over the longer length, from 0 to 1.
        similarity: f64,
    },
    /// One place or several could be it, and nothing shows which, or that it is: the reader picks.
    Ambiguous {
        /// All of them, in order of place. Never empty.
        candidates: Vec<Span>,
    },
    /// Nothing fits.
    Lost,
    /// The target is the whole brief: it has no selectors.
    Whole,
}

impl Anchor {
    /// Where it can be painted without asking: exact and moved only.
    #[must_use]
    pub fn settled(&self) -> Option<Span> {
        match self {
            Anchor::Exact { span } | Anchor::Moved { span } => Some(*span),
            Anchor::Changed { .. } | Anchor::Ambiguous { .. } | Anchor::Lost | Anchor::Whole => {
                None
            }
        }
    }
}

/// Where a target lies in a brief.
#[must_use]
pub fn anchor(brief: &Brief, target: &Target) -> Anchor {
    Anchors::new(brief).anchor(target)
}

/// Where each of some targets lies in a brief, in their order. The work that the text asks for is
/// done once for all of them, and only if one of them asks for it.
#[must_use]
pub fn anchor_all<'target>(
    brief: &Brief,
    targets: impl IntoIterator<Item = &'target Target>,
) -> Vec<Anchor> {
    let anchors = Anchors::new(brief);
    targets.into_iter().map(|target| anchors.anchor(target)).collect()
}

/// A brief made ready for anchoring many targets, at once or one after another.
#[derive(Debug)]
pub struct Anchors<'brief> {
    brief: &'brief Brief,
    /// Made when first asked for: a target that stands where it stood needs none.
    key: OnceCell<Key>,
}

impl<'brief> Anchors<'brief> {
    /// Costs nothing yet.
    #[must_use]
    pub fn new(brief: &'brief Brief) -> Anchors<'brief> {
        Anchors { brief, key: OnceCell::new() }
    }

    /// Where a target lies.
    #[must_use]
    pub fn anchor(&self, target: &Target) -> Anchor {
        let text = &self.brief.text;
        if is_given_up(text, target) {
            return Anchor::Lost;
        }
        let quote = target.selectors.iter().find_map(|selector| match selector {
            Selector::Quote(quote) if !quote.exact.trim().is_empty() => Some(quote),
            Selector::Quote(_) | Selector::Position { .. } | Selector::Other(_) => None,
        });
        let position = target.selectors.iter().find_map(|selector| match selector {
            Selector::Position { start, end } if *end <= text.len() => {
                Passage::around(text, Span::new(start.0, end.0))
            }
            Selector::Position { .. } | Selector::Quote(_) | Selector::Other(_) => None,
        });
        let same_text = target.digest.as_deref() == Some(text.digest());
        match (quote, position.map(Passage::span)) {
            _ if target.selectors.is_empty() => Anchor::Whole,
            (None, None) => Anchor::Lost,
            (None, Some(span)) if same_text => Anchor::Exact { span },
            // Numbers alone say nothing of what was meant: in another text, only a reader can.
            (None, Some(span)) => Anchor::Ambiguous { candidates: vec![span] },
            (Some(quote), Some(span)) if same_text && text.slice(span) == quote.exact => {
                Anchor::Exact { span }
            }
            (Some(quote), position) => self.search(quote, position, same_text),
        }
    }

    /// Goes from the surest to the least sure.
    fn search(&self, quote: &Quote, position: Option<Span>, same_text: bool) -> Anchor {
        let text = self.key.get_or_init(|| Key::new(&self.brief.text));
        let exact = key(&quote.exact);
        let context = Context::new(quote, &exact);

        if let Some(span) = position
            && key(self.brief.text.slice(span)) == exact
            && (same_text || context.allows(text, &context.candidate(text, text.range(span), 1.0)))
        {
            return Anchor::Exact { span };
        }
        let hits = text.find_all(&exact);
        if let Some((start, end)) = context.undisturbed(text, &hits) {
            return Anchor::Moved { span: text.span(start, end) };
        }
        let hits: Vec<Candidate> =
            hits.into_iter().map(|range| context.candidate(text, range, 1.0)).collect();
        match context.choose(text, &hits) {
            Choice::One(hit) if context.has_gap(text, &hit) => {}
            Choice::One(hit) => return Anchor::Moved { span: text.span(hit.start, hit.end) },
            Choice::Several(hits) => return ambiguous(text, &hits),
            Choice::None => {}
        }
        let alike: Vec<Candidate> = approximate(text, &exact, &context)
            .into_iter()
            // The quotation itself has had its turn.
            .filter(|one| !hits.iter().any(|hit| one.start < hit.end && hit.start < one.end))
            .collect();
        match context.choose(text, &alike) {
            Choice::One(one) => {
                let span = text.span(one.start, one.end);
                Anchor::Changed { span, similarity: one.similarity }
            }
            Choice::Several(several) if hits.is_empty() => ambiguous(text, &several),
            Choice::Several(_) | Choice::None if hits.is_empty() => Anchor::Lost,
            Choice::Several(_) | Choice::None => ambiguous(text, &hits),
        }
    }
}

fn ambiguous(text: &Key, candidates: &[Candidate]) -> Anchor {
    let spans = candidates.iter().map(|candidate| text.span(candidate.start, candidate.end));
    Anchor::Ambiguous { candidates: spans.collect() }
}
