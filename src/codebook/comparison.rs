//! How another codebook stands to this one, and what taking it makes of this one.
//!
//! A theme is known again by its IRI, else by the place that it was made from. A like name is only
//! asked about: two readers may call two things the same, so it takes the reader's word. What a file
//! does not speak of (a REFI-QDA codebook knows no letters) is no difference, and is not overwritten.

use std::collections::{BTreeMap, BTreeSet};

use super::{Field, Theme, ThemeId, in_order};

/// A theme of another codebook.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherTheme {
    /// As the file has it; what the file does not say has some value.
    pub theme: Theme,
    /// What the file says of it.
    pub says: Vec<Field>,
}

/// By what a theme was known again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownBy {
    /// By its IRI.
    Iri,
    /// By the place of the brief that both were made from.
    Source,
    /// By its name, but for case: the reader's word is needed.
    Name,
}

/// A theme of another codebook beside the one that is here.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The other codebook's.
    pub other: OtherTheme,
    /// The one that is here, where one was found, and by what.
    pub here: Option<(ThemeId, KnownBy)>,
    /// In what they differ, in order; nothing where none is here.
    pub differs: Vec<Field>,
}

/// How a theme of another codebook stands to this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It is not here.
    New,
    /// It has a name that is here.
    Doubtful,
    /// It is here, and differs.
    Different,
    /// It is here, the same.
    Same,
}

/// What is done with a theme of another codebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is left out; what is here stays as it is.
    Leave,
    /// What the file says of it takes the place of what is said here.
    Replace,
    /// It comes in as a theme of its own.
    Add,
}

impl Compared {
    /// How it stands to this codebook.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match (&self.here, self.differs.is_empty()) {
            (None, _) => Standing::New,
            (Some((_, KnownBy::Name)), _) => Standing::Doubtful,
            (Some((_, KnownBy::Iri | KnownBy::Source)), true) => Standing::Same,
            (Some((_, KnownBy::Iri | KnownBy::Source)), false) => Standing::Different,
        }
    }

    /// What is done with it unless the reader says otherwise: what is new comes in, and so does what
    /// has a name that is here, beside it; of two versions the later one stays.
    #[must_use]
    pub fn proposed(&self, here: &BTreeMap<ThemeId, Theme>) -> Decision {
        match self.standing() {
            Standing::New | Standing::Doubtful => Decision::Add,
            Standing::Same => Decision::Leave,
            Standing::Different => {
                let known = self.here.as_ref().and_then(|(id, _)| here.get(id));
                let is_later =
                    known.is_some_and(|known| self.other.theme.modified.is_after(&known.modified));
                if is_later { Decision::Replace } else { Decision::Leave }
            }
        }
    }
}

/// Each theme of another codebook, in the order of its tree, beside the one that is here. No theme
/// that is here stands beside two.
#[must_use]
pub fn compare(here: &BTreeMap<ThemeId, Theme>, others: Vec<OtherTheme>) -> Vec<Compared> {
    let mut others = tree_order(others);
    let mut found: Vec<Option<(ThemeId, KnownBy)>> = vec![None; others.len()];
    let mut taken: BTreeSet<&ThemeId> = BTreeSet::new();
    let name = |theme: &Theme| theme.name.trim().to_lowercase();
    for by in [KnownBy::Iri, KnownBy::Source, KnownBy::Name] {
        for (OtherTheme { theme, says }, found) in others.iter().zip(&mut found) {
            let is_it = |known: &&Theme| match by {
                KnownBy::Iri => known.id == theme.id,
                KnownBy::Source => {
                    says.contains(&Field::Source)
                        && theme.source.is_some()
                        && known.source == theme.source
                }
                KnownBy::Name => name(known) == name(theme),
            };
            if found.is_none() {
                let known = match by {
                    KnownBy::Iri => here.get(&theme.id),
                    KnownBy::Source | KnownBy::Name => {
                        here.values().filter(|known| !taken.contains(&known.id)).find(is_it)
                    }
                };
                if let Some(known) = known.filter(|known| taken.insert(&known.id)) {
                    *found = Some((known.id.clone(), by));
                }
            }
        }
    }
    let ids: BTreeMap<ThemeId, ThemeId> = others
        .iter()
        .zip(&found)
        .filter_map(|(other, found)| Some((other.theme.id.clone(), found.as_ref()?.0.clone())))
        .collect();
    let in_file: BTreeSet<ThemeId> = others.iter().map(|it| it.theme.id.clone()).collect();
    let compared = others.drain(..).zip(found).map(|(other, found)| {
        let differs = found.as_ref().and_then(|(id, _)| here.get(id)).map(|known| {
            let mut there = other.theme.clone();
            // The theme above is compared as the one that it is here. One that the file only names is
            // nobody's.
            there.broader = there.broader.and_then(|broader| match ids.get(&broader) {
                Some(known) => Some(known.clone()),
                None => in_file.contains(&broader).then_some(broader),
            });
            let says = Field::ALL.into_iter().filter(|field| other.says.contains(field));
            says.filter(|field| !field.is_same(known, &there)).collect()
        });
        Compared { other, here: found, differs: differs.unwrap_or_default() }
    });
    compared.collect()
}

