//! Finds where a quotation stands in a text, by its words and the words that stood around it.
//!
//! Takes a text and what was stored of a passage; gives the place, or the places among which nothing
//! tells, or none ([`Found`]). In order: the quotation with all of its context, letter by letter
//! (`verbatim`), or but for what is `printed` between the words; what is most like all of that together (`alike`), which a clear lead makes sure
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
mod printed;
mod verbatim;

pub use concordance::Concordance;

use document::brief::Brief;
use document::text::Span;

use alike::{Sites, alike};
use choice::{Choice, choose};
use concordance::Index;
use context::{Candidate, Context};
use key::{Key, key};
use printed::{Plain, is_printed_at};
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
    /// around it allow it: as they are read, or as they are printed there.
    #[must_use]
    pub fn stands_at(&self, brief: &Brief, span: Span, is_same_text: impl Fn() -> bool) -> bool {
        let exact = key(self.exact);
        let read = key(brief.text.slice(span));
        if read == exact {
            return is_same_text() || self.is_allowed_at(brief, span, &exact);
        }
        is_printed_at(brief, &exact, span) && {
            let plain = Plain::of(self);
            let plain = plain.as_ref().map_or(*self, Plain::quotation);
            is_same_text() || plain.is_allowed_at(brief, span, &read)
        }
    }

    /// Whether the words around a place that holds the quotation, which has that key, allow it.
    fn is_allowed_at(&self, brief: &Brief, span: Span, exact: &[char]) -> bool {
        let text = &brief.text;
        let start = span.start.0.saturating_sub(AROUND);
        let around = Span::new(start, span.end.0.saturating_add(AROUND).min(text.len().0));
        let local = Key::new(text.slice(around), start);
        let context = Context::new(self, exact);
        let range = local.range(span);
        // What was quoted and stands there may be without a key: soft hyphens alone.
        context.allows(&local, &context.hit(&local, range))
    }

    /// Where it stands: goes from the surest to the least sure.
    fn find(&self, brief: &Brief, index: &Index) -> Found {
        let exact = key(self.exact);
        let context = Context::new(self, &exact);
        let text = &index.key;
        let choice = verbatim(index, &context, &exact);
        let choice = choice.or_else(|| self.printed(brief, index, &exact)).unwrap_or_else(|| {
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

    /// Where it stands letter by letter with its context, but for what is printed between the words there.
    fn printed(&self, brief: &Brief, index: &Index, quoted: &[char]) -> Option<Choice> {
        let plain = Plain::of(self)?;
        let plain = plain.quotation();
        let exact = key(plain.exact);
        let choice = verbatim(index, &Context::new(&plain, &exact), &exact)?;
        let is_printed = |&(start, end): &(usize, usize)| {
            exact == quoted || is_printed_at(brief, quoted, index.key.span(start, end))
        };
        let is_so = match &choice {
            Choice::Sure(place) | Choice::Likely(place, _) => is_printed(place),
            Choice::Several(places) => places.iter().all(is_printed),
            Choice::None => false,
        };
        is_so.then_some(choice)
    }
}

impl Concordance {
    /// Where a quotation stands in a brief, the text of which is made ready now where it is not.
    #[must_use]
    pub fn find(&self, brief: &Brief, quotation: &Quotation) -> Found {
        quotation.find(brief, self.index(&brief.text))
    }
}

fn among(text: &Key, places: &[(usize, usize)]) -> Found {
    let places = places.iter().take(MOST_PLACES);
    Found::Among(places.map(|&(start, end)| text.span(start, end)).collect())
}
