//! The annotations of a layer one after another: how many, which comes next, which stand at which
//! numbers. All of it is of those that are shown, but where it is said.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Layer;
use super::order::Standing;
use crate::annotation::AnnotationId;
use crate::brief::Brief;
use crate::text::CodePoint;

impl Layer {
    /// How many annotations there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len() - self.n_hidden
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The annotations of this brief in the order of the text: first those on the whole brief, last
    /// those of which no passage has a sure place.
    #[must_use]
    pub fn in_order(&self) -> Vec<AnnotationId> {
        self.order.iter().cloned().collect()
    }

    /// All annotations of this brief in that order, shown or not.
    #[must_use]
    pub fn all_in_order(&self) -> Vec<AnnotationId> {
        self.order.all().cloned().collect()
    }

    /// The annotation that stands after another in that order, round to the first; the first where
    /// the other is not here.
    #[must_use]
    pub fn after(&self, id: Option<&AnnotationId>) -> Option<&AnnotationId> {
        let next = id.and_then(|id| self.number(id)).map_or(0, |number| number + 1);
        self.nth(next).or_else(|| self.nth(0))
    }

    /// The annotation that stands before another in that order, round to the last; the last where
    /// the other is not here.
    #[must_use]
    pub fn before(&self, id: Option<&AnnotationId>) -> Option<&AnnotationId> {
        let here = id.and_then(|id| self.number(id)).filter(|number| *number > 0);
        self.nth(here.unwrap_or(self.len()).checked_sub(1)?)
    }

    /// Those on the whole brief, by id.
    #[must_use]
    pub fn whole(&self) -> &BTreeSet<AnnotationId> {
        self.order.whole()
    }

    /// Those of which no passage has a sure place, by id.
    #[must_use]
    pub fn unplaced(&self) -> &BTreeSet<AnnotationId> {
        self.order.unplaced()
    }

    /// How many have a place in the text.
    #[must_use]
    pub fn n_placed(&self) -> usize {
        self.order.n_placed()
    }

    /// Those that have a place in the text, by a range of their numbers in its order from 0, each
    /// with where it begins.
    pub fn placed(
        &self,
        numbers: Range<usize>,
    ) -> impl Iterator<Item = (&AnnotationId, CodePoint)> {
        self.order.placed_from(numbers.start).take(numbers.len())
    }

    /// The number, from 0, that an annotation has among those that have a place in the text.
    #[must_use]
    pub fn placed_number(&self, id: &AnnotationId) -> Option<usize> {
        match self.places.get(id).filter(|placed| placed.is_shown)?.standing {
            Standing::Placed { block, start } => Some(self.order.number(id, block, start)),
            Standing::Whole | Standing::Unplaced => None,
        }
    }

    /// How many begin before a place of the text.
    #[must_use]
    pub fn n_placed_before(&self, brief: &Brief, place: CodePoint) -> usize {
        match brief.block_at(place) {
            Some(block) => self.order.n_before(block, place),
            None if place > brief.text.len() => self.n_placed(),
            None => 0,
        }
    }

    /// How many begin in a run of blocks.
    #[must_use]
    pub fn n_begun_in(&self, blocks: Range<usize>) -> usize {
        self.order.n_in(blocks)
    }

    /// The number, from 0, that an annotation has in the order of all.
    fn number(&self, id: &AnnotationId) -> Option<usize> {
        let n_whole = self.whole().len();
        match self.places.get(id).filter(|placed| placed.is_shown)?.standing {
            Standing::Whole => Some(self.whole().range(..id).count()),
            Standing::Placed { block, start } => {
                Some(n_whole + self.order.number(id, block, start))
            }
            Standing::Unplaced => {
                Some(n_whole + self.n_placed() + self.unplaced().range(..id).count())
            }
        }
    }

    /// The annotation that has a number, from 0, in the order of all.
    fn nth(&self, number: usize) -> Option<&AnnotationId> {
        let n_whole = self.whole().len();
        let Some(number) = number.checked_sub(n_whole) else {
            return self.whole().iter().nth(number);
        };
        match number.checked_sub(self.n_placed()) {
            Some(number) => self.unplaced().iter().nth(number),
            None => self.order.placed_from(number).next().map(|(id, _)| id),
        }
    }
}
