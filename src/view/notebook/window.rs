//! Which cards stand in the page.
//!
//! Up to a hundred annotations in the text all do. Of more, those about words near the screen do, on
//! a page with a margin (once it does not fly by); on a narrow one, a stretch of the list, with a button at each end that
//! makes it longer. Always there are the card that the reader looks at and the one that has the
//! focus, and on paper all of them. Each card says which of how many it is, so that a screen reader
//! counts those that are not in the page too; the arrow keys go from card to card through all of
//! them.
//!
//! The browser's own search finds the words that are marked in the text itself, which is always
//! whole; for what stands on cards only, notes and names of themes, the app has a search of its own.
//! Leaving every card in the page and hiding it (`content-visibility`) was the other way: it costs
//! some twenty elements and a dozen subscriptions for each annotation, on the screen or not.

use std::collections::BTreeSet;
use std::ops::Range;

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::WIDE;
use crate::annotation::AnnotationId;
use crate::browser::{clock, page, place};
use crate::order;
use crate::text::{CodePoint, Span};
use crate::view::session::{Part, Session};
use crate::workspace::Layer;

/// Up to so many cards all stand in the page.
const ALL: usize = 100;
/// Of more than that, so many at most of the list on a narrow page.
const MOST: usize = 80;
/// So many at most beside the text, more than there is room for on two screens: where words are marked
/// thickly, those from the top of the screen on.
const MOST_BESIDE: usize = 28;
/// So many of them before those on the screen: they push those on the screen down.
const N_ABOVE: usize = 4;
/// How many more a button brings.
const MORE: usize = 40;
/// So many are written in one frame, those nearest to the top of the screen first: where words are
/// marked thickly, a turn of the wheel brings dozens.
const AT_ONCE: usize = 4;
/// From how many screens in a millisecond on the page flies by: nobody reads a card then, and to have
/// them come, go and stand beside their words would be most of the work.
const FLIGHT: f64 = 1.0 / 400.0;
/// After how many milliseconds without a move it has landed.
const LANDING: i32 = 120;

/// For how many frames the cards may come and go around one that was given the focus.
const N_FRAMES: u32 = 30;

/// A card in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) id: AnnotationId,
    /// Where the annotation begins.
    pub(super) start: CodePoint,
}

/// The cards in the page, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cards {
    pub(super) shown: Vec<Shown>,
    /// How many come before the stretch that is shown.
    pub(super) n_before: usize,
    /// How many come after it.
    pub(super) n_after: usize,
    /// Whether more belong here than could be written at once.
    has_more: bool,
}

/// Which cards stand in the page. Copied freely; all copies are one.
#[derive(Clone, Copy)]
pub(super) struct Window {
    session: Session,
    pub(super) cards: Memo<Cards>,
    /// Whether the page flies by.
    pub(super) is_flying: RwSignal<bool>,
    sight: Sight,
}

/// What decides which cards are shown.
#[derive(Clone, Copy)]
struct Sight {
    /// The words on the screen; `None` until the page was looked at.
    words: RwSignal<Option<Span>>,
    /// On a narrow page: the stretch of the list, by the numbers of the annotations.
    stretch: RwSignal<Range<usize>>,
    /// The card that has the focus.
    focused: RwSignal<Option<AnnotationId>>,
    is_wide: RwSignal<bool>,
    is_printed: RwSignal<bool>,
    /// Counts the frames in which cards are still to be written.
    frame: RwSignal<u32>,
}

impl Window {
    /// Follows the annotations, the page and the reader.
    pub(super) fn follow(session: Session) -> Window {
        let sight = Sight {
            words: RwSignal::new(None),
            stretch: RwSignal::new(0..MOST),
            focused: RwSignal::new(None),
            is_wide: RwSignal::new(page::matches(WIDE)),
            is_printed: RwSignal::new(false),
            frame: RwSignal::new(0),
        };
        let cards = Memo::new(move |before: Option<&Cards>| {
            session.with_layer(|layer| cards(session, layer, sight, before))
        });
        let is_flying = RwSignal::new(false);
        let window = Window { session, cards, is_flying, sight };
        let look = move |_: &web_sys::Event| window.look();
        let last = StoredValue::new((f64::NEG_INFINITY, 0.0));
        let landing = clock::Debounce::new(LANDING);
        let scroll = move |_: &web_sys::Event| {
            // There is a screen of cards on either side, and to find the words is most of the work.
            let ((_, top), (_, height)) = (page::scrolled(), page::size());
            let (before, then) = last.get_value();
            let way = (top - before).abs();
            if way >= height / 3.0 {
                let now = clock::ticks();
                last.set_value((top, now));
                if before.is_finite() && way > (now - then) * height * FLIGHT {
                    is_flying.set(true);
                    landing.call(move || {
                        is_flying.try_set(false);
                        window.look();
                    });
                } else {
                    window.look();
                }
            }
        };
        let printed = move |is_printed| move |_: &web_sys::Event| sight.is_printed.set(is_printed);
        let listeners = StoredValue::new_local(vec![
            page::follow_window("scroll", scroll),
            page::follow_window("resize", look),
            page::follow_window("beforeprint", printed(true)),
            page::follow_window("afterprint", printed(false)),
        ]);
        on_cleanup(move || listeners.dispose());
        window.follow_annotations();
        window.follow_active();
        window
    }

