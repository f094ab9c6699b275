//! The annotations of one brief in order, kept so that each can be put in, taken out and counted to
//! without looking at the others.
//!
//! Those that lie in the text stand by the block that they begin in, with a tally over the blocks:
//! where one stands among all of them, which stands at a number, and how many begin in a run of
//! blocks cost the logarithm of the number of blocks.
//!
//! Only those that are shown are counted and numbered. The others keep their places, so that to show
//! or hide one costs as little.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::annotation::AnnotationId;
use crate::text::CodePoint;

/// Where an annotation stands in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Before all else: it is on the whole brief.
    Whole,
    /// In the text.
    Placed {
        /// The block that it begins in.
        block: usize,
        /// The first code point of its first passage.
        start: CodePoint,
    },
    /// After all else: none of its passages has a sure place.
    Unplaced,
}

/// The annotations of one brief in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    whole: Aside,
    /// For each block, those that begin in it, by where.
    placed: Vec<Vec<Standee>>,
    /// Over those that are shown.
    tally: Tally,
    unplaced: Aside,
}

/// One that stands in the text.
#[derive(Clone, Debug)]
struct Standee {
    start: CodePoint,
    id: AnnotationId,
    is_shown: bool,
}

/// Those that do not stand in the text, by id.
#[derive(Clone, Debug, Default)]
struct Aside {
    shown: BTreeSet<AnnotationId>,
    hidden: BTreeSet<AnnotationId>,
}

impl Aside {
    /// Puts one in, or in the other set than it is in.
    fn insert(&mut self, id: &AnnotationId, is_shown: bool) {
        let (to, from) = match is_shown {
            true => (&mut self.shown, &mut self.hidden),
            false => (&mut self.hidden, &mut self.shown),
        };
        from.remove(id);
        to.insert(id.clone());
    }

    fn remove(&mut self, id: &AnnotationId) {
        self.shown.remove(id);
        self.hidden.remove(id);
    }
}

impl Order {
    pub(super) fn new(n_blocks: usize) -> Order {
        Order {
            placed: vec![Vec::new(); n_blocks],
            tally: Tally::new(n_blocks),
            ..Order::default()
        }
    }

    /// Puts in one that is not here.
    pub(super) fn insert(&mut self, id: &AnnotationId, standing: Standing, is_shown: bool) {
        match standing {
            Standing::Whole => self.whole.insert(id, is_shown),
            Standing::Unplaced => self.unplaced.insert(id, is_shown),
            Standing::Placed { block, start } => {
                let here = &mut self.placed[block];
                let index = place_in(here, id, start);
                here.insert(index, Standee { start, id: id.clone(), is_shown });
                if is_shown {
                    self.tally.add(block, 1);
                }
            }
        }
    }

    pub(super) fn remove(&mut self, id: &AnnotationId, standing: Standing) {
        match standing {
            Standing::Whole => self.whole.remove(id),
            Standing::Unplaced => self.unplaced.remove(id),
            Standing::Placed { block, start } => {
                let here = &mut self.placed[block];
                let index = place_in(here, id, start);
                if here.get(index).is_some_and(|other| other.id == *id) {
                    let standee = here.remove(index);
                    if standee.is_shown {
                        self.tally.add(block, -1);
                    }
                }
            }
        }
    }

    /// Shows one that is hidden, or hides one that is shown.
    pub(super) fn show(&mut self, id: &AnnotationId, standing: Standing, is_shown: bool) {
        match standing {
            Standing::Whole => self.whole.insert(id, is_shown),
            Standing::Unplaced => self.unplaced.insert(id, is_shown),
            Standing::Placed { block, start } => {
                let here = &mut self.placed[block];
                let index = place_in(here, id, start);
                if let Some(other) = here.get_mut(index).filter(|other| other.id == *id)
                    && other.is_shown != is_shown
                {
                    other.is_shown = is_shown;
                    self.tally.add(block, if is_shown { 1 } else { -1 });
                }
            }
        }
    }

    pub(super) fn whole(&self) -> &BTreeSet<AnnotationId> {
        &self.whole.shown
    }

    pub(super) fn unplaced(&self) -> &BTreeSet<AnnotationId> {
        &self.unplaced.shown
    }

    pub(super) fn n_placed(&self) -> usize {
        self.tally.before(self.placed.len())
    }

