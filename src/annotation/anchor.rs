//! Finds where a stored target lies in a brief's reading text: [`describe`](super::describe)'s twin.
//!
//! Takes a brief and a target, whoever wrote it; gives an [`Anchor`]. In order:
//!
//! 1. the stored position, if it shows the quotation in a text of the same digest, or with context
//!    that fits: *exact*. What is printed between the words, a label or a footnote mark, is no
//!    difference, here and below: who quotes the page quotes it;
//! 2. the quotation elsewhere, where its context fits and where nothing else can be meant, neither
//!    the same words in surroundings nearly as good nor the gap that they left: *moved*;
//! 3. the place that is most like the quotation and its context together, where
//!    words were altered or another place is nearly the same: *changed*, a proposal;
//! 4. several places that are alike, or the quotation where its context speaks against all of them:
//!    *ambiguous*;
//! 5. else *lost*.
//!
//! A target that the reader has [given up](super::give_up) for this text is lost unasked.
//!
//! Nothing below *moved* is painted unasked, and a reader whose passage was cut from the text must
//! not find the mark on another: so a quotation that stands once is not taken for the one that was
//! meant unless what stands around it says so too. How it is found is the crate [`quotation`]'s affair.
//! Which brief the target names is the caller's affair: a target may be tried on another edition.
//!
//! What it costs, in a text of n characters, for a quotation that has m with its context, and of
//! which k differ:
//!
//! - at its position: m, whatever n is, and nothing is allocated;
//! - elsewhere: the [concordance](Concordance) once, 3 n; then for each quotation m, and a step for
//!   each of the r places where the rarest seven characters of the words before it, of those after it and
//!   of three parts of it stand; the text is read where those agree, at one place or a few;
//! - altered: the places where pieces of twelve characters stand, the twelve rarest pieces, or as many as
//!   stand at 768 places; at most 128 of these, where most pieces stand, are m characters long and read
//!   once by bits, 64 characters at once, k or fewer of which may differ. In a text that does not repeat
//!   itself it is one place or two. Where the words around a gap lack more of their parts than may
//!   differ, no gap is looked for;
//! - without enough context to be cut in two pieces, and altered: all of the text, n.

use quotation::{Concordance, Found, Quotation};
use serde::Serialize;

use super::{Quote, Selector, Target, is_given_up};
use crate::brief::Brief;
use crate::text::{Passage, ReadingText, Span, code_points};

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
    /// Words much like the quotation, or the same, stand where its context fits better than
    /// anywhere else: a proposal.
    Changed {
        /// Where.
        span: Span,
        /// 1 minus the edit distance over the longer length, from 0 to 1.
        similarity: f64,
    },
    /// One place or several could be it, and nothing shows which, or that it is: the reader picks.
    Ambiguous {
        /// The first 64 of them, in order of place. Never empty.
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
///
/// What costs time is the [concordance](Concordance) of its text, which is made when a target first
/// asks for it; most ask for none. Who must not wait for it prepares it in pieces, and who anchors
/// in one text again and again keeps it:
///
/// ```
/// # use briefmark::annotation::{Anchor, Anchors, Concordance, Target, describe};
/// # use briefmark::{brief, text::{Passage, Span}};
/// # let (brief, _) = brief::parse("1. Early. Late.", "x.md");
/// # let passage = Passage::around(&brief.text, Span::new(0, 5)).unwrap();
/// # let targets = [describe(&brief, passage)];
/// let concordance = Concordance::default();
/// let anchors = Anchors::with(&brief, &concordance);
/// for target in &targets {
///     let anchor = loop {
///         match anchors.in_step(target) {
///             Some(anchor) => break anchor,
///             None => { /* let the page breathe */ }
///         }
///     };
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Anchors<'brief> {
    brief: &'brief Brief,
    concordance: Concordance,
}

