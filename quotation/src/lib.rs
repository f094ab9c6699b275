//! Finds where a quotation stands in a text, by its words and the words that stood around it.
//!
//! Takes a text and what was stored of a passage; gives the place, or the places among which nothing
//! tells, or none ([`Found`]). In order: the quotation with all of its context, letter by letter
//! (`verbatim`); what is most like all of that together (`alike`), which a clear lead makes sure
//! (`choice`), unless the words around the quotation stand around a `gap` somewhere; else the
//! quotation wherever it stands. Texts are compared by their keys (`key`).
//!
//! What is done with what was found, and what a stored position is worth, is the room `annotation`'s
//! affair. All that is gone through ten thousand times stands here, and is compiled for speed.

mod alike;
mod choice;
mod concordance;
mod context;
mod cursor;
mod gap;
mod key;
mod verbatim;

pub use concordance::Concordance;

use document::text::{ReadingText, Span};

use alike::{Sites, alike};
use choice::{Choice, choose};
use concordance::Index;
use context::{Candidate, Context};
use key::{Key, key};
use verbatim::verbatim;

/// How far around a place the text is compared with the stored context, in code points: enough for the
/// near context where white space runs.
const AROUND: u32 = 160;

/// From how many places a reader may be asked to pick.
const MOST_PLACES: usize = 64;

/// What was stored of a passage: its words, and those before and after it, either of which may be
/// missing.
#[derive(Clone, Copy, Debug)]
pub struct Quotation<'stored> {
    /// The words of the passage.
    pub exact: &'stored str,
    /// The words before it.
    pub prefix: &'stored str,
    /// The words after it.
    pub suffix: &'stored str,
}

/// Where a quotation stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Here, and no other place is like it.
    Surely(Span),
    /// Here rather than anywhere else.
    Likely {
        /// Where.
        span: Span,
        /// 1 minus the edit distance over the longer length, from 0 to 1.
        similarity: f64,
    },
    /// It could be one of these and nothing shows which, or that it is one: the first 64, in order of
    /// place, never none.
    Among(Vec<Span>),
    /// Nowhere.
    Nowhere,
}

impl Quotation<'_> {
    /// Whether its words stand at a place by their key, in a text that is the same or where the words
    /// around it allow it.
    #[must_use]
    pub fn stands_at(
        &self,
        text: &ReadingText,
        span: Span,
        is_same_text: impl Fn() -> bool,
    ) -> bool {
        let exact = key(self.exact);
        if key(text.slice(span)) != exact {
            return false;
        }
        is_same_text() || {
            let start = span.start.0.saturating_sub(AROUND);
            let around = Span::new(start, span.end.0.saturating_add(AROUND).min(text.len().0));
            let local = Key::new(text.slice(around), start);
            let context = Context::new(self, &exact);
            let range = local.range(span);
            // What was quoted and stands there may be without a key: soft hyphens alone.
            context.allows(&local, &context.hit(&local, range))
        }
    }

    /// Where it stands: goes from the surest to the least sure.
    fn find(&self, index: &Index) -> Found {
        let exact = key(self.exact);
        let context = Context::new(self, &exact);
        let text = &index.key;
        let choice = verbatim(index, &context, &exact).unwrap_or_else(|| {
            let sites = Sites::new(index, &context, &exact);
            let mut candidates: Vec<Candidate> = if context.is_empty() {
                let hits = index.find_all(&exact).into_iter();
                hits.map(|hit| context.hit(text, hit)).collect()
            } else {
                Vec::new()
            };
            if candidates.is_empty() {
                candidates = alike(index, &sites.quoted, &context, &exact);
            }
            choose(index, &sites, &context, &mut candidates)
        });
        match choice {
            Choice::Sure((start, end)) => Found::Surely(text.span(start, end)),
            Choice::Likely((start, end), similarity) => {
                Found::Likely { span: text.span(start, end), similarity }
            }
            Choice::Several(several) => among(text, &several),
            Choice::None => match &index.find_all(&exact)[..] {
                [] => Found::Nowhere,
                hits if hits.len() > MOST_PLACES => Found::Nowhere,
                hits => among(text, hits),
            },
        }
    }
}

impl Concordance {
    /// Where a quotation stands in the text, which is made ready now where it is not.
    #[must_use]
    pub fn find(&self, text: &ReadingText, quotation: &Quotation) -> Found {
        quotation.find(self.index(text))
    }
}

fn among(text: &Key, places: &[(usize, usize)]) -> Found {
    let places = places.iter().take(MOST_PLACES);
    Found::Among(places.map(|&(start, end)| text.span(start, end)).collect())
}
