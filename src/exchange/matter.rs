//! What a work is made of, as far as a format can leave it behind.

mod left;

use std::collections::BTreeSet;

use super::native::{Selection, conflicts};
use super::parcel::Parcel;
use super::refi;
use crate::annotation::{Anchor, Annotation, Body, Motivation, Selector, Target};
use crate::workspace::{ACCEPTS, BLIND, REVISES, SETTLES};
pub use left::Left;

/// A kind of thing that a format may have no place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// Annotations at all.
    Annotations,
    /// Annotations, as what can be referred to for good.
    Identity,
    /// IRIs of annotations and coders that are no UUID.
    OtherNames,
    /// Annotations of briefs that were not given.
    OtherBriefs,
    /// Passages that have no sure place in the brief as it is.
    Unplaced,
    /// Notes on a brief as a whole.
    WholeBriefs,
    /// That several passages are one annotation.
    SeveralPassages,
    /// The words around a passage.
    Context,
    /// What the document itself says of the place, `¶11.l(3), p. 14`, and the text's digest.
    Citations,
    /// Who made an annotation.
    Coders,
    /// When it was made and changed.
    Times,
    /// Which earlier versions it descends from, by which a merge decides.
    Descent,
    /// Why it was made: to classify, to comment, to highlight.
    Motives,
    /// What it was flagged as.
    Flags,
    /// That it was coded blind.
    Blindness,
    /// What one who settled differences settled, and what they accepted.
    Settlements,
    /// Signs that XML cannot hold.
    Unspeakable,
    /// Themes, as what can be referred to for good: their names alone travel.
    ThemeIdentity,
    /// IRIs of themes that are no UUID.
    OtherThemeNames,
    /// Which theme stands under which.
    Hierarchy,
    /// What themes mean.
    Definitions,
    /// Passages that belong to a theme, and those that only look so.
    Examples,
    /// Colours, lines, keys, and the place that a theme was made from.
    Looks,
    /// Themes that nothing is marked with.
    UnusedThemes,
    /// Bodies and selectors of other programs.
    OtherBodies,
    /// Properties of other programs.
    OtherProperties,
    /// What was deleted, so that no merge brings it back.
    Deletions,
    /// The other sides of what is in conflict.
    Conflicts,
}

impl Matter {
    /// Every kind, in the order in which a report names them.
    pub const ALL: [Matter; 28] = [
        Matter::Annotations,
        Matter::Identity,
        Matter::OtherNames,
        Matter::OtherBriefs,
        Matter::Unplaced,
        Matter::WholeBriefs,
        Matter::SeveralPassages,
        Matter::Context,
        Matter::Citations,
        Matter::Coders,
        Matter::Times,
        Matter::Descent,
        Matter::Motives,
        Matter::Flags,
        Matter::Blindness,
        Matter::Settlements,
        Matter::Unspeakable,
        Matter::ThemeIdentity,
        Matter::OtherThemeNames,
        Matter::Hierarchy,
        Matter::Definitions,
        Matter::Examples,
        Matter::Looks,
        Matter::UnusedThemes,
        Matter::OtherBodies,
        Matter::OtherProperties,
        Matter::Deletions,
        Matter::Conflicts,
    ];

    /// How much of it a parcel holds; `None` where it holds none.
    pub(super) fn in_parcel(self, parcel: &Parcel) -> Option<Left> {
        let annotations = |holds: &dyn Fn(&Annotation) -> bool| {
            parcel.annotations.iter().filter(|annotation| holds(annotation)).count()
        };
        let themes = |holds: &dyn Fn(&crate::codebook::Theme) -> bool| {
            parcel.themes.iter().filter(|(_, theme)| holds(theme)).count()
        };
        let targets = |holds: &dyn Fn(&Target) -> bool| {
            annotations(&|annotation| annotation.targets.iter().any(holds))
        };
        let places = |holds: &dyn Fn(&Anchor) -> bool| {
            let places = parcel.annotations.iter().flat_map(|one| parcel.places(one)).flatten();
            places.filter(|place| holds(&place.anchor)).count()
        };
        let count = match self {
            Matter::Annotations | Matter::Identity => parcel.annotations.len(),
            Matter::OtherNames => {
                let coders = parcel.annotations.iter().filter_map(|it| it.creator.as_ref());
                let coders = coders.map(|coder| coder.id.as_str()).filter(|id| !id.is_empty());
                let names = parcel.annotations.iter().map(|it| it.id.0.as_str()).chain(coders);
                names.filter(|iri| !refi::is_uuid(iri)).collect::<BTreeSet<_>>().len()
            }
            Matter::OtherThemeNames => themes(&|theme| !refi::is_uuid(&theme.id.0)),
            Matter::OtherBriefs => annotations(&|one| {
                let places = parcel.places(one);
                places.is_empty() || places.iter().any(Option::is_none)
            }),
            Matter::Unplaced => places(&|anchor| match anchor {
                Anchor::Changed { .. } | Anchor::Ambiguous { .. } | Anchor::Lost => true,
                Anchor::Exact { .. } | Anchor::Moved { .. } | Anchor::Whole => false,
            }),
            Matter::WholeBriefs => targets(&|target| target.selectors.is_empty()),
            Matter::SeveralPassages => annotations(&|one| one.targets.len() > 1),
            Matter::Context => targets(&|target| {
                target.selectors.iter().any(|selector| match selector {
                    Selector::Quote(quote) => !quote.prefix.is_empty() || !quote.suffix.is_empty(),
                    Selector::Position { .. } | Selector::Other(_) => false,
                })
            }),
            Matter::Citations => targets(&|target| target.citation.is_some()),
            Matter::Coders => annotations(&|one| one.creator.is_some()),
            Matter::Times => annotations(&|one| one.created.is_some() || one.modified.is_some()),
            Matter::Descent => annotations(&|one| one.extra.contains_key(REVISES)),
            Matter::Motives => annotations(&|one| !one.motivations.is_empty()),
            Matter::Flags => annotations(&|one| one.flags().next().is_some()),
            Matter::Blindness => annotations(&Annotation::is_blind),
            Matter::Settlements => annotations(&|one| one.settlement().is_some()),
            Matter::Unspeakable => {
                let names = |theme: &crate::codebook::Theme| {
                    refi::has_unspeakable(&theme.name) || refi::has_unspeakable(&theme.definition)
                };
                let said = |one: &Annotation| {
                    let name = one.creator.as_ref().map_or("", |coder| &coder.name);
                    refi::has_unspeakable(one.note().unwrap_or_default())
                        || refi::has_unspeakable(name)
                };
                themes(&names) + annotations(&said)
            }
            Matter::ThemeIdentity => annotations(&|one| one.themes().next().is_some()),
            Matter::Hierarchy => themes(&|theme| theme.broader.is_some()),
            Matter::Definitions => themes(&|theme| !theme.definition.is_empty()),
            Matter::Examples => {
                themes(&|theme| !theme.examples.is_empty() || !theme.counter_examples.is_empty())
            }
            Matter::Looks => parcel.themes.len(),
            Matter::UnusedThemes => {
                let used: BTreeSet<_> =
                    parcel.annotations.iter().flat_map(|one| one.themes()).collect();
                themes(&|theme| !used.contains(&theme.id))
            }
            Matter::OtherBodies => annotations(&has_other_bodies),
            Matter::OtherProperties => annotations(&has_other_properties),
            Matter::Deletions => match parcel.selection {
                Selection::All | Selection::Brief(_) => parcel.workspace.tombstones.len(),
                Selection::Annotations(_) => 0,
            },
            Matter::Conflicts => {
                let themes = parcel.themes.iter().map(|(_, theme)| &theme.id).collect();
                conflicts(parcel.workspace, parcel.selection, &parcel.annotations, &themes).len()
            }
        };
        (count > 0).then_some(Left { matter: self, count })
    }

