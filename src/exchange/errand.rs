//! What the page has done elsewhere: the formats of other programs, and links, in a worker of its
//! own, so that their code weighs nothing before someone asks for it and the page answers meanwhile.
//!
//! An [`Errand`] goes out as bytes and an [`Answer`] comes back as bytes: a line of JSON, then what
//! it is about, as it is. [`run`] is all that the worker does; it keeps nothing.

mod bytes;

use super::{CodebookFormat, Format, Kind, Opened, Parcel, ReadCodebook, Report, Selection};
use super::{import, link, read, read_codebook, write, write_codebook};
use crate::brief::{self, Brief};
use crate::codebook::Theme;
use crate::timestamp::Timestamp;
use crate::workspace::{Edit, OpenedBrief, Workspace, plan};

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Errand {
    /// Write a file.
    Write {
        /// In which format.
        format: Format,
        /// What goes into it, as a file of our own.
        work: String,
        /// The briefs that it is about, as far as they are here.
        briefs: Vec<OpenedBrief>,
        /// The public address of the page, for formats that name one.
        address: Option<String>,
    },
    /// Read a file of whatever kind.
    Read {
        /// Its bytes.
        file: Vec<u8>,
    },
    /// Write a codebook by itself.
    WriteCodebook {
        /// In which format.
        format: CodebookFormat,
        /// Its themes.
        themes: Vec<Theme>,
    },
    /// Read the codebook of a file of whatever kind.
    ReadCodebook {
        /// Its bytes.
        file: Vec<u8>,
    },
    /// Write a set for a link.
    Pack {
        /// What goes into it, as a file of our own.
        work: String,
        /// The brief that it is about.
        brief: OpenedBrief,
    },
    /// Read the set of a link.
    Unpack {
        /// What stands in the address.
        set: String,
        /// The brief that the address names.
        brief: OpenedBrief,
    },
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A file or the set of a link, written.
    Written {
        /// What it holds.
        bytes: Vec<u8>,
        /// What of the work is not in it, in words.
        left: Vec<String>,
    },
    /// What a file or a link holds.
    Opened(Opened),
    /// What a file holds of a codebook.
    Codebook(ReadCodebook),
    /// It could not be done: the reason, as a sentence without its full stop.
    Problem(String),
}

/// Does what is asked: bytes of an [`Errand`] in, bytes of an [`Answer`] out.
#[must_use]
pub fn run(errand: &[u8]) -> Vec<u8> {
    let answer = match Errand::from_bytes(errand) {
        Some(errand) => answer(errand),
        None => Answer::Problem(MISUNDERSTOOD.to_owned()),
    };
    answer.to_bytes()
}

/// Both sides are of one build; only a page and a worker of two versions could say this.
const MISUNDERSTOOD: &str = "the parts of this site do not fit together; reload the page";

fn answer(errand: Errand) -> Answer {
    match errand {
        Errand::Write { format, work, briefs, address } => {
            let briefs: Vec<Brief> = briefs.iter().map(parsed).collect();
            let workspace = match workspace(&work) {
                Ok(workspace) => workspace,
                Err(problem) => return Answer::Problem(problem),
            };
            let parcel = Parcel::new(&workspace, &Selection::All, &briefs).at(address.as_deref());
            match write(format, &parcel) {
                Ok(written) => Answer::Written {
                    bytes: written.bytes,
                    left: written.left.iter().map(ToString::to_string).collect(),
                },
                Err(error) => Answer::Problem(error.to_string()),
            }
        }
        Errand::Read { file } => match read(&file) {
            Ok(opened) => Answer::Opened(opened),
            Err(error) => Answer::Problem(error.to_string()),
        },
        Errand::WriteCodebook { format, themes } => {
            let themes = themes.into_iter().map(|theme| (theme.id.clone(), theme)).collect();
            match write_codebook(format, &themes) {
                Some(bytes) => Answer::Written { bytes, left: Vec::new() },
                None => Answer::Problem("there is no theme yet".to_owned()),
            }
        }
        Errand::ReadCodebook { file } => match read_codebook(&file) {
            Ok(codebook) => Answer::Codebook(codebook),
            Err(error) => Answer::Problem(error.to_string()),
        },
        Errand::Pack { work, brief } => match workspace(&work) {
            Ok(workspace) => {
                let (set, left) = link::pack(&workspace, &parsed(&brief));
                Answer::Written { bytes: set.into_bytes(), left }
            }
            Err(problem) => Answer::Problem(problem),
        },
        Errand::Unpack { set, brief } => match link::unpack(&set, &parsed(&brief)) {
            Ok(incoming) => {
                let taken = incoming.annotations.len() + incoming.themes.len();
                let report = Report { taken, refused: Vec::new() };
                Answer::Opened(Opened { kind: Kind::Json, incoming, briefs: Vec::new(), report })
            }
            Err(error) => Answer::Problem(error.to_string()),
        },
    }
}

/// A brief under the name by which the page knows it.
fn parsed(opened: &OpenedBrief) -> Brief {
    brief::parse(&opened.source, &opened.name).0.with_id(&opened.id)
}

/// The work that a file of our own holds.
fn workspace(work: &str) -> Result<Workspace, String> {
    let (incoming, _) = import(work.as_bytes()).map_err(|error| error.to_string())?;
    let mut workspace = Workspace::default();
    let merge = plan(&workspace, incoming);
    // An import reads no clock: what it brings keeps its own times.
    let now = Timestamp::from_millis(0);
    workspace.apply(Edit::Import(merge), &now).map_err(|error| error.to_string())?;
    Ok(workspace)
}
