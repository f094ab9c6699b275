//! The formats that work goes out in, and what each of them leaves behind.

use std::fmt;
use std::str::FromStr;

use super::matter::{Left, Matter};
use super::parcel::Parcel;
use super::{brat, edition, hypothesis, native, ndjson, quotations, recogito, refi, table};
use crate::brief::Brief;

/// A format that work goes out in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// The W3C collection: all of the work, and the only one that loses nothing.
    Native,
    /// A table, one row for each annotation, passage and theme, as it is: it can be read again.
    Csv,
    /// The same table for a spreadsheet program: no cell of it is taken for a formula.
    Spreadsheet,
    /// The same rows, one JSON object a line: for databases.
    Ndjson,
    /// The quotations by theme, in Markdown.
    Markdown,
    /// One brief as a page: its text, its marks, the notes in the margin, the codebook.
    Html,
    /// A project for programs of qualitative analysis: texts, codes, selections.
    Qdpx,
    /// The codebook alone, for the same programs.
    Qdc,
    /// What Hypothesis imports.
    Hypothesis,
    /// What Recogito reads.
    Recogito,
    /// Stand-off lines for brat, beside the reading text.
    Brat,
}

/// A file on its way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// What it holds.
    pub bytes: Vec<u8>,
    /// What of the work is not in it; nothing where all of it is.
    pub left: Vec<Left>,
}

/// Why nothing could be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The format has the text in it.
    #[error("{0} holds the text of a brief, and none was given: give the brief too")]
    NoBrief(Format),
    /// The format holds one text.
    #[error("{0} holds one brief, and {1} were given: write a file for each")]
    SeveralBriefs(Format, usize),
    /// The format cannot be empty.
    #[error("{0} must have a theme, and there is none: make one first")]
    NoTheme(Format),
}

