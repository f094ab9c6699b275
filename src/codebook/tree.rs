//! The order of themes: parents before children, siblings by position.

use std::collections::{BTreeMap, BTreeSet};

use super::{Theme, ThemeId};
use crate::order;

/// Every theme once with its depth (0 at the top), each before those under it, siblings by position
/// and then by id. A theme whose parent is not here stands at the top; of a circle of parents, which
/// no edit makes but a file can hold, the first by position does.
#[must_use]
pub fn in_order(themes: &BTreeMap<ThemeId, Theme>) -> Vec<(usize, &Theme)> {
    let mut order = Vec::with_capacity(themes.len());
    let mut seen = BTreeSet::new();
    let mut siblings: Vec<&Theme> = themes.values().collect();
    order::sort_by_key(&mut siblings, |theme| (theme.position, &theme.id));
    let has_parent =
        |theme: &&Theme| theme.broader.as_ref().is_some_and(|broader| themes.contains_key(broader));
    let (under, top): (Vec<&Theme>, Vec<&Theme>) = siblings.into_iter().partition(has_parent);
    // After the tops, those still unseen are on a circle or under one.
    for root in top.iter().chain(&under) {
        let mut waiting = vec![(0, *root)];
        while let Some((depth, theme)) = waiting.pop() {
            if seen.insert(&theme.id) {
                order.push((depth, theme));
                let children =
                    under.iter().rev().filter(|child| child.broader.as_ref() == Some(&theme.id));
                waiting.extend(children.map(|child| (depth + 1, *child)));
            }
        }
    }
    order
}

/// The themes under a theme, at any depth, without itself.
#[must_use]
pub fn descendants(themes: &BTreeMap<ThemeId, Theme>, id: &ThemeId) -> BTreeSet<ThemeId> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![id];
    while let Some(parent) = waiting.pop() {
        for theme in themes.values().filter(|theme| theme.broader.as_ref() == Some(parent)) {
            if theme.id != *id && found.insert(theme.id.clone()) {
                waiting.push(&theme.id);
            }
        }
    }
    found
}

/// The themes right under a theme, or those at the top, in their order. A theme whose parent is not
/// here stands at the top.
#[must_use]
pub fn children(themes: &BTreeMap<ThemeId, Theme>, broader: Option<&ThemeId>) -> Vec<Theme> {
    let parent = |theme: &Theme| theme.broader.clone().filter(|it| themes.contains_key(it));
    let mut children: Vec<Theme> =
        themes.values().filter(|theme| parent(theme).as_ref() == broader).cloned().collect();
    order::sort_by(&mut children, |one, other| {
        (one.position, &one.id).cmp(&(other.position, &other.id))
    });
    children
}

/// A step of a theme within the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Before the sibling that stands before it.
    Earlier,
    /// After the sibling that stands after it.
    Later,
    /// Under the sibling that stands before it, as the last there.
    In,
    /// Out of the theme that it stands under, right after that one.
    Out,
}

/// A place in the tree: the theme above, and how many siblings stand before.
pub type Spot = (Option<ThemeId>, usize);

/// Where a theme comes to stand by one step; `None` where there is no way.
#[must_use]
pub fn step(themes: &BTreeMap<ThemeId, Theme>, id: &ThemeId, way: Way) -> Option<Spot> {
    let broader = themes.get(id)?.broader.clone().filter(|it| themes.contains_key(it));
    let siblings = children(themes, broader.as_ref());
    let nth = siblings.iter().position(|sibling| sibling.id == *id)?;
    match way {
        Way::Earlier => Some((broader, nth.checked_sub(1)?)),
        Way::Later => (nth + 1 < siblings.len()).then_some((broader, nth + 1)),
        Way::In => {
            let above = siblings.get(nth.checked_sub(1)?)?.id.clone();
            let n_there = children(themes, Some(&above)).len();
            Some((Some(above), n_there))
        }
        Way::Out => {
            let parent = broader?;
            let (above, nth) = beside(themes, id, &parent)?;
            Some((above, nth + 1))
        }
    }
}

/// The place of a theme before another one, once the one is taken from where it stands.
#[must_use]
pub fn beside(themes: &BTreeMap<ThemeId, Theme>, id: &ThemeId, other: &ThemeId) -> Option<Spot> {
    let broader = themes.get(other)?.broader.clone().filter(|it| themes.contains_key(it));
    let siblings = children(themes, broader.as_ref());
    let nth = siblings.iter().filter(|it| it.id != *id).position(|it| it.id == *other)?;
    Some((broader, nth))
}

/// The theme that a key marks with: the first in order, where a file gave one key to two.
#[must_use]
pub fn by_key(themes: &BTreeMap<ThemeId, Theme>, key: char) -> Option<&Theme> {
    in_order(themes).into_iter().map(|(_, theme)| theme).find(|theme| theme.key == Some(key))
}
