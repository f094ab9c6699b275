//! How a run of text that annotations cover is painted.

use web_sys::Element;

use super::super::codebook::letter;
use super::super::session::paint_name;
use super::block::Writer;
use super::inline::{Piece, Run, pieces};
use crate::annotation::{AnnotationId, Segment};
use crate::browser::element::{put, set};
use crate::browser::paint;
use crate::codebook::ThemeId;
use crate::workspace::Workspace;

/// How many strokes a mark shows, each with its tint and its line; more are counted.
const N_STROKES: usize = 2;
/// How many themes are told by their letters alone; more are counted too.
const N_LETTERS: usize = 3;

/// A part of a block as the page shows it: of two that are the same, one element will do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    piece: Piece,
    /// How it is painted, where annotations cover it.
    look: Option<Look>,
}

/// How a run is painted: up to two tints with their lines, the letters of the themes that end there, and a
/// count where more than three lie on one another.
///
/// The colours and lines are set by rules of each theme for a class, so that recolouring a theme does not
/// come by here.
#[derive(Debug, PartialEq, Eq)]
struct Look {
    classes: String,
    letters: String,
    /// What those who listen hear before it.
    says: String,
    /// Whether it has a second tint.
    is_double: bool,
}

impl Writer {
    /// The words of a block as the page is to show them, an element for each part.
    pub(super) fn parts(&self, index: usize, segments: &[Segment<AnnotationId>]) -> Vec<Part> {
        let brief = &self.reading.brief;
        let links = self.reading.links_in(index);
        let pieces = pieces(brief, &brief.blocks[index], &links, segments).into_iter();
        let parts = pieces.map(|piece| Part {
            look: match &piece {
                Piece::Run(run) if !run.annotations.is_empty() => Some(self.look(run)),
                Piece::Run(_) | Piece::Turn(_) | Piece::Reference(_) => None,
            },
            piece,
        });
        parts.collect()
    }

    /// Writes a part of a block.
    pub(super) fn part(&self, index: usize, part: &Part) -> Element {
        match (&part.piece, &part.look) {
            (Piece::Run(run), Some(look)) => self.painted(run, look),
            (piece, _) => self.piece(index, piece),
        }
    }

    /// How words are painted that are covered by at least one annotation.
    fn look(&self, run: &Run) -> Look {
        let (strokes, letters, says) = self.session.with_untracked(|workspace| {
            let strokes = themes(workspace, &run.annotations);
            let ending = themes(workspace, &run.end);
            // Many letters would lie on the words that follow, or beyond the edge of a narrow page.
            let mut letters: String = if ending.len() > N_LETTERS {
                ending.len().to_string()
            } else {
                ending
                    .into_iter()
                    .filter_map(|theme| letter(workspace.themes.get(&theme?)?))
                    .map(|letter| letter.to_string())
                    .collect()
            };
            // The count stands once, where they come to lie on one another.
            let count = strokes.len().to_string();
            if strokes.len() > N_LETTERS && !run.begin.is_empty() && letters != count {
                let parted = if letters.is_empty() { "" } else { "·" };
                letters = format!("{count}{parted}{letters}");
            }
            (strokes, letters, says(workspace, &run.begin))
        });
        let is_active =
            self.active.borrow().as_ref().is_some_and(|active| run.annotations.contains(active));
        let is_double = strokes.len() >= N_STROKES;
        let mut classes = String::new();
        for (nth, stroke) in strokes.iter().take(N_STROKES).enumerate() {
            if let Some(theme) = stroke {
                classes.push_str(&paint::class(&paint_name(theme), nth));
                classes.push(' ');
            }
        }
        if is_double {
            classes.push_str("two ");
        }
        if is_active {
            classes.push_str("active ");
        }
        classes.truncate(classes.trim_end().len());
        Look { classes, letters, says, is_double }
    }

    /// Words that annotations cover, painted.
    fn painted(&self, run: &Run, look: &Look) -> Element {
        let mark = self.patterns.mark();
        let ids: Vec<_> = run.annotations.iter().map(|id| id.0.as_str()).collect();
        set(&mark, "data-annotations", &ids.join(" "));
        let attributes =
            [("data-letters", &look.letters), ("data-says", &look.says), ("class", &look.classes)];
        for (name, value) in attributes.into_iter().filter(|(_, value)| !value.is_empty()) {
            set(&mark, name, value);
        }
        // The second line is drawn by an element of its own. What nothing sets apart is written without
        // another one around it: where words are marked thickly, marks are most of the page.
        let under = look.is_double.then(|| self.patterns.under());
        let inmost = under.as_ref().unwrap_or(&mark);
        if run.is_plain() {
            self.fill(inmost, run.span);
        } else {
            put(inmost, &self.styled(run));
        }
        if let Some(under) = &under {
            put(&mark, under);
        }
        mark
    }
}

/// The strokes of a run: each theme once, in order; `None` is a highlight without a theme.
fn themes(workspace: &Workspace, ids: &[AnnotationId]) -> Vec<Option<ThemeId>> {
    let mut themes = Vec::new();
    for annotation in ids.iter().filter_map(|id| workspace.annotations.get(id)) {
        let mut own: Vec<_> = annotation.themes().cloned().map(Some).collect();
        if own.is_empty() {
            own.push(None);
        }
        for theme in own {
            if !themes.contains(&theme) {
                themes.push(theme);
            }
        }
    }
    themes
}

/// What those who listen hear before words that begin to be marked.
fn says(workspace: &Workspace, begin: &[AnnotationId]) -> String {
    if begin.is_empty() {
        return String::new();
    }
    let names: Vec<_> = themes(workspace, begin)
        .into_iter()
        .map(|theme| match theme.and_then(|id| workspace.themes.get(&id)) {
            Some(theme) => theme.name.clone(),
            None => "no theme".to_owned(),
        })
        .collect();
    format!("(marked: {}) ", names.join(", "))
}