/// The themes as they are once the reader has decided: those that are here and change, and those
/// that come in. The others stay. A theme whose parent stays out stands under the nearest one above
/// that does not; none stands under itself.
#[must_use]
pub fn resolve(here: &BTreeMap<ThemeId, Theme>, compared: &[(Compared, Decision)]) -> Vec<Theme> {
    let others: BTreeMap<&ThemeId, (&Compared, Decision)> = compared
        .iter()
        .map(|(compared, decision)| (&compared.other.theme.id, (compared, *decision)))
        .collect();
    // What a theme of the file is called once it is here.
    let id_of = |id: &ThemeId| {
        let (compared, decision) = others.get(id)?;
        match (&compared.here, decision) {
            (_, Decision::Add) => Some(id.clone()),
            (Some((known, _)), Decision::Leave | Decision::Replace) => Some(known.clone()),
            (None, Decision::Leave | Decision::Replace) => None,
        }
    };
    let above = |theme: &Theme| {
        let mut seen = BTreeSet::new();
        let mut broader = theme.broader.as_ref();
        while let Some(id) = broader.filter(|id| seen.insert(*id)) {
            if let Some(id) = id_of(id) {
                return Some(id);
            }
            broader =
                others.get(id).and_then(|(compared, _)| compared.other.theme.broader.as_ref());
        }
        None
    };
    // Those that come in stand after those that are here, in their own order.
    let first_position = here.values().map(|theme| theme.position.saturating_add(1)).max();
    let first_position = first_position.unwrap_or(0);
    let mut after = here.clone();
    let mut changed = Vec::new();
    for (Compared { other, here: known, .. }, decision) in compared {
        let known = known.as_ref().and_then(|(id, _)| here.get(id));
        let mut theme = match (decision, known) {
            (Decision::Leave, _) | (Decision::Replace, None) => continue,
            (Decision::Replace, Some(known)) => {
                let mut theme = known.clone();
                for field in &other.says {
                    field.copy(&other.theme, &mut theme);
                }
                theme
            }
            (Decision::Add, _) => {
                let position = first_position.saturating_add(other.theme.position);
                Theme { position, ..other.theme.clone() }
            }
        };
        let own =
            known.filter(|_| *decision == Decision::Replace).and_then(|it| it.broader.clone());
        theme.broader =
            if other.says.contains(&Field::Broader) { above(&other.theme) } else { own.clone() };
        if is_under_itself(&after, &theme) {
            theme.broader = own;
            if is_under_itself(&after, &theme) {
                theme.broader = None;
            }
        }
        after.insert(theme.id.clone(), theme.clone());
        changed.push(theme);
    }
    changed
}

/// Whether the way up from a theme leads back to it.
fn is_under_itself(themes: &BTreeMap<ThemeId, Theme>, theme: &Theme) -> bool {
    let mut seen = BTreeSet::new();
    let mut broader = theme.broader.as_ref();
    while let Some(id) = broader.filter(|id| seen.insert(*id)) {
        if *id == theme.id {
            return true;
        }
        broader = themes.get(id).and_then(|theme| theme.broader.as_ref());
    }
    false
}

/// Parents before children; of themes with one IRI the first.
fn tree_order(others: Vec<OtherTheme>) -> Vec<OtherTheme> {
    let mut by_id: BTreeMap<ThemeId, OtherTheme> = BTreeMap::new();
    for other in others {
        by_id.entry(other.theme.id.clone()).or_insert(other);
    }
    let themes =
        by_id.values().map(|other| (other.theme.id.clone(), other.theme.clone())).collect();
    let order: Vec<ThemeId> = in_order(&themes).iter().map(|(_, theme)| theme.id.clone()).collect();
    order.iter().filter_map(|id| by_id.remove(id)).collect()
}
