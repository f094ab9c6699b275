//! Putting things in order.

use briefmark::order;
use proptest::prelude::*;

proptest! {
    /// It is the order of the standard library, and what is equal stays as it stood.
    #[test]
    fn things_are_sorted_as_the_standard_library_sorts_them(keys in prop::collection::vec(0_u8..9, 0..40)) {
        let things: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
        let mut expected = things.clone();
        expected.sort_by_key(|(key, _)| *key);
        let mut sorted = things.clone();
        order::sort_by_key(&mut sorted, |(key, _)| *key);
        prop_assert_eq!(&sorted, &expected);
        sorted.clone_from(&things);
        order::sort_by_cached_key(&mut sorted, |(key, _)| *key);
        prop_assert_eq!(&sorted, &expected);

        expected.sort_by(|one, other| other.cmp(one));
        order::sort_by(&mut sorted, |one, other| other.cmp(one));
        prop_assert_eq!(&sorted, &expected);

        expected.sort();
        order::sort(&mut sorted);
        prop_assert_eq!(&sorted, &expected);
    }
}
