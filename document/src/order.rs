//! Putting things in order, in few bytes.
//!
//! The standard library writes its sort anew for every type that is sorted, some four kilobytes each time.
//! Here places are sorted, and they are always of one type; then things are moved to their places. For
//! lists that are short, or seldom sorted: what is sorted by the ten thousand, often, has a sort of its own.

use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Sorts things; those that are equal stay as they stood.
pub fn sort<T: Ord>(things: &mut [T]) {
    sort_by(things, T::cmp);
}

/// Sorts things by what is asked of each; those of which the same is said stay as they stood. It is asked
/// again for every comparison.
pub fn sort_by_key<T, K: Ord>(things: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(things, |one, other| key(one).cmp(&key(other)));
}

/// The same where it costs something to say it: each is asked once.
pub fn sort_by_cached_key<T, K: Ord>(things: &mut [T], key: impl Fn(&T) -> K) {
    let keys: Vec<K> = things.iter().map(key).collect();
    let order = order(things.len(), &|one, other| keys[one].cmp(&keys[other]));
    put(things, order);
}

/// Sorts things by a comparison, which must be an order; those that are equal stay as they stood.
pub fn sort_by<T>(things: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if things.len() < 2 {
        return;
    }
    let order = order(things.len(), &|one, other| compare(&things[one], &things[other]));
    put(things, order);
}

/// A set of things, put in one by one: the standard library's `collect` sorts them first. For sets that are
/// small, or seldom made.
pub fn set<T: Ord>(things: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for thing in things {
        set.insert(thing);
    }
    set
}

/// The places of so many things, in order.
fn order(n_things: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..n_things).collect();
    places.sort_by(|&one, &other| compare(one, other));
    places
}

/// Puts at each place the thing that stood at the place named there. Each thing is moved once.
fn put<T>(things: &mut [T], mut from: Vec<usize>) {
    for first in 0..things.len() {
        let mut place = first;
        // Places lie in rings; the thing that the first gives away comes to the last of its ring.
        while from[place] != first {
            let next = std::mem::replace(&mut from[place], place);
            things.swap(place, next);
            place = next;
        }
        from[place] = place;
    }
}
