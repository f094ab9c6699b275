//! Searching the brief: a panel beside the text, hits in the text and on a ruler, and coding them.
//!
//! [`Searching`] is what the reader searches for and what was found. Every keystroke looks through
//! the folded text anew, in slices where it is long; the search before it is forgotten. What is
//! found is painted near the screen only, and never is part of the text.

mod coding;
mod elsewhere;
mod following;
mod hits;
mod index;
mod lens;
mod painting;
mod panel;
mod ruler;
mod steps;
mod ticks;
mod variants;

pub(crate) use coding::CodeHits;
pub(crate) use painting::follow_page;
pub(crate) use panel::{SearchButton, SearchPanel, focus_field};
pub(crate) use ruler::{RulerHits, take_hit_at};
pub(crate) use steps::{close, open, take};

use std::sync::Arc;

use leptos::prelude::*;

use super::session::{Reading, Session};
use crate::browser::{clock, place};
use crate::search::{ESTIMATIVE, Hit, Manner, Matcher, Order, Query, Search, Variant};
use crate::text::{Passage, Span};
use following::{follow_address, follow_end, follow_query};
use index::Index;
use steps::{bring_into_view, give_way, step, take_hit};
use ticks::Ticks;

/// How much of the text is looked through before the browser may paint, in bytes: of words, all of
/// them together.
const SLICE: usize = 8 << 20;

/// As [`SLICE`], for an expression.
const SLICE_OF_PATTERN: usize = 128 << 10;

/// How long the reader stops typing before other spellings are looked for, or a list of words is
/// kept, in milliseconds.
const PAUSE: i32 = 200;

/// What the reader searches for, and what was found. Copied freely; all copies are one.
#[derive(Clone, Copy)]
pub(crate) struct Searching {
    is_open: RwSignal<bool>,
    /// What stands in the field.
    typed: RwSignal<String>,
    manner: RwSignal<Sort>,
    is_case_kept: RwSignal<bool>,
    is_whole_word: RwSignal<bool>,
    /// Other spellings of what is typed, that the brief has.
    offered: RwSignal<Vec<Variant>>,
    /// Those that the reader ticked.
    variants: RwSignal<Vec<String>>,
    order: RwSignal<Order>,
    found: RwSignal<Arc<Found>>,
    /// The hit that the reader looks at, by its index.
    now: RwSignal<Option<usize>>,
    ticks: RwSignal<Ticks>,
    index: StoredValue<Option<Arc<Index>>>,
    /// Counts the searches: one that is not the last gives up.
    turn: StoredValue<u32>,
}

/// The sorts of search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Sort {
    /// Words as they stand.
    #[default]
    Words,
    /// A regular expression.
    Pattern,
    /// The list of estimative words.
    Estimative,
}

/// What a search found.
#[derive(Debug, Default)]
struct Found {
    /// Which search it was.
    turn: u32,
    /// The text in which the places of the hits are counted.
    index: Option<Arc<Index>>,
    /// What was looked for.
    matcher: Option<Matcher>,
    /// In the order of the text.
    hits: Vec<Hit>,
    /// How many hits begin in each block.
    counts: Vec<u32>,
    /// Why nothing could be looked for, as a clause.
    problem: Option<String>,
}

impl Default for Searching {
    fn default() -> Searching {
        Searching {
            is_open: RwSignal::new(false),
            typed: RwSignal::default(),
            manner: RwSignal::default(),
            is_case_kept: RwSignal::new(false),
            is_whole_word: RwSignal::new(false),
            offered: RwSignal::default(),
            variants: RwSignal::default(),
            order: RwSignal::default(),
            found: RwSignal::default(),
            now: RwSignal::new(None),
            ticks: RwSignal::default(),
            index: StoredValue::new(None),
            turn: StoredValue::new(0),
        }
    }
}

impl Found {
    /// The passage of a hit; `None` where it has no letter, or is none.
    fn passage(&self, reading: &Reading, hit: usize) -> Option<Passage> {
        reading.brief.passage(self.span(reading, hit)?)
    }

    /// Where a hit stands in the reading text.
    fn span(&self, reading: &Reading, hit: usize) -> Option<Span> {
        let (matcher, index) = (self.matcher.as_ref()?, self.index.as_ref()?);
        let folded = index.folded(matcher.is_case_kept());
        Some(folded.span(&reading.brief.text, *self.hits.get(hit)?))
    }

    /// The first hit that ends after a place of the reading text.
    fn first_after(&self, reading: &Reading, place: u32) -> usize {
        let (Some(matcher), Some(index)) = (&self.matcher, &self.index) else { return 0 };
        let folded = index.folded(matcher.is_case_kept());
        folded.first_hit_after(&reading.brief.text, &self.hits, place)
    }

