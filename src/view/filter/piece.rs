//! One thing that a filter asks for: what a chip says and takes away.

use std::sync::Arc;

use crate::annotation::Flag;
use crate::codebook::ThemeId;
use crate::order;
use crate::view::session::Reading;
use crate::workspace::{Filter, Noted, State, Workspace};

/// One thing that a filter asks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Piece {
    Words(String),
    Theme(ThemeId),
    Coder(String),
    Block(String),
    Page(u32),
    With,
    Without,
    Flag(Flag),
    State(State),
}

/// What a filter asks for, one by one.
pub(super) fn pieces(filter: &Filter) -> Vec<Piece> {
    let Filter { themes, joint: _, coders, blocks, pages, note, flags, states, words } = filter;
    let words = words.trim();
    let mut pieces = Vec::new();
    pieces.extend((!words.is_empty()).then(|| Piece::Words(words.to_owned())));
    pieces.extend(themes.iter().cloned().map(Piece::Theme));
    pieces.extend(coders.iter().cloned().map(Piece::Coder));
    pieces.extend(blocks.iter().cloned().map(Piece::Block));
    pieces.extend(pages.iter().copied().map(Piece::Page));
    pieces.extend(note.iter().map(|note| match note {
        Noted::With => Piece::With,
        Noted::Without => Piece::Without,
    }));
    pieces.extend(flags.iter().copied().map(Piece::Flag));
    pieces.extend(states.iter().copied().map(Piece::State));
    pieces
}

impl Piece {
    /// Whether two are of one kind: either will do then, where kinds are asked for together.
    pub(super) fn is_of_kind(&self, other: &Piece) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// What it asks for, in words.
    pub(super) fn words(&self, workspace: &Workspace, reading: Option<&Arc<Reading>>) -> String {
        match self {
            Piece::Words(words) => format!("“{words}”"),
            Piece::Theme(id) => match workspace.themes.get(id) {
                Some(theme) => theme.name.clone(),
                None => "a theme that is not in your codebook".to_owned(),
            },
            Piece::Coder(id) => coder_name(workspace, id),
            Piece::Block(id) => {
                let block = reading.and_then(|reading| {
                    let blocks = &reading.brief.blocks;
                    blocks.iter().find(|block| block.id == *id)
                });
                block.map_or_else(|| format!("“{id}”, not in this brief"), |it| it.citation.clone())
            }
            Piece::Page(number) => format!("page {number}"),
            Piece::With => "with a note".to_owned(),
            Piece::Without => "without a note".to_owned(),
            Piece::Flag(flag) => flag.words().to_owned(),
            Piece::State(state) => state_words(*state).to_owned(),
        }
    }

    /// Takes it out of a filter.
    pub(super) fn take_out(&self, filter: &mut Filter) {
        match self {
            Piece::Words(_) => filter.words.clear(),
            Piece::Theme(id) => drop(filter.themes.remove(id)),
            Piece::Coder(id) => drop(filter.coders.remove(id)),
            Piece::Block(id) => drop(filter.blocks.remove(id)),
            Piece::Page(number) => drop(filter.pages.remove(number)),
            Piece::With | Piece::Without => filter.note = None,
            Piece::Flag(flag) => drop(filter.flags.remove(flag)),
            Piece::State(state) => drop(filter.states.remove(state)),
        }
    }
}

/// What it is called that words lie so.
pub(super) fn state_words(state: State) -> &'static str {
    match state {
        State::Exact => "where they were marked",
        State::Moved => "moved",
        State::Changed => "changed",
        State::Ambiguous => "in several places",
        State::Lost => "lost",
    }
}

/// The coders whose annotations are here, the reader first, the others by name: each IRI with the
/// name that it goes by.
pub(super) fn coders(workspace: &Workspace) -> Vec<(String, String)> {
    let mine = workspace.coder.as_ref().map(|coder| coder.id.as_str());
    let mut ids: Vec<&str> = workspace
        .annotations
        .values()
        .filter_map(|it| it.creator.as_ref().map(|creator| creator.id.as_str()))
        .chain(mine)
        .collect();
    order::sort(&mut ids);
    ids.dedup();
    let named = ids.into_iter().map(|id| (id.to_owned(), coder_name(workspace, id)));
    let mut named: Vec<_> = named.collect();
    order::sort_by_key(&mut named, |(id, name)| (Some(id.as_str()) != mine, name.to_lowercase()));
    named
}

/// The name that a coder goes by.
fn coder_name(workspace: &Workspace, id: &str) -> String {
    if workspace.coder.as_ref().is_some_and(|coder| coder.id == id) {
        return "you".to_owned();
    }
    let creators = workspace.annotations.values().filter_map(|it| it.creator.as_ref());
    let mut names = creators.filter(|it| it.id == id).map(|it| it.name.as_str());
    match names.find(|name| !name.is_empty()) {
        Some(name) => name.to_owned(),
        None => "a coder without a name".to_owned(),
    }
}
