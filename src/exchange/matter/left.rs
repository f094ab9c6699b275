//! How much of what a file has no place for, in words.

use std::fmt;

use super::Matter;
use crate::workspace::counted;

/// So much of something that a file has no place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// What.
    pub matter: Matter,
    /// How many.
    pub count: usize,
}

impl fmt::Display for Left {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.count;
        let counted = |one: &str, several: &str| counted(count, one, several);
        let annotations = counted("annotation", "annotations");
        let themes = counted("theme", "themes");
        match self.matter {
            Matter::Annotations => write!(out, "{annotations}"),
            Matter::Identity => write!(out, "the names by which {annotations} can be known again"),
            Matter::OtherNames => {
                let names = counted("IRI that is no UUID", "IRIs that are no UUID");
                write!(out, "{names}, of annotations or coders: they come back under another")
            }
            Matter::OtherThemeNames => {
                let names =
                    counted("IRI of a theme that is no UUID", "IRIs of themes that are no UUID");
                write!(out, "{names}: they come back under another")
            }
            Matter::OtherBriefs => {
                let say = if count == 1 { "says" } else { "say" };
                write!(out, "what {annotations} {say} of briefs that were not given")
            }
            Matter::Unplaced => {
                let passages = counted("passage", "passages");
                write!(out, "{passages} without a sure place in the brief as it is")
            }
            Matter::WholeBriefs => write!(out, "{annotations} on a brief as a whole"),
            Matter::SeveralPassages => {
                write!(out, "the tie between the passages of {annotations}: each passage is apart")
            }
            Matter::Context => write!(out, "the words around the passages of {annotations}"),
            Matter::Citations => write!(out, "the citations of {annotations}"),
            Matter::Coders => write!(out, "who made {annotations}"),
            Matter::Times => write!(out, "the times of {annotations}"),
            Matter::Descent => {
                write!(out, "the earlier versions of {annotations}, which a merge asks")
            }
            Matter::Motives => write!(out, "the motivations of {annotations}"),
            Matter::Flags => write!(out, "the flags of {annotations}"),
            Matter::Blindness => {
                let were = if count == 1 { "was" } else { "were" };
                write!(out, "that {annotations} {were} coded blind")
            }
            Matter::Settlements => {
                write!(out, "what is settled and accepted by {annotations}")
            }
            Matter::Unspeakable => {
                let texts = counted("name, definition or note", "names, definitions or notes");
                write!(out, "signs that XML cannot hold, in {texts}")
            }
            Matter::ThemeIdentity => {
                write!(out, "all but the names of the themes of {annotations}")
            }
            Matter::Hierarchy => write!(out, "what stands above {themes}"),
            Matter::Definitions => write!(out, "the definitions of {themes}"),
            Matter::Examples => write!(out, "the examples and counter-examples of {themes}"),
            Matter::Looks => write!(out, "line, key, letter or colour of {themes}"),
            Matter::UnusedThemes => write!(out, "{themes} that nothing is marked with"),
            Matter::OtherBodies => write!(out, "what other programs say in {annotations}"),
            Matter::OtherProperties => write!(out, "properties of other programs in {annotations}"),
            Matter::Deletions => write!(out, "{}", counted("deletion", "deletions")),
            Matter::Conflicts => {
                write!(out, "the other sides of {}", counted("conflict", "conflicts"))
            }
        }
    }
}
