//! The annotations of one brief in order, kept so that each can be put in, taken out and counted to
//! without looking at the others.
//!
//! Those that lie in the text stand by the block that they begin in, with a tally over the blocks:
//! where one stands among all of them, which stands at a number, and how many begin in a run of
//! blocks cost the logarithm of the number of blocks.

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
    whole: BTreeSet<AnnotationId>,
    /// For each block, those that begin in it, by where.
    placed: Vec<Vec<(CodePoint, AnnotationId)>>,
    tally: Tally,
    unplaced: BTreeSet<AnnotationId>,
}

impl Order {
    pub(super) fn new(n_blocks: usize) -> Order {
        Order {
            placed: vec![Vec::new(); n_blocks],
            tally: Tally::new(n_blocks),
            ..Order::default()
        }
    }

    pub(super) fn insert(&mut self, id: &AnnotationId, standing: Standing) {
        match standing {
            Standing::Whole => drop(self.whole.insert(id.clone())),
            Standing::Unplaced => drop(self.unplaced.insert(id.clone())),
            Standing::Placed { block, start } => {
                let here = &mut self.placed[block];
                let index = place_in(here, id, start);
                here.insert(index, (start, id.clone()));
                self.tally.add(block, 1);
            }
        }
    }

    pub(super) fn remove(&mut self, id: &AnnotationId, standing: Standing) {
        match standing {
            Standing::Whole => drop(self.whole.remove(id)),
            Standing::Unplaced => drop(self.unplaced.remove(id)),
            Standing::Placed { block, start } => {
                let here = &mut self.placed[block];
                let index = place_in(here, id, start);
                if here.get(index).is_some_and(|(_, other)| other == id) {
                    here.remove(index);
                    self.tally.add(block, -1);
                }
            }
        }
    }

    pub(super) fn whole(&self) -> &BTreeSet<AnnotationId> {
        &self.whole
    }

    pub(super) fn unplaced(&self) -> &BTreeSet<AnnotationId> {
        &self.unplaced
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
        self.tally.before(block) + here.partition_point(|(start, _)| *start < place)
    }

    /// The number, from 0, that one has among those in the text.
    pub(super) fn number(&self, id: &AnnotationId, block: usize, start: CodePoint) -> usize {
        self.tally.before(block) + place_in(&self.placed[block], id, start)
    }

    /// Those in the text from one number on, each with where it begins.
    pub(super) fn placed_from(
        &self,
        number: usize,
    ) -> impl Iterator<Item = (&AnnotationId, CodePoint)> {
        let (block, passed) = self.tally.find(number);
        let blocks = self.placed.iter().skip(block);
        blocks.flatten().skip(number - passed).map(|(start, id)| (id, *start))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &AnnotationId> {
        let placed = self.placed.iter().flatten().map(|(_, id)| id);
        self.whole.iter().chain(placed).chain(&self.unplaced)
    }
}

/// Where one stands, or would stand, among those that begin in a block.
fn place_in(here: &[(CodePoint, AnnotationId)], id: &AnnotationId, start: CodePoint) -> usize {
    here.partition_point(|(other, other_id)| (*other, other_id) < (start, id))
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