    /// How many begin in a run of blocks.
    pub(super) fn n_in(&self, blocks: Range<usize>) -> usize {
        self.tally.before(blocks.end) - self.tally.before(blocks.start)
    }

    /// How many begin before a place, given the block that holds it.
    pub(super) fn n_before(&self, block: usize, place: CodePoint) -> usize {
        let Some(here) = self.placed.get(block) else { return self.n_placed() };
        let end = here.partition_point(|other| other.start < place);
        self.tally.before(block) + n_shown(&here[..end])
    }

    /// The number, from 0, that one has among those in the text that are shown.
    pub(super) fn number(&self, id: &AnnotationId, block: usize, start: CodePoint) -> usize {
        let here = &self.placed[block];
        self.tally.before(block) + n_shown(&here[..place_in(here, id, start)])
    }

    /// Those in the text from one number on, each with where it begins.
    pub(super) fn placed_from(
        &self,
        number: usize,
    ) -> impl Iterator<Item = (&AnnotationId, CodePoint)> {
        let (block, passed) = self.tally.find(number);
        let standees = self.placed.iter().skip(block).flatten().filter(|it| it.is_shown);
        standees.skip(number - passed).map(|it| (&it.id, it.start))
    }

    /// Those that are shown, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &AnnotationId> {
        let placed = self.placed.iter().flatten().filter(|it| it.is_shown).map(|it| &it.id);
        self.whole.shown.iter().chain(placed).chain(&self.unplaced.shown)
    }

    /// All of them in order, shown or not, but that those that are not in the text stand with the
    /// hidden ones last.
    pub(super) fn all(&self) -> impl Iterator<Item = &AnnotationId> {
        let placed = self.placed.iter().flatten().map(|it| &it.id);
        aside(&self.whole).chain(placed).chain(aside(&self.unplaced))
    }

    /// Those that begin in a block, shown or not.
    pub(super) fn in_block(&self, block: usize) -> impl Iterator<Item = &AnnotationId> {
        self.placed.get(block).into_iter().flatten().map(|it| &it.id)
    }

    /// Those that are not in the text, shown or not.
    pub(super) fn outside(&self) -> impl Iterator<Item = &AnnotationId> {
        aside(&self.whole).chain(aside(&self.unplaced))
    }
}

fn aside(aside: &Aside) -> impl Iterator<Item = &AnnotationId> {
    aside.shown.iter().chain(&aside.hidden)
}

fn n_shown(standees: &[Standee]) -> usize {
    standees.iter().filter(|it| it.is_shown).count()
}

/// Where one stands, or would stand, among those that begin in a block.
fn place_in(here: &[Standee], id: &AnnotationId, start: CodePoint) -> usize {
    here.partition_point(|other| (other.start, &other.id) < (start, id))
}

/// Counts over a row of cells, of which each can be changed, and the sum of the first so many asked
/// for, in the logarithm of their number (P. M. Fenwick, *A new data structure for cumulative
/// frequency tables*, 1994).
#[derive(Clone, Debug, Default)]
struct Tally {
    /// At `i`, the sum of the cells that end with cell `i`, as many as the lowest bit of `i + 1` says.
    sums: Vec<usize>,
}

impl Tally {
    fn new(n_cells: usize) -> Tally {
        Tally { sums: vec![0; n_cells] }
    }

    fn add(&mut self, cell: usize, by: isize) {
        let mut index = cell + 1;
        while let Some(sum) = self.sums.get_mut(index - 1) {
            *sum = sum.checked_add_signed(by).expect("what is taken out was put in");
            index += index & index.wrapping_neg();
        }
    }

    /// The sum of the first so many cells.
    fn before(&self, n_cells: usize) -> usize {
        let mut index = n_cells.min(self.sums.len());
        let mut sum = 0;
        while index > 0 {
            sum += self.sums[index - 1];
            index &= index - 1;
        }
        sum
    }

    /// The cell that holds the thing of a number, from 0, and how many things stand before that cell.
    /// Past the last thing, the number of cells.
    fn find(&self, number: usize) -> (usize, usize) {
        let (mut cell, mut passed) = (0, 0);
        let mut step = self.sums.len().checked_ilog2().map_or(0, |bits| 1_usize << bits);
        while step > 0 {
            if let Some(sum) = self.sums.get(cell + step - 1)
                && passed + sum <= number
            {
                cell += step;
                passed += sum;
            }
            step /= 2;
        }
        (cell, passed)
    }
}
