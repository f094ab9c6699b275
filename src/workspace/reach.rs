//! What the deletion of a theme reaches, counted before it is carried out.

use std::collections::BTreeSet;

use super::Workspace;
use crate::annotation::Annotation;
use crate::codebook::{ThemeId, descendants};

/// What goes and what changes when a theme is deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// How many themes stand under it, at any depth, and go too.
    pub n_under: usize,
    /// How many annotations of the reader's own, in all briefs, have one of the themes that go.
    pub n_own: usize,
    /// How many of them say nothing else: no other theme, no note, no flag.
    pub n_bare: usize,
    /// How many of other coders' annotations have one, as far as the reader sees them. They keep it.
    pub n_others: usize,
}

impl Workspace {
    /// What [`super::Edit::DeleteTheme`] would reach.
    #[must_use]
    pub fn reach(&self, theme: &ThemeId) -> Reach {
        let gone = going(self, theme);
        let mut reach = Reach { n_under: gone.len() - 1, ..Reach::default() };
        let marked = self.annotations.values().filter(|it| has_one_of(it, &gone));
        for annotation in marked.filter(|it| !self.is_kept_from_reader(it)) {
            if self.is_mine(annotation) {
                reach.n_own += 1;
                reach.n_bare += usize::from(!says_more(annotation, &gone));
            } else {
                reach.n_others += 1;
            }
        }
        reach
    }
}

/// A theme with those that stand under it.
pub(super) fn going(workspace: &Workspace, theme: &ThemeId) -> BTreeSet<ThemeId> {
    let mut gone = descendants(&workspace.themes, theme);
    gone.insert(theme.clone());
    gone
}

/// Whether an annotation has one of some themes.
pub(super) fn has_one_of(annotation: &Annotation, themes: &BTreeSet<ThemeId>) -> bool {
    annotation.themes().any(|theme| themes.contains(theme))
}

/// Whether an annotation says anything beyond some themes.
pub(super) fn says_more(annotation: &Annotation, themes: &BTreeSet<ThemeId>) -> bool {
    annotation.themes().any(|theme| !themes.contains(theme))
        || annotation.note().is_some()
        || annotation.flags().next().is_some()
}
