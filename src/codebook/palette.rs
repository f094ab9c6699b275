//! Colours and lines for new themes.

use std::collections::BTreeMap;

use super::{Colour, LineStyle, Theme, ThemeId};

/// Twelve colours that stay apart in every sort of colour vision, each dark enough for a line on white
/// paper (3:1). They were found by search, for the largest least difference; the tests hold it. Those
/// that share a line (every fifth) are furthest apart, and the vivid ones come first.
pub const PALETTE: [Colour; 12] = [
    rgb(0x98_7c_ff),
    rgb(0xf5_5c_10),
    rgb(0x08_00_b4),
    rgb(0x96_46_04),
    rgb(0x81_10_fb),
    rgb(0x09_83_70),
    rgb(0x17_29_46),
    rgb(0x7d_9e_6a),
    rgb(0x0c_56_55),
    rgb(0xa4_8b_ad),
    rgb(0x50_1f_1a),
    rgb(0x68_65_8e),
];

/// The colour and the line of the theme that is made so many themes after the first. Twelve and five
/// have no common divisor, so that the first sixty themes have sixty pairs.
#[must_use]
pub fn palette(index: usize) -> (Colour, LineStyle) {
    (PALETTE[index % PALETTE.len()], LineStyle::ALL[index % LineStyle::ALL.len()])
}

/// The first letter of the alphabet that marks with no theme yet.
#[must_use]
pub fn free_key(themes: &BTreeMap<ThemeId, Theme>) -> Option<char> {
    ('a'..='z').find(|key| themes.values().all(|theme| theme.key != Some(*key)))
}

const fn rgb(channels: u32) -> Colour {
    let [_, red, green, blue] = channels.to_be_bytes();
    Colour { red, green, blue }
}
