//! What a theme says, field by field, so that two forms of it can be compared and brought together.

use super::Theme;

/// One thing that a codebook says of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Its name.
    Name,
    /// What it means.
    Definition,
    /// What belongs to it.
    Examples,
    /// What only looks like it.
    CounterExamples,
    /// Its letter in the list that it came from.
    Notation,
    /// The key that marks with it.
    Key,
    /// Its colour.
    Colour,
    /// The line under what it marks.
    Line,
    /// The theme above it.
    Broader,
    /// The place that it was made from.
    Source,
}

impl Field {
    /// Every field, in the order in which they are shown.
    pub const ALL: [Field; 10] = [
        Field::Name,
        Field::Definition,
        Field::Examples,
        Field::CounterExamples,
        Field::Notation,
        Field::Key,
        Field::Colour,
        Field::Line,
        Field::Broader,
        Field::Source,
    ];

    /// Whether two themes say the same of it.
    pub(super) fn is_same(self, one: &Theme, other: &Theme) -> bool {
        match self {
            Field::Name => one.name == other.name,
            Field::Definition => one.definition == other.definition,
            Field::Examples => one.examples == other.examples,
            Field::CounterExamples => one.counter_examples == other.counter_examples,
            Field::Notation => one.notation == other.notation,
            Field::Key => one.key == other.key,
            Field::Colour => one.colour == other.colour,
            Field::Line => one.line == other.line,
            Field::Broader => one.broader == other.broader,
            Field::Source => one.source == other.source,
        }
    }

    /// What one theme says of it becomes what another one says.
    pub(super) fn copy(self, from: &Theme, to: &mut Theme) {
        match self {
            Field::Name => to.name.clone_from(&from.name),
            Field::Definition => to.definition.clone_from(&from.definition),
            Field::Examples => to.examples.clone_from(&from.examples),
            Field::CounterExamples => to.counter_examples.clone_from(&from.counter_examples),
            Field::Notation => to.notation.clone_from(&from.notation),
            Field::Key => to.key = from.key,
            Field::Colour => to.colour = from.colour,
            Field::Line => to.line = from.line,
            Field::Broader => to.broader.clone_from(&from.broader),
            Field::Source => to.source.clone_from(&from.source),
        }
    }
}

impl Theme {
    /// This theme with what became otherwise between two forms of it. A form that was filled in while
    /// the theme changed elsewhere changes only what its reader changed.
    #[must_use]
    pub fn with_changes(&self, before: &Theme, after: &Theme) -> Theme {
        let mut theme = self.clone();
        for field in Field::ALL {
            if !field.is_same(before, after) {
                field.copy(after, &mut theme);
            }
        }
        theme
    }
}
