//! Searching the brief: a panel beside the text, hits in the text and on a ruler, and coding them.
//!
//! [`Searching`] is what the reader searches for and what was found. Every keystroke looks through
//! the folded text anew, in slices where it is long; the search before it is forgotten. What is
//! found is painted near the screen only, and never is part of the text.

mod coding;
mod elsewhere;
mod hits;
mod index;
mod lens;
mod painting;
mod panel;
mod ticks;
mod variants;

pub(crate) use coding::CodeHits;
pub(crate) use painting::follow_page;
pub(crate) use panel::{SearchButton, SearchPanel};

use std::sync::Arc;

use leptos::prelude::*;

use super::notice::Notice;
use super::reader::{Step, put_cursor};
use super::session::{Reading, Session};
use crate::browser::place::{self, Edge};
use crate::browser::{address, clock, page};
use crate::search::{ESTIMATIVE, Hit, Manner, Matcher, Order, Query, Search, Variant, variants};
use crate::text::{Passage, Span};
use index::Index;
use ticks::Ticks;

/// How much of the text is looked through before the browser may paint, in bytes: of words, all of
/// them together.
const SLICE: usize = 8 << 20;

/// As [`SLICE`], for an expression.
const SLICE_OF_PATTERN: usize = 128 << 10;

/// How long the reader stops typing before other spellings are looked for, in milliseconds.
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

/// Opens the panel and moves the focus to its field; words that are selected are what is sought.
pub(crate) fn open(session: Session) {
    let search = session.search;
    if let (Some(passage), Some(reading)) = (session.selection.get_untracked(), session.reading()) {
        let words = reading.brief.text.slice(passage.span());
        // A sentence is being read, a few words are meant.
        if !search.is_open() && words.split_whitespace().count() <= MOST_SELECTED {
            search.manner.set(Sort::Words);
            search.typed.set(words.to_owned());
        }
    }
    session.panel.set(None);
    search.is_open.set(true);
    clock::next_frame(move || {
        panel::focus_field();
        // Folded before the first letter is typed.
        clock::after(0, move || {
            if let Some(reading) = session.reading() {
                let _ = search.index_of(&reading).folded(false);
            }
        });
    });
}

/// How many selected words are taken for what is sought.
const MOST_SELECTED: usize = 4;

/// Closes the panel; the reading cursor stands at the hit that was looked at.
pub(crate) fn close(session: Session) {
    let search = session.search;
    search.is_open.set(false);
    let reading = session.reading();
    let at = reading.zip(search.now.get_untracked()).and_then(|(reading, now)| {
        let passage = search.found.get_untracked().passage(&reading, now)?;
        session.cursor.set(Some(passage.span()));
        reading.brief.block_at(passage.start())
    });
    match at {
        Some(block) => page::focus(&format!("[data-block=\"{block}\"]")),
        None => page::focus("main"),
    }
    leave_address(session);
}

/// Closes the panel for what is drawn in its place.
fn give_way(session: Session) {
    session.search.is_open.set(false);
    leave_address(session);
}

fn leave_address(session: Session) {
    if address::sought().is_some() {
        // Where the browser refuses, the address goes on naming the search: no harm.
        let _ = address::replace(&session.route.get_untracked());
    }
}

/// Looks at the next hit or the one before, and stays where the focus is.
fn step(session: Session, step: Step) {
    let search = session.search;
    let n_hits = search.found.with_untracked(|found| found.hits.len());
    if n_hits == 0 {
        return;
    }
    let now = search.now.get_untracked();
    search.now.set(Some(match (now, step) {
        (None, Step::Forward) => 0,
        (None, Step::Back) => n_hits - 1,
        (Some(now), Step::Forward) => (now + 1) % n_hits,
        (Some(now), Step::Back) => (now + n_hits - 1) % n_hits,
    }));
    bring_into_view(session);
    say(session);
}

/// Goes to the next hit or the one before: selects it, so that a theme's letter marks it.
pub(crate) fn take(session: Session, way: Step) {
    step(session, way);
    select_now(session);
}

/// Goes to a hit, as [`take`] does.
fn take_hit(session: Session, hit: usize) {
    session.search.now.set(Some(hit));
    bring_into_view(session);
    select_now(session);
}