    /// The length of the text in which hits are counted, in its own bytes.
    fn length(&self) -> u32 {
        let (Some(matcher), Some(index)) = (&self.matcher, &self.index) else { return 0 };
        let length = index.folded(matcher.is_case_kept()).as_str().len();
        u32::try_from(length).unwrap_or(u32::MAX)
    }

    /// In how many paragraphs there are hits.
    fn n_blocks(&self) -> usize {
        self.counts.iter().filter(|count| **count > 0).count()
    }
}

impl Searching {
    /// Whether the panel is open.
    pub(crate) fn is_open(self) -> bool {
        self.is_open.get_untracked()
    }

    /// The same, followed as a signal is.
    pub(crate) fn is_open_now(self) -> bool {
        self.is_open.get()
    }

    /// Closes the panel that never came.
    pub(crate) fn forget(self) {
        self.is_open.set(false);
    }

    /// What is asked for, as it stands; followed by whoever asks inside an effect.
    fn query(self, session: Session) -> Query {
        let manner = self.manner.get();
        let words = match manner {
            Sort::Words | Sort::Pattern => self.typed.get(),
            Sort::Estimative => estimative(session).join("\n"),
        };
        Query {
            words,
            manner: match manner {
                Sort::Words => Manner::Words,
                Sort::Pattern => Manner::Pattern,
                Sort::Estimative => Manner::List,
            },
            variants: if manner == Sort::Words { self.variants.get() } else { Vec::new() },
            is_case_kept: self.is_case_kept.get() && manner != Sort::Estimative,
            is_whole_word: self.is_whole_word.get() || manner == Sort::Estimative,
        }
    }

    /// The brief's text as it is searched; folded the first time.
    fn index_of(self, reading: &Arc<Reading>) -> Arc<Index> {
        let known = self.index.get_value().filter(|index| index.is_of(reading));
        known.unwrap_or_else(|| {
            let index = Arc::new(Index::new(reading));
            self.index.set_value(Some(index.clone()));
            index
        })
    }

    /// Looks for a query, and shows what is found once the whole text is looked through.
    fn look(self, session: Session, reading: &Arc<Reading>, query: &Query) {
        let turn = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(turn);
        let index = self.index_of(reading);
        match query.matcher() {
            Ok(Some(matcher)) => {
                let search = Search::new(matcher.clone());
                self.go_on(session, Arc::clone(reading), Quest { turn, index, matcher, search });
            }
            Ok(None) => self.show(session, reading, Found { turn, ..Found::default() }),
            Err(error) => {
                let problem = Some(error.to_string());
                self.show(session, reading, Found { turn, problem, ..Found::default() });
            }
        }
    }

    fn go_on(self, session: Session, reading: Arc<Reading>, mut quest: Quest) {
        if self.turn.get_value() != quest.turn {
            return;
        }
        let folded = quest.index.folded(quest.matcher.is_case_kept());
        if quest.search.go_on(folded, quest.slice()) {
            let Quest { turn, index, matcher, search } = quest;
            let hits = search.into_hits();
            let counts = index.folded(matcher.is_case_kept()).count_by_block(&hits);
            let (index, matcher) = (Some(index), Some(matcher));
            self.show(
                session,
                &reading,
                Found { turn, index, matcher, hits, counts, problem: None },
            );
        } else {
            clock::after(0, move || self.go_on(session, reading, quest));
        }
    }

    fn show(self, session: Session, reading: &Arc<Reading>, found: Found) {
        let here = place::first_below(HEAD).map_or(0, |place| place.0);
        let first = found.first_after(reading, here);
        let n_hits = found.hits.len();
        self.ticks.set(Ticks::default());
        self.found.set(Arc::new(found));
        self.now.set((n_hits > 0).then_some(if first < n_hits { first } else { 0 }));
        bring_into_view(session);
    }
}

/// A search under way.
struct Quest {
    turn: u32,
    index: Arc<Index>,
    matcher: Matcher,
    search: Search,
}

impl Quest {
    fn slice(&self) -> usize {
        if self.matcher.is_pattern() { SLICE_OF_PATTERN } else { SLICE / self.matcher.n_sought() }
    }
}

/// What lies over the top of the text, in CSS pixels.
const HEAD: f64 = 72.0;

/// The words of the estimative lens: the reader's list, else the one that it begins with.
fn estimative(session: Session) -> Vec<String> {
    let own = session.with(|workspace| workspace.settings.estimative.clone());
    own.unwrap_or_else(|| ESTIMATIVE.iter().map(|&words| words.to_owned()).collect())
}
