//! Draws the highlights of a sheet that comes near the window over a few frames, and takes away those
//! of one that has gone far: where words are marked thickly, a sheet has hundreds of them, and the one
//! who scrolls is to feel nothing of it. So with what changes near the window and not in it.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Sheet, Sheets};
use crate::browser::clock;
use crate::browser::near::away;
use crate::order;

/// Over how many frames a sheet is drawn. Far fewer than it takes to scroll through the margin.
const N_FRAMES: usize = 3;

/// After how many segments a frame is full: what lies farther waits for the next one. A paragraph that is
/// marked thickly has more, and is drawn as a whole.
const ENOUGH: usize = 64;

/// Up to so many blocks that look otherwise are drawn at once, wherever they are.
const AT_ONCE: usize = 3;

/// How long nothing has changed before what lies beyond the window is drawn anew, in milliseconds: who
/// takes back one step after another has it drawn once.
const REST: i32 = 100;

/// What is still to be drawn.
pub(super) struct Coming {
    /// The sheets that came near, the nearest one first.
    due: RefCell<Vec<Due>>,
    /// Those that went far and may have highlights still.
    gone: RefCell<BTreeSet<usize>>,
    /// Whether the next frame goes on with it.
    is_awaited: Cell<bool>,
    /// The sheets with blocks beyond the window that look otherwise, and how far away they are.
    beyond: RefCell<BTreeMap<usize, f64>>,
    rest: clock::Debounce,
}

impl Default for Coming {
    fn default() -> Coming {
        Coming {
            due: RefCell::default(),
            gone: RefCell::default(),
            is_awaited: Cell::default(),
            beyond: RefCell::default(),
            rest: clock::Debounce::new(REST),
        }
    }
}

/// A sheet that came near.
struct Due {
    nth: usize,
    /// How far from the window it was then, in CSS pixels; negative above it.
    away: f64,
    /// In how many frames it is to be drawn.
    n_frames: usize,
}

impl Sheets {
    /// Draws a sheet near the window in the next frames, from the side where the window is.
    pub(super) fn draw_later(self: &Rc<Sheets>, nth: usize, away: f64) {
        self.sheets[nth].is_due.set(true);
        let mut due = self.coming.due.borrow_mut();
        due.retain(|other| other.nth != nth);
        let at = due.partition_point(|other| other.away.abs() <= away.abs());
        due.insert(at, Due { nth, away, n_frames: N_FRAMES });
        drop(due);
        self.go_on();
    }

    /// Of blocks near the window that look otherwise, each with its sheet, gives those that are to be
    /// drawn now. Where they are many, these are the ones in the window; the others are drawn
    /// when nothing has changed for a moment.
    pub(super) fn put_off(self: &Rc<Sheets>, blocks: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
        if blocks.len() <= AT_ONCE || self.is_printing.get() {
            return blocks;
        }
        let here = |&(nth, block): &(usize, usize)| {
            let rectangle = self.block(block).map(|it| it.get_bounding_client_rect());
            let away = rectangle.map_or(0.0, |it| away(&it));
            if away != 0.0 {
                self.sheets[nth].stale.borrow_mut().insert(block);
                self.sheets[nth].is_due.set(true);
                self.coming.beyond.borrow_mut().entry(nth).or_insert(away);
            }
            away == 0.0
        };
        let now = blocks.into_iter().filter(here).collect();
        let weak = Rc::downgrade(self);
        self.coming.rest.call(move || {
            let Some(sheets) = weak.upgrade() else { return };
            for (nth, away) in sheets.coming.beyond.take() {
                // It may have gone, or have been asked for as a whole.
                if sheets.sheets[nth].is_due.get() {
                    sheets.draw_later(nth, away);
                }
            }
        });
        now
    }

    /// Takes the highlights of a sheet that is far away in one of the next frames.
    pub(super) fn clear_later(self: &Rc<Sheets>, nth: usize) {
        self.coming.gone.borrow_mut().insert(nth);
        self.go_on();
    }

    fn go_on(self: &Rc<Sheets>) {
        if !self.coming.is_awaited.replace(true) {
            let weak = Rc::downgrade(self);
            clock::next_frame(move || {
                let Some(sheets) = weak.upgrade() else { return };
                sheets.coming.is_awaited.set(false);
                if sheets.draw_some() {
                    sheets.go_on();
                }
            });
        }
    }

    /// Draws what one frame can take. Gives whether something is left.
    fn draw_some(&self) -> bool {
        let due = std::mem::take(&mut *self.coming.due.borrow_mut());
        let has_drawn = !due.is_empty();
        let mut n_drawn = 0;
        let left = due.into_iter().filter_map(|due| {
            if n_drawn >= ENOUGH {
                return Some(due);
            }
            let (n_segments, left) = self.draw_part(due);
            n_drawn += n_segments;
            left
        });
        let left: Vec<Due> = left.collect();
        let mut gone = self.coming.gone.borrow_mut();
        // One at a time: nobody sees it.
        if let Some(nth) = gone.pop_first() {
            self.paint(&self.sheets[nth]);
        }
        let is_left = !left.is_empty() || !gone.is_empty();
        drop(gone);
        self.coming.due.replace(left);
        if has_drawn {
            self.writer.session.tell_drawn();
        }
        is_left
    }

    /// Draws a part of a sheet: all of it in its last frame. Gives how many segments that were, and what is
    /// left of it.
    fn draw_part(&self, due: Due) -> (usize, Option<Due>) {
        let sheet: &Sheet = &self.sheets[due.nth];
        // It may have gone again, or have been asked for as a whole.
        if !sheet.is_due.get() {
            return (0, None);
        }
        let mut blocks = self.unpainted(sheet);
        if due.away < 0.0 {
            order::sort_by_key(&mut blocks, |(block, _)| usize::MAX - *block);
        }
        let n_all: usize = blocks.iter().map(|(_, n_segments)| n_segments).sum();
        let share = n_all.div_ceil(due.n_frames);
        let mut n_taken = 0;
        let part = blocks.iter().take_while(|(_, n_segments)| {
            let takes = n_taken < share;
            n_taken += if takes { *n_segments } else { 0 };
            takes
        });
        let part: Vec<usize> = part.map(|(block, _)| *block).collect();
        let is_all = part.len() == blocks.len();
        if !part.is_empty() {
            self.draw(&sheet.element, part.into_iter().map(|block| (sheet, block)));
        }
        if is_all {
            sheet.is_due.set(false);
            return (n_taken, None);
        }
        (n_taken, Some(Due { n_frames: due.n_frames - 1, ..due }))
    }
}