    /// Whether the page is being printed: all stands on it then.
    pub(super) fn is_printed(self) -> bool {
        self.sight.is_printed.get()
    }

    /// Looks which words are on the screen.
    pub(super) fn look(self) {
        let Sight { words, is_wide, .. } = self.sight;
        // The brief may have been closed since this was asked for; and what flies by is looked at when it
        // has landed.
        let Some(false) = self.is_flying.try_get_untracked() else { return };
        let Some(before) = words.try_get_untracked() else { return };
        let Some(reading) = self.session.reading() else { return };
        let wide = page::matches(WIDE);
        if is_wide.get_untracked() != wide {
            is_wide.set(wide);
        }
        if self.session.with_layer(Layer::n_placed) <= ALL {
            return;
        }
        let (_, height) = page::size();
        let Some(first) = place::first_below(0.0) else { return };
        let last = place::first_below(height).unwrap_or(reading.brief.text.len()).max(first);
        let now = Span { start: first, end: last };
        // A line more or less is not worth the work.
        let is_as_before = before.is_some_and(|before| {
            let off = before.start.0.abs_diff(now.start.0).max(before.end.0.abs_diff(now.end.0));
            off <= now.len() / 8
        });
        if !is_as_before {
            // What else follows the scroll measures the page before the cards are written.
            clock::next_frame(move || {
                words.try_set(Some(now));
            });
        }
    }

    /// Puts a card into the page, if it is not there.
    pub(super) fn bring(self, id: &AnnotationId) {
        let Sight { stretch, focused, is_wide, .. } = self.sight;
        if is_wide.get_untracked() {
            focused.set(Some(id.clone()));
        } else if let Some(number) = self.session.with_layer(|layer| layer.placed_number(id)) {
            stretch.update(|stretch| {
                *stretch = stretch.start.min(number)..stretch.end.max(number + 1);
            });
        }
    }

    /// Keeps a card in the page while it has the focus.
    pub(super) fn focus_in(self, id: &AnnotationId) {
        if self.sight.focused.with_untracked(|focused| focused.as_ref() != Some(id)) {
            self.sight.focused.set(Some(id.clone()));
        }
        if let Some(element) = page::focused() {
            self.keep_focus(id.clone(), element, N_FRAMES);
        }
    }

    /// Gives an element of a card the focus back while the cards around it come and go, for so many
    /// frames: one that is moved in the page loses it, and nothing is told of that.
    fn keep_focus(self, id: AnnotationId, element: HtmlElement, n_frames: u32) {
        if n_frames == 0 {
            return;
        }
        clock::next_frame(move || {
            let focused = self.sight.focused.try_get_untracked().flatten();
            if focused.as_ref() != Some(&id) || !element.is_connected() {
                return;
            }
            if page::is_focus_lost() {
                page::focus_on(&element);
            }
            self.keep_focus(id, element, n_frames - 1);
        });
    }

    /// Shows so many more at the beginning of the stretch.
    pub(super) fn earlier(self) {
        self.sight.stretch.update(|stretch| stretch.start = stretch.start.saturating_sub(MORE));
    }

    /// Shows so many more at the end of the stretch.
    pub(super) fn later(self) {
        self.sight.stretch.update(|stretch| stretch.end += MORE);
    }

    /// On a narrow page: whether the list is longer than what is shown of it.
    pub(super) fn is_stretch(self) -> bool {
        !self.sight.is_wide.get() && !self.sight.is_printed.get()
    }

    /// Looks at the page once there are annotations that it matters for, and again while cards are
    /// still to be written.
    fn follow_annotations(self) {
        let Sight { words, frame, .. } = self.sight;
        Effect::new(move |_| {
            self.session.follow(Part::Annotations);
            if words.with_untracked(Option::is_none) {
                clock::next_frame(move || self.look());
            }
        });
        Effect::new(move |_| {
            if self.cards.with(|cards| cards.has_more) && !self.is_flying.get() {
                clock::next_frame(move || {
                    frame.try_update(|frame| *frame += 1);
                });
            }
        });
    }