impl<'brief> Anchors<'brief> {
    /// Costs nothing yet.
    #[must_use]
    pub fn new(brief: &'brief Brief) -> Anchors<'brief> {
        Anchors::with(brief, &Concordance::default())
    }

    /// Goes on with what was kept of a brief's text. Costs nothing yet.
    #[must_use]
    pub fn with(brief: &'brief Brief, concordance: &Concordance) -> Anchors<'brief> {
        Anchors { brief, concordance: concordance.clone() }
    }

    /// Where a target lies.
    #[must_use]
    pub fn anchor(&self, target: &Target) -> Anchor {
        self.at_once(target).unwrap_or_else(|| self.search(target))
    }

    /// Where a target lies. Where the text has to be read first, reads a piece of it, and gives nothing
    /// before all is read.
    #[must_use]
    pub fn in_step(&self, target: &Target) -> Option<Anchor> {
        /// In bytes.
        const PIECE: usize = 50_000;
        self.at_once(target).or_else(|| {
            self.concordance.prepare(&self.brief.text, PIECE).then(|| self.search(target))
        })
    }

    /// Where a target lies, if that can be told without the concordance: when it stands where it
    /// stood, or says too little to be looked for. Costs as much as the target is long.
    #[must_use]
    pub fn at_once(&self, target: &Target) -> Option<Anchor> {
        if target.selectors.is_empty() {
            return Some(Anchor::Whole);
        }
        let text = &self.brief.text;
        if is_given_up(text, target) {
            return Some(Anchor::Lost);
        }
        let is_same_text = || target.digest.as_deref() == Some(text.digest());
        let (quote, position) = (quote(target), position(target));
        if let (Some(quote), Some(span)) = (quote, position)
            && shows(text, quote, span)
            && (is_surrounded(text, quote, span) || is_same_text())
        {
            return Some(Anchor::Exact { span });
        }
        let position = position.filter(|span| span.end <= text.len());
        let span = position.and_then(|span| Passage::around(text, span)).map(Passage::span);
        match (quote, span) {
            (None, None) => Some(Anchor::Lost),
            (None, Some(span)) if is_same_text() => Some(Anchor::Exact { span }),
            // Numbers alone say nothing of what was meant: in another text, only a reader can.
            (None, Some(span)) => Some(Anchor::Ambiguous { candidates: vec![span] }),
            (Some(quote), Some(span))
                if quotation(quote).stands_at(self.brief, span, is_same_text) =>
            {
                Some(Anchor::Exact { span })
            }
            (Some(_), _) => None,
        }
    }

    /// Looks for a quotation that does not stand at its position.
    fn search(&self, target: &Target) -> Anchor {
        let Some(quote) = quote(target) else { return Anchor::Lost };
        match self.concordance.find(self.brief, &quotation(quote)) {
            Found::Surely(span) => Anchor::Moved { span },
            Found::Likely { span, similarity } => Anchor::Changed { span, similarity },
            Found::Among(candidates) => Anchor::Ambiguous { candidates },
            Found::Nowhere => Anchor::Lost,
        }
    }
}

/// The first quotation of a target that holds something.
fn quote(target: &Target) -> Option<&Quote> {
    target.selectors.iter().find_map(|selector| match selector {
        Selector::Quote(quote) if !quote.exact.trim().is_empty() => Some(quote),
        Selector::Quote(_) | Selector::Position { .. } | Selector::Other(_) => None,
    })
}

/// The first position of a target.
fn position(target: &Target) -> Option<Span> {
    target.selectors.iter().find_map(|selector| match selector {
        Selector::Position { start, end } => Some(Span::new(start.0, end.0)),
        Selector::Quote(_) | Selector::Other(_) => None,
    })
}

/// Whether the words of a quotation stand at a position, letter by letter, and are a passage.
fn shows(text: &ReadingText, quote: &Quote, span: Span) -> bool {
    let start = text.byte(span.start).0;
    let stands = text.as_str()[start..].starts_with(&quote.exact);
    let end = start + quote.exact.len();
    stands && code_points(&quote.exact) == span.len() && {
        let is_apart = is_apart(text.as_str(), start) && is_apart(text.as_str(), end);
        let is_trimmed = quote.exact.trim().len() == quote.exact.len();
        (is_apart && is_trimmed) || Passage::around(text, span).map(Passage::span) == Some(span)
    }
}

/// Whether a grapheme cluster surely ends before a byte: between any two ASCII characters but a
/// carriage return and its line feed.
fn is_apart(text: &str, byte: usize) -> bool {
    let bytes = text.as_bytes();
    let before = byte.checked_sub(1).and_then(|before| bytes.get(before));
    let (Some(before), Some(after)) = (before, bytes.get(byte)) else { return true };
    before.is_ascii() && after.is_ascii() && *before != b'\r'
}

/// Whether the words stored around a quotation stand around a position, letter by letter.
fn is_surrounded(text: &ReadingText, quote: &Quote, span: Span) -> bool {
    let (before, after) = text.as_str().split_at(text.byte(span.start).0);
    before.ends_with(&quote.prefix) && after[quote.exact.len()..].starts_with(&quote.suffix)
}

/// What is looked for.
fn quotation(quote: &Quote) -> Quotation<'_> {
    Quotation { exact: &quote.exact, prefix: &quote.prefix, suffix: &quote.suffix }
}
