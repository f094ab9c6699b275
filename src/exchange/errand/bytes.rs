//! Errands and answers as bytes: a line of JSON, then what it is about, as it is.

use serde_json::{Value, json};

use super::{Answer, Errand, MISUNDERSTOOD};
use crate::annotation::Annotation;
use crate::codebook::{Field, OtherTheme, Theme};
use crate::exchange::{CodebookFormat, Item, Kind, Opened, ReadCodebook, Reason, Refused, Report};
use crate::timestamp::Timestamp;
use crate::workspace::{Incoming, OpenedBrief, Tombstone};

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
                let head = json!({ "errand": "write-codebook", "format": format.name() });
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
                    formats.find(|format| head["format"] == format.name())?
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