fn select_now(session: Session) {
    let search = session.search;
    let (Some(reading), Some(now)) = (session.reading(), search.now.get_untracked()) else {
        return;
    };
    if let Some(passage) = search.found.get_untracked().passage(&reading, now) {
        put_cursor(session, &reading, passage);
    }
}

/// Brings the hit that is looked at into view.
fn bring_into_view(session: Session) {
    let search = session.search;
    let scroll = move || {
        let (Some(reading), Some(now)) = (session.reading(), search.now.get_untracked()) else {
            return;
        };
        let span = search.found.get_untracked().span(&reading, now);
        let text = &reading.brief.text;
        if let Some((_, line, _)) =
            span.and_then(|span| place::edge_in_page(text, span, Edge::Start))
        {
            page::scroll_to_line(line);
        }
    };
    scroll();
    // What was far away is laid out only now, and may be higher than was thought.
    clock::next_frame(scroll);
}

/// Says which hit is looked at, to those who listen.
fn say(session: Session) {
    let search = session.search;
    let (Some(reading), Some(now)) = (session.reading(), search.now.get_untracked()) else {
        return;
    };
    let found = search.found.get_untracked();
    if let Some(passage) = found.passage(&reading, now) {
        let around = crate::search::context(&reading.brief, passage, 60);
        session.tell(Notice::spoken(&format!(
            "Hit {} of {}, {}: {}{}{}",
            now + 1,
            found.hits.len(),
            reading.brief.cite(passage.span()),
            around.left,
            around.words,
            around.right
        )));
    }
}

/// Looks for what is asked whenever it changes, while the panel is open.
fn follow_query(session: Session, reading: &Arc<Reading>) {
    let search = session.search;
    let query = Memo::new(move |_| search.is_open.get().then(|| search.query(session)));
    let reading = Arc::clone(reading);
    let pause = clock::Debounce::new(PAUSE);
    let pause = StoredValue::new_local(pause);
    Effect::new(move |_| {
        let Some(query) = query.get() else { return };
        search.look(session, &reading, &query);
        let reading = Arc::clone(&reading);
        pause.with_value(|pause| {
            pause.call(move || offer(session, &reading, &query));
        });
    });
    // Other words have other spellings.
    Effect::new(move |before: Option<String>| {
        let typed = search.typed.get();
        if before.is_some_and(|before| before != typed) {
            search.variants.set(Vec::new());
            search.offered.set(Vec::new());
        }
        typed
    });
}

/// Gives way to the notes or the contents, and forgets what was found when the brief is closed.
fn follow_end(session: Session) {
    let search = session.search;
    Effect::new(move |_| {
        if session.panel.with(Option::is_some) && search.is_open() {
            give_way(session);
        }
    });
    on_cleanup(move || {
        search.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        search.is_open.set(false);
        search.now.set(None);
        search.found.set(Arc::default());
        search.variants.set(Vec::new());
        search.offered.set(Vec::new());
    });
}

/// Once the reader stops typing: other spellings, and the search in the address.
fn offer(session: Session, reading: &Arc<Reading>, query: &Query) {
    let search = session.search;
    if !search.is_open() || search.typed.get_untracked() != query.words {
        return;
    }
    if query.manner == Manner::Words && search.variants.with_untracked(Vec::is_empty) {
        let index = search.index_of(reading);
        search.offered.set(variants(index.vocabulary(), index.folded(false), &query.words));
    }
    if query.manner == Manner::Words && address::sought().unwrap_or_default() != query.words {
        let route = session.route.get_untracked();
        // Some browsers limit how often an address is written; the next pause writes it.
        let _ = if query.words.is_empty() {
            address::replace(&route)
        } else {
            address::replace_with_search(&route, &query.words)
        };
    }
}

/// Searches for what the address asks for, now and whenever it changes.
fn follow_address(session: Session) {
    let search = session.search;
    Effect::new(move |_| {
        session.route.track();
        let Some(words) = address::sought() else { return };
        if search.typed.with_untracked(|typed| *typed != words) {
            search.manner.set(Sort::Words);
            search.typed.set(words);
        }
        search.is_open.set(true);
    });
}
