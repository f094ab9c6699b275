//! The reader chooses between what two sides changed apart.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::annotation::{Annotation, AnnotationId};
use crate::codebook::{Theme, ThemeId};
use crate::timestamp::Timestamp;
use crate::workspace::lineage::Descent;
use crate::workspace::sides::Sided;
use crate::workspace::stage::Stage;
use crate::workspace::{Choice, EditError, Key};

/// The property that says of which annotation or theme this one was made: `dcterms:source`, "a
/// related resource from which the described resource is derived".
pub(super) const SOURCE: &str = "dcterms:source";

/// Settles a conflict.
///
/// # Errors
/// When there is no such conflict, or no such side of it.
pub(super) fn settle(
    stage: &mut Stage,
    id: &str,
    choice: Choice,
    now: &Timestamp,
) -> Result<(), EditError> {
    if !stage.has(&Key::Conflict(id.to_owned())) {
        return Err(EditError::NoConflict(id.to_owned()));
    }
    let (annotations, themes) = (stage.sides::<Annotation>(id), stage.sides::<Theme>(id));
    if annotations.is_empty() {
        choose(stage, themes, choice, now)
    } else {
        choose(stage, annotations, choice, now)
    }
}

/// The side that stays descends from all the others, so that no later merge brings them back.
fn choose<T: Sided + Copied>(
    stage: &mut Stage,
    mut sides: Vec<T>,
    choice: Choice,
    now: &Timestamp,
) -> Result<(), EditError> {
    let Some(id) = sides.first().map(|side| side.iri().to_owned()) else {
        return Ok(());
    };
    let at = match choice {
        Choice::Here | Choice::Both => 0,
        Choice::Other(index) => index.saturating_add(1),
    };
    if at >= sides.len() {
        return Err(EditError::NoConflict(id));
    }
    let mut chosen = sides.remove(at);
    for side in &sides {
        chosen.descend(side);
    }
    // Another coder's is not changed now; but it is as late as what it takes the place of.
    let when = if chosen.is_mine(stage) { Some(now) } else { chosen.modified() };
    let when = stage.no_earlier(&id, when.unwrap_or(now));
    chosen.set_modified(when);
    stage.set_sides(&id, vec![chosen]);
    if choice == Choice::Both {
        for side in sides {
            let copy = side.copied();
            // Who settled the same elsewhere made the same copy.
            if !stage.has(&T::key_of(copy.iri())) {
                stage.put(copy.into_record());
            }
        }
    }
    Ok(())
}

/// What can become a thing of its own.
trait Copied: Sided {
    /// The same under an IRI of its own, which follows from what it says: a beginning, that descends
    /// from nothing and says of what it was made.
    fn copied(self) -> Self;
    /// Whether it is the reader's to change.
    fn is_mine(&self, stage: &Stage) -> bool;
}

impl Copied for Annotation {
    fn copied(mut self) -> Annotation {
        let id = iri_of_copy(&self);
        begin_anew(&mut self);
        Annotation { id: AnnotationId(id), ..self }
    }

    fn is_mine(&self, stage: &Stage) -> bool {
        stage.workspace.is_mine(self)
    }
}

impl Copied for Theme {
    fn copied(mut self) -> Theme {
        let id = iri_of_copy(&self);
        begin_anew(&mut self);
        Theme { id: ThemeId(id), key: None, ..self }
    }

    /// The codebook belongs to whoever has it.
    fn is_mine(&self, _stage: &Stage) -> bool {
        true
    }
}

fn iri_of_copy<T: Sided>(side: &T) -> String {
    let name = format!("{} {}", side.iri(), side.version());
    format!("urn:uuid:{}", Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()))
}

fn begin_anew<T: Sided>(side: &mut T) {
    let source = source(side.iri());
    side.set_descent(Descent::default());
    side.extra_mut().insert(SOURCE.to_owned(), source);
}

/// A reference to what something was made of.
pub(super) fn source(iri: &str) -> Value {
    Value::Object(Map::from_iter([("id".to_owned(), json!(iri))]))
}