    /// On a narrow page the list goes where the reader looks, when they look at what is not in it.
    fn follow_active(self) {
        let Window { session, sight, .. } = self;
        let go = move |number: usize| {
            sight.stretch.set(number.saturating_sub(MOST / 2)..number + MOST / 2);
        };
        Effect::new(move |_| {
            let Some(active) = session.active.get() else { return };
            let layer = |read: &dyn Fn(&Layer) -> Option<usize>| {
                untrack(|| session.with_layer(|layer| read(layer)))
            };
            if let Some(number) = layer(&|layer| layer.placed_number(&active))
                && !sight.stretch.with_untracked(|stretch| stretch.contains(&number))
            {
                go(number);
            }
        });
        // Without one, it begins with what is on the screen when the list is drawn over the text.
        Effect::new(move |_| {
            if session.panel.get().is_none() || session.active.with_untracked(Option::is_some) {
                return;
            }
            let (Some(reading), Some(first)) = (session.reading(), place::first_below(0.0)) else {
                return;
            };
            go(untrack(|| session.with_layer(|it| it.n_placed_before(&reading.brief, first))));
        });
    }
}

/// The cards that are to stand in the page. Follows all that decides it.
fn cards(session: Session, layer: &Layer, sight: Sight, before: Option<&Cards>) -> Cards {
    sight.frame.track();
    let n_placed = layer.n_placed();
    let mut top = 0;
    let range = if sight.is_printed.get() || n_placed <= ALL {
        0..n_placed
    } else if sight.is_wide.get() {
        match (sight.words.get(), session.reading()) {
            (Some(words), Some(reading)) => {
                // Those on the screen, and as much text again on either side.
                let number = |place| layer.n_placed_before(&reading.brief, CodePoint(place));
                let first = number(words.start.0.saturating_sub(words.len()));
                let end = number(words.end.0.saturating_add(words.len())).max(first);
                top = number(words.start.0);
                if end - first <= MOST_BESIDE {
                    first..end
                } else {
                    let first = top.saturating_sub(N_ABOVE).max(first);
                    first..end.min(first + MOST_BESIDE)
                }
            }
            (_, _) => 0..0,
        }
    } else {
        let stretch = sight.stretch.get();
        stretch.start.min(n_placed)..stretch.end.min(n_placed)
    };
    let shown = |(id, start): (&AnnotationId, CodePoint)| Shown { id: id.clone(), start };
    let mut cards = Cards {
        n_before: range.start,
        n_after: n_placed - range.end,
        shown: layer.placed(range.clone()).map(shown).collect(),
        has_more: false,
    };
    let always: Vec<AnnotationId> =
        [session.active.get(), sight.focused.get()].into_iter().flatten().collect();
    if n_placed > ALL && !sight.is_printed.get() {
        let known = before.into_iter().flat_map(|cards| &cards.shown).map(|card| &card.id);
        let known = known.chain(&always).collect();
        let top = top.saturating_sub(range.start);
        cards.has_more = leave_for_later(&mut cards.shown, top, &known);
    }
    let mut kept: Vec<usize> = always
        .iter()
        .filter_map(|id| layer.placed_number(id))
        .filter(|number| !range.contains(number))
        .collect();
    order::sort(&mut kept);
    kept.dedup();
    // Those before the range go in from the last, so that each comes to stand first.
    let (before, after): (Vec<_>, Vec<_>) = kept.into_iter().partition(|it| *it < range.start);
    for number in before.into_iter().rev() {
        cards.shown.splice(0..0, layer.placed(number..number + 1).map(shown));
    }
    for number in after {
        cards.shown.extend(layer.placed(number..number + 1).map(shown));
    }
    cards
}

/// Leaves out those that are not known yet and too many to be written at once: the farthest from the
/// one at the top of the screen. Gives whether there were any.
fn leave_for_later(shown: &mut Vec<Shown>, top: usize, known: &BTreeSet<&AnnotationId>) -> bool {
    let cards = shown.iter().enumerate();
    let mut new: Vec<usize> =
        cards.filter(|(_, card)| !known.contains(&card.id)).map(|(index, _)| index).collect();
    if new.len() <= AT_ONCE {
        return false;
    }
    order::sort_by_key(&mut new, |index| index.abs_diff(top));
    let later: BTreeSet<usize> = new.split_off(AT_ONCE).into_iter().collect();
    let mut index = 0;
    shown.retain(|_| {
        index += 1;
        !later.contains(&(index - 1))
    });
    true
}
