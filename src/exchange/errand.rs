//! What the page has done elsewhere: the formats of other programs, and links, in a worker of its
//! own, so that their code weighs nothing before someone asks for it and the page answers meanwhile.
//!
//! An [`Errand`] goes out as bytes and an [`Answer`] comes back as bytes: a line of JSON, then what
//! it is about, as it is. [`run`] is all that the worker does; it keeps nothing.

use serde_json::{Value, json};

use super::{
    CodebookFormat, Format, Item, Kind, Opened, Parcel, ReadCodebook, Reason, Refused, Report,
    Selection,
};
use super::{import, link, read, read_codebook, write, write_codebook};
use crate::annotation::Annotation;
use crate::brief::{self, Brief};
use crate::codebook::{Field, OtherTheme, Theme};
use crate::timestamp::Timestamp;
use crate::workspace::{Edit, Incoming, OpenedBrief, Tombstone, Workspace, plan};

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

impl Errand {
    /// As bytes, for the way to the worker.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Errand::Write { format, work, briefs, address } => {
                let briefs: Vec<Value> = briefs.iter().map(brief_to_json).collect();
                let head = json!({
                    "errand": "write", "format": format.name(), "briefs": briefs, "address": address,
                });
                framed(&head, work.as_bytes())
            }
            Errand::Read { file } => framed(&json!({ "errand": "read" }), file),
            Errand::WriteCodebook { format, themes } => {
                let head = json!({ "errand": "write-codebook", "format": format.extension() });
                let themes: Vec<Value> = themes.iter().map(Theme::to_json).collect();
                framed(&head, json!(themes).to_string().as_bytes())
            }
            Errand::ReadCodebook { file } => framed(&json!({ "errand": "read-codebook" }), file),
            Errand::Pack { work, brief } => {
                let head = json!({ "errand": "pack", "brief": brief_to_json(brief) });
                framed(&head, work.as_bytes())
            }
            Errand::Unpack { set, brief } => {
                let head = json!({ "errand": "unpack", "brief": brief_to_json(brief) });
                framed(&head, set.as_bytes())
            }
        }
    }

    /// What [`Errand::to_bytes`] wrote; `None` where it is nothing of the kind.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Errand> {
        let (head, body) = unframed(bytes)?;
        let text = || String::from_utf8(body.to_vec()).ok();
        match head["errand"].as_str()? {
            "write" => Some(Errand::Write {
                format: head["format"].as_str()?.parse().ok()?,
                work: text()?,
                briefs: listed(&head["briefs"], brief_from_json)?,
                address: head["address"].as_str().map(str::to_owned),
            }),
            "read" => Some(Errand::Read { file: body.to_vec() }),
            "write-codebook" => Some(Errand::WriteCodebook {
                format: {
                    let mut formats = CodebookFormat::ALL.into_iter();
                    formats.find(|format| head["format"] == format.extension())?
                },
                themes: listed(&serde_json::from_slice(body).ok()?, |it| {
                    Theme::from_json(it).ok()
                })?,
            }),
            "read-codebook" => Some(Errand::ReadCodebook { file: body.to_vec() }),
            "pack" => Some(Errand::Pack { work: text()?, brief: brief_from_json(&head["brief"])? }),
            "unpack" => {
                Some(Errand::Unpack { set: text()?, brief: brief_from_json(&head["brief"])? })
            }
            _ => None,
        }
    }
}

