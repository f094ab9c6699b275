//! How likely each decision about a number is, by where the number stands: what either side of a link
//! has learned so far.

use super::arithmetic::Chance;

/// Where a number stands: each place has numbers of its own kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// How a thing is written.
    Form,
    /// How many follow.
    Count,
    /// The time since the one before.
    Moment,
    /// From the creation to the last change.
    Age,
    /// From one passage to the next.
    Distance,
    /// How long a passage is.
    Length,
    /// Who.
    Coder,
    /// Which theme.
    Theme,
    /// Which item of which list.
    Item,
    /// Why.
    Motivation,
    /// A number of another kind.
    Other,
}

/// How many there are.
const N_FIELDS: usize = Field::Other as usize + 1;

/// The lengths of numbers in bits: none to 64.
const N_LENGTHS: usize = 65;

/// How likely each decision about a number is.
#[derive(Debug)]
pub(super) struct Habits {
    /// Whether a number is longer than so many bits.
    pub(super) longer: [[Chance; N_LENGTHS]; N_FIELDS],
    /// The first bits behind the leading one, by length and what is known of them: of short numbers
    /// all are learned, of long ones the first.
    leading: Vec<Chance>,
}

/// How many bits of a number are learned, behind the leading one.
const N_LEARNED: u32 = 4;

/// One half.
pub(super) const EVEN: Chance = 1 << 15;

impl Habits {
    pub(super) fn new() -> Habits {
        let n_leading = (N_FIELDS * N_LENGTHS) << N_LEARNED;
        Habits { longer: [[EVEN; N_LENGTHS]; N_FIELDS], leading: vec![EVEN; n_leading] }
    }

    /// The habit for a bit, given the length of the number and its bits so far; none where it is one
    /// of the last of a long number.
    pub(super) fn leading(&mut self, field: Field, n_bits: u32, known: u64) -> Option<&mut Chance> {
        let known = usize::try_from(known).ok().filter(|known| *known < 1 << N_LEARNED)?;
        let row = field as usize * N_LENGTHS + n_bits as usize;
        self.leading.get_mut((row << N_LEARNED) + known)
    }
}

/// Follows what a bit was.
pub(super) fn follow(chance: &mut Chance, bit: bool) {
    const STEP: u32 = 4;
    if bit {
        *chance += (Chance::MAX - *chance) >> STEP;
    } else {
        *chance -= *chance >> STEP;
    }
    *chance = (*chance).max(1 << STEP);
}