impl Format {
    /// Every format, in the order in which a reader would look for them.
    pub const ALL: [Format; 11] = [
        Format::Native,
        Format::Csv,
        Format::Spreadsheet,
        Format::Ndjson,
        Format::Markdown,
        Format::Html,
        Format::Qdpx,
        Format::Qdc,
        Format::Hypothesis,
        Format::Recogito,
        Format::Brat,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Native => "native",
            Format::Csv => "csv",
            Format::Spreadsheet => "spreadsheet",
            Format::Ndjson => "ndjson",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Qdpx => "qdpx",
            Format::Qdc => "qdc",
            Format::Hypothesis => "hypothesis",
            Format::Recogito => "recogito",
            Format::Brat => "brat",
        }
    }

    /// The end of a file's name, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Format::Native | Format::Hypothesis | Format::Recogito => "json",
            Format::Csv | Format::Spreadsheet => "csv",
            Format::Ndjson => "ndjson",
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Qdpx => "qdpx",
            Format::Qdc => "qdc",
            Format::Brat => "ann",
        }
    }

    /// What it has no place for, whatever the work, in the order of [`Matter::ALL`]. What of a given
    /// work was left is said by [`write`].
    pub fn leaves(self) -> impl Iterator<Item = Matter> {
        Matter::ALL.into_iter().filter(move |matter| !self.carries(*matter))
    }

    /// Whether it has a place for something. A codebook alone says of annotations only that it leaves
    /// them: it has nothing of theirs to leave.
    fn carries(self, matter: Matter) -> bool {
        use Format::{
            Brat, Csv, Html, Hypothesis, Markdown, Native, Ndjson, Qdc, Qdpx, Recogito, Spreadsheet,
        };
        match matter {
            Matter::Annotations => self != Qdc,
            Matter::Identity => !matches!(self, Markdown | Html | Brat),
            Matter::OtherNames => !matches!(self, Qdpx | Qdc),
            Matter::OtherThemeNames => !matches!(self, Qdpx | Qdc),
            Matter::OtherBriefs => !matches!(self, Html | Qdpx | Recogito | Brat),
            Matter::Unplaced => !matches!(self, Qdpx | Recogito | Brat),
            Matter::WholeBriefs => !matches!(self, Recogito | Brat),
            Matter::SeveralPassages => !matches!(self, Qdpx | Hypothesis),
            Matter::Context => !matches!(self, Markdown | Html | Qdpx | Brat),
            Matter::Citations => !matches!(self, Qdpx | Hypothesis | Recogito | Brat),
            Matter::Coders | Matter::ThemeIdentity => !matches!(self, Hypothesis | Brat),
            Matter::Times => !matches!(self, Markdown | Html | Brat),
            Matter::Descent | Matter::Motives => {
                matches!(self, Native | Csv | Spreadsheet | Ndjson | Qdc)
            }
            Matter::Flags => !matches!(self, Qdpx | Hypothesis | Brat),
            Matter::Blindness => !matches!(self, Qdpx | Hypothesis | Recogito | Brat),
            Matter::Settlements => matches!(self, Native | Csv | Spreadsheet | Ndjson | Qdc),
            Matter::Unspeakable => !matches!(self, Qdpx | Qdc),
            Matter::Hierarchy | Matter::Definitions => {
                matches!(self, Native | Markdown | Html | Qdpx | Qdc)
            }
            Matter::Looks => matches!(self, Native | Html),
            Matter::UnusedThemes => matches!(self, Native | Html | Qdpx | Qdc),
            Matter::OtherBodies | Matter::OtherProperties => matches!(self, Native | Qdc),
            Matter::Examples | Matter::Deletions | Matter::Conflicts => self == Native,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Format::Native => "a Briefmark file",
            Format::Csv => "a table",
            Format::Spreadsheet => "a spreadsheet",
            Format::Ndjson => "an NDJSON file",
            Format::Markdown => "a list of quotations",
            Format::Html => "an edition in HTML",
            Format::Qdpx => "a REFI-QDA project",
            Format::Qdc => "a REFI-QDA codebook",
            Format::Hypothesis => "a Hypothesis export",
            Format::Recogito => "a file for Recogito",
            Format::Brat => "a brat file",
        })
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Format, UnknownFormat> {
        Format::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// A name that no format has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no format {0:?}; there are {names}", names = Format::ALL.map(Format::name).join(", "))]
pub struct UnknownFormat(String);

/// Writes a part of a work. The same part gives the same bytes.
///
/// # Errors
/// When the format needs what is not there.
pub fn write(format: Format, parcel: &Parcel) -> Result<Written, WriteError> {
    let bytes = match format {
        Format::Native => native::export(parcel.workspace, parcel.selection).into_bytes(),
        Format::Csv => table::export(parcel),
        Format::Spreadsheet => table::export_for_spreadsheets(parcel),
        Format::Ndjson => ndjson::export(parcel),
        Format::Markdown => quotations::export(parcel),
        Format::Html => edition::export(parcel, only_brief(format, parcel)?),
        Format::Qdpx if parcel.briefs.is_empty() => return Err(WriteError::NoBrief(format)),
        Format::Qdpx => refi::export_project(parcel),
        Format::Qdc => refi::export_codebook(parcel).ok_or(WriteError::NoTheme(format))?,
        Format::Hypothesis => hypothesis::export(parcel),
        Format::Recogito => recogito::export(parcel, only_brief(format, parcel)?),
        Format::Brat => brat::export(parcel, only_brief(format, parcel)?),
    };
    let left = format.leaves().filter_map(|matter| matter.in_parcel(parcel)).collect();
    Ok(Written { bytes, left })
}

/// The one brief that a format holds.
fn only_brief<'a>(format: Format, parcel: &Parcel<'a>) -> Result<&'a Brief, WriteError> {
    match parcel.briefs {
        [brief] => Ok(brief),
        [] => Err(WriteError::NoBrief(format)),
        several => Err(WriteError::SeveralBriefs(format, several.len())),
    }
}