impl Answer {
    /// As bytes, for the way back.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Answer::Written { bytes, left } => {
                framed(&json!({ "answer": "written", "left": left }), bytes)
            }
            Answer::Opened(Opened { kind, incoming, briefs, report }) => {
                let briefs: Vec<Value> = briefs.iter().map(brief_to_json).collect();
                let refused: Vec<Value> = report.refused.iter().map(refused_to_json).collect();
                let head = json!({
                    "answer": "opened",
                    "kind": kind.name(),
                    "briefs": briefs,
                    "taken": report.taken,
                    "refused": refused,
                });
                framed(&head, incoming_to_json(incoming).to_string().as_bytes())
            }
            Answer::Codebook(ReadCodebook { themes, report }) => {
                let refused: Vec<Value> = report.refused.iter().map(refused_to_json).collect();
                let head = json!({
                    "answer": "codebook", "taken": report.taken, "refused": refused,
                });
                let themes: Vec<Value> = themes.iter().map(other_to_json).collect();
                framed(&head, json!(themes).to_string().as_bytes())
            }
            Answer::Problem(sentence) => {
                framed(&json!({ "answer": "problem" }), sentence.as_bytes())
            }
        }
    }

    /// What [`Answer::to_bytes`] wrote; a problem where it is nothing of the kind.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Answer {
        Answer::understood(bytes).unwrap_or_else(|| Answer::Problem(MISUNDERSTOOD.to_owned()))
    }

    fn understood(bytes: &[u8]) -> Option<Answer> {
        let (head, body) = unframed(bytes)?;
        match head["answer"].as_str()? {
            "written" => Some(Answer::Written {
                bytes: body.to_vec(),
                left: listed(&head["left"], |left| left.as_str().map(str::to_owned))?,
            }),
            "opened" => {
                let taken = usize::try_from(head["taken"].as_u64()?).ok()?;
                let refused = listed(&head["refused"], refused_from_json)?;
                Some(Answer::Opened(Opened {
                    kind: Kind::named(head["kind"].as_str()?)?,
                    incoming: incoming_from_json(&serde_json::from_slice(body).ok()?)?,
                    briefs: listed(&head["briefs"], brief_from_json)?,
                    report: Report { taken, refused },
                }))
            }
            "codebook" => {
                let taken = usize::try_from(head["taken"].as_u64()?).ok()?;
                let refused = listed(&head["refused"], refused_from_json)?;
                let themes = listed(&serde_json::from_slice(body).ok()?, other_from_json)?;
                Some(Answer::Codebook(ReadCodebook { themes, report: Report { taken, refused } }))
            }
            "problem" => Some(Answer::Problem(String::from_utf8(body.to_vec()).ok()?)),
            _ => None,
        }
    }
}

/// A line of JSON, then bytes.
fn framed(head: &Value, body: &[u8]) -> Vec<u8> {
    let mut bytes = head.to_string().into_bytes();
    bytes.push(b'\n');
    bytes.extend_from_slice(body);
    bytes
}

fn unframed(bytes: &[u8]) -> Option<(Value, &[u8])> {
    let end = bytes.iter().position(|&byte| byte == b'\n')?;
    Some((serde_json::from_slice(&bytes[..end]).ok()?, &bytes[end + 1..]))
}

/// Every item of a list, where each can be read.
fn listed<T>(list: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    list.as_array()?.iter().map(read).collect()
}

fn brief_to_json(OpenedBrief { id, name, source }: &OpenedBrief) -> Value {
    json!([id, name, source])
}

fn brief_from_json(value: &Value) -> Option<OpenedBrief> {
    let text = |index: usize| value[index].as_str().map(str::to_owned);
    Some(OpenedBrief { id: text(0)?, name: text(1)?, source: text(2)? })
}

fn refused_to_json(Refused { item, index, id, reason }: &Refused) -> Value {
    json!([item.name(), index, id, reason.to_string()])
}

fn refused_from_json(value: &Value) -> Option<Refused> {
    Some(Refused {
        item: Item::named(value[0].as_str()?)?,
        index: usize::try_from(value[1].as_u64()?).ok()?,
        id: value[2].as_str().map(str::to_owned),
        reason: Reason::Told(value[3].as_str()?.to_owned()),
    })
}

/// A theme, and the numbers of the fields that its file speaks of.
fn other_to_json(OtherTheme { theme, says }: &OtherTheme) -> Value {
    let places = says.iter().map(|said| Field::ALL.iter().position(|field| field == said));
    json!([theme.to_json(), places.flatten().collect::<Vec<_>>()])
}

fn other_from_json(value: &Value) -> Option<OtherTheme> {
    let says =
        listed(&value[1], |place| Field::ALL.get(usize::try_from(place.as_u64()?).ok()?).copied())?;
    Some(OtherTheme { theme: Theme::from_json(&value[0]).ok()?, says })
}

fn incoming_to_json(Incoming { themes, annotations, tombstones }: &Incoming) -> Value {
    let tombstones = tombstones.iter().map(|it| json!([it.id, it.deleted.0]));
    json!([
        themes.iter().map(Theme::to_json).collect::<Vec<_>>(),
        annotations.iter().map(Annotation::to_json).collect::<Vec<_>>(),
        tombstones.collect::<Vec<_>>(),
    ])
}

fn incoming_from_json(value: &Value) -> Option<Incoming> {
    Some(Incoming {
        themes: listed(&value[0], |it| Theme::from_json(it).ok())?,
        annotations: listed(&value[1], |it| Annotation::from_json(it).ok())?,
        tombstones: listed(&value[2], |it| {
            let deleted = Timestamp(it[1].as_str()?.to_owned());
            Some(Tombstone { id: it[0].as_str()?.to_owned(), deleted })
        })?,
    })
}
