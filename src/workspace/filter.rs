//! What of the annotations of a brief a reader wants to see.
//!
//! A [`Filter`] has parts that know nothing of each other; each that is empty lets everything
//! through, and an annotation is shown where all of them do. It is a plain value: it stands in the
//! address of the page, and names themes and blocks that need not be there. A [`Sieve`] is the filter
//! made ready for one brief and one codebook, and says of one annotation at a time whether it passes.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{State, Workspace};
use crate::annotation::{Anchor, Annotation, Flag, Selector};
use crate::brief::Brief;
use crate::codebook::{ThemeId, descendants};
use crate::order;
use crate::text::{CodePoint, Span, fold};

/// What a reader wants to see: the conjunction of its parts, each of which is absent when empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// With these themes, or those under them.
    pub themes: BTreeSet<ThemeId>,
    /// How many of the themes an annotation must have.
    pub joint: Joint,
    /// Made by one of these coders, by IRI. What nobody is known to have made counts as the reader's.
    pub coders: BTreeSet<String>,
    /// In one of these blocks, by id, or in what stands under it: a paragraph with its items.
    pub blocks: BTreeSet<String>,
    /// On one of these pages, by number.
    pub pages: BTreeSet<u32>,
    /// With a note, or without one.
    pub note: Option<Noted>,
    /// With one of these flags.
    pub flags: BTreeSet<Flag>,
    /// With a passage in one of these states.
    pub states: BTreeSet<State>,
    /// With these words in its quotation, its note or the name of one of its themes, compared as a
    /// search compares.
    pub words: String,
}

/// How many of the themes of a filter an annotation must have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Joint {
    /// One of them.
    #[default]
    Any,
    /// All of them.
    All,
}

/// Whether an annotation has a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noted {
    /// It has one.
    With,
    /// It has none, or one without a word.
    Without,
}

impl Filter {
    /// Whether it lets everything through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Filter { themes, joint: _, coders, blocks, pages, note, flags, states, words } = self;
        themes.is_empty()
            && coders.is_empty()
            && blocks.is_empty()
            && pages.is_empty()
            && note.is_none()
            && flags.is_empty()
            && states.is_empty()
            && words.trim().is_empty()
    }

    /// The filter made ready for a brief and the themes of a workspace.
    #[must_use]
    pub fn sieve(&self, brief: &Brief, workspace: &Workspace) -> Sieve {
        let themes = &workspace.themes;
        let sought = fold(self.words.trim(), false);
        Sieve {
            themes: self
                .themes
                .iter()
                .map(|theme| {
                    let mut family = descendants(themes, theme);
                    family.insert(theme.clone());
                    family
                })
                .collect(),
            joint: self.joint,
            coders: self.coders.clone(),
            reader: workspace.coder.as_ref().map(|coder| coder.id.clone()).unwrap_or_default(),
            blocks: (!self.blocks.is_empty()).then(|| {
                let blocks = self.blocks.iter().filter_map(|id| brief.block_by_id(id));
                blocks.map(|block| brief.under(block)).collect()
            }),
            pages: self.pages.clone(),
            note: self.note,
            flags: self.flags.clone(),
            states: self.states.clone(),
            named: order::set(
                themes
                    .values()
                    .filter(|theme| {
                        !sought.is_empty() && fold(&theme.name, false).contains(&sought)
                    })
                    .map(|theme| theme.id.clone()),
            ),
            sought,
        }
    }
}

/// A [`Filter`] made ready for one brief and one codebook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sieve {
    /// Each chosen theme with those under it.
    themes: Vec<BTreeSet<ThemeId>>,
    joint: Joint,
    coders: BTreeSet<String>,
    /// The reader's own IRI.
    reader: String,
    /// `None` lets every block through; an empty list none.
    blocks: Option<Vec<Range<usize>>>,
    pages: BTreeSet<u32>,
    note: Option<Noted>,
    flags: BTreeSet<Flag>,
    states: BTreeSet<State>,
    /// What is sought, folded.
    sought: String,
    /// The themes that have it in their name.
    named: BTreeSet<ThemeId>,
}

impl Sieve {
    /// Whether an annotation passes, given where its passages in the brief lie.
    #[must_use]
    pub fn lets_through(&self, brief: &Brief, it: &Annotation, anchors: &[Anchor]) -> bool {
        self.is_on_themes(it)
            && self.is_by_coders(it)
            && self.is_as_noted(it)
            && self.is_flagged(it)
            && self.is_in_states(anchors)
            && self.is_in_blocks(brief, anchors)
            && self.is_on_pages(brief, anchors)
            && self.has_words(it)
    }

    fn is_on_themes(&self, it: &Annotation) -> bool {
        let has_one_of = |family: &BTreeSet<ThemeId>| it.themes().any(|id| family.contains(id));
        match self.joint {
            Joint::Any => self.themes.is_empty() || self.themes.iter().any(has_one_of),
            Joint::All => self.themes.iter().all(has_one_of),
        }
    }

    fn is_by_coders(&self, it: &Annotation) -> bool {
        let coder = it.creator.as_ref().map_or(&self.reader, |creator| &creator.id);
        self.coders.is_empty() || self.coders.contains(coder)
    }

    fn is_as_noted(&self, it: &Annotation) -> bool {
        let has_note = || it.note().is_some_and(|note| !note.trim().is_empty());
        match self.note {
            None => true,
            Some(Noted::With) => has_note(),
            Some(Noted::Without) => !has_note(),
        }
    }

    fn is_flagged(&self, it: &Annotation) -> bool {
        self.flags.is_empty() || it.flags().any(|flag| self.flags.contains(&flag))
    }

    fn is_in_states(&self, anchors: &[Anchor]) -> bool {
        self.states.is_empty()
            || anchors.iter().any(|anchor| self.states.contains(&State::of(anchor)))
    }

    fn is_in_blocks(&self, brief: &Brief, anchors: &[Anchor]) -> bool {
        let Some(ranges) = &self.blocks else { return true };
        settled(anchors).any(|span| {
            let Some(first) = brief.block_at(span.start) else { return false };
            let end = brief.blocks.partition_point(|block| block.span.start < span.end);
            ranges.iter().any(|range| range.start < end.max(first + 1) && first < range.end)
        })
    }

    fn is_on_pages(&self, brief: &Brief, anchors: &[Anchor]) -> bool {
        self.pages.is_empty()
            || settled(anchors).any(|span| {
                let last = CodePoint(span.end.0.saturating_sub(1).max(span.start.0));
                let on = brief.page_at(span.start)..=brief.page_at(last);
                self.pages.range(on).next().is_some()
            })
    }

    fn has_words(&self, it: &Annotation) -> bool {
        if self.sought.is_empty() || it.themes().any(|theme| self.named.contains(theme)) {
            return true;
        }
        let is_in = |text: &str| fold(text, false).contains(&self.sought);
        let selectors = || it.targets.iter().flat_map(|target| &target.selectors);
        it.note().is_some_and(is_in)
            || selectors().any(|selector| match selector {
                Selector::Quote(quote) => is_in(&quote.exact),
                Selector::Position { .. } | Selector::Other(_) => false,
            })
    }
}

/// Where passages surely lie.
fn settled(anchors: &[Anchor]) -> impl Iterator<Item = Span> {
    anchors.iter().filter_map(Anchor::settled)
}