    /// What it is, in a few words, for a table.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Matter::Annotations => "annotations",
            Matter::Identity => "identity",
            Matter::OtherNames => "IRIs of annotations and coders that are no UUID",
            Matter::OtherThemeNames => "IRIs of themes that are no UUID",
            Matter::OtherBriefs => "annotations of briefs that were not given",
            Matter::Unplaced => "passages without a sure place",
            Matter::WholeBriefs => "notes on a whole brief",
            Matter::SeveralPassages => "several passages as one annotation",
            Matter::Context => "the words around a passage",
            Matter::Citations => "citations, and the digest of the text",
            Matter::Coders => "who made it",
            Matter::Times => "when it was made and changed",
            Matter::Descent => "descent from earlier versions",
            Matter::Motives => "why it was made",
            Matter::Flags => "flags",
            Matter::Blindness => "that it was coded blind",
            Matter::Settlements => "which annotations it settles and accepts",
            Matter::Unspeakable => "signs that XML cannot hold",
            Matter::ThemeIdentity => "identity of themes",
            Matter::Hierarchy => "which theme is under which",
            Matter::Definitions => "definitions of themes",
            Matter::Examples => "examples and counter-examples of themes",
            Matter::Looks => "colours, lines and keys of themes",
            Matter::UnusedThemes => "themes that mark nothing",
            Matter::OtherBodies => "bodies and selectors of other programs",
            Matter::OtherProperties => "properties of other programs",
            Matter::Deletions => "what was deleted",
            Matter::Conflicts => "conflicts",
        }
    }
}

/// Bodies and selectors that a table has no column for.
fn has_other_bodies(annotation: &Annotation) -> bool {
    let n_notes = annotation.bodies.iter().filter(|body| matches!(body, Body::Note { .. })).count();
    let odd_body = |body: &Body| match body {
        Body::Theme { theme, .. } => theme.0.is_empty(),
        Body::Note { text, extra } => !extra.is_empty() || text.is_empty(),
        Body::Flag(_) => false,
        Body::Other(_) => true,
    };
    let odd_target = |target: &Target| {
        let plain = matches!(
            target.selectors.as_slice(),
            [] | [Selector::Quote(_) | Selector::Position { .. }]
                | [Selector::Quote(_), Selector::Position { .. }]
        );
        let wordless = |selector: &Selector| match selector {
            Selector::Quote(quote) => quote.exact.is_empty(),
            Selector::Position { .. } | Selector::Other(_) => false,
        };
        !plain || target.source.is_empty() || target.selectors.iter().any(wordless)
    };
    n_notes > 1
        || annotation.bodies.iter().any(odd_body)
        || annotation.targets.iter().any(odd_target)
        || annotation.motivations.iter().any(|why| match why {
            Motivation::Other(name) => name.is_empty() || name.contains(char::is_whitespace),
            Motivation::Classifying | Motivation::Commenting | Motivation::Highlighting => false,
        })
}

/// Properties that are neither ours nor the model's.
fn has_other_properties(annotation: &Annotation) -> bool {
    let is_ours = |key: &String| match key.as_str() {
        REVISES => true,
        BLIND => annotation.is_blind(),
        SETTLES | ACCEPTS => annotation.settlement().is_some(),
        _ => false,
    };
    annotation.extra.keys().any(|key| !is_ours(key))
        || annotation.targets.iter().any(|target| !target.extra.is_empty())
}
