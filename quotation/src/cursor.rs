//! Goes along places of a text in order.

use std::ops::RangeInclusive;

/// Places in order, of which ever later ones are asked for.
pub(super) struct Cursor<'places> {
    places: &'places [usize],
    passed: usize,
}

impl Cursor<'_> {
    pub(super) fn new(places: &[usize]) -> Cursor<'_> {
        Cursor { places, passed: 0 }
    }

    /// Whether one is in a range, none of which begins before the last did.
    pub(super) fn has(&mut self, range: RangeInclusive<usize>) -> bool {
        let places = self.places[self.passed..].iter();
        self.passed += places.take_while(|place| *place < range.start()).count();
        self.places.get(self.passed).is_some_and(|place| range.contains(place))
    }
}
