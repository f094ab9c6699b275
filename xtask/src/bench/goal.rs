//! What the app is meant to cost: each goal, and how far it is met.

use super::figure::{Figure, find, short};

/// A goal and how it is read off the figures.
pub(super) struct Goal {
    /// What is done, and on what.
    pub(super) what: &'static str,
    /// The letter of the size.
    size: &'static str,
    /// How many annotations lie on it.
    n_annotations: usize,
    /// What was measured.
    work: &'static str,
    /// What it is set against.
    against: Against,
    /// What is wanted.
    wanted: Wanted,
}

/// What a figure is set against.
#[derive(Clone, Copy)]
enum Against {
    /// Nothing: it counts as it is.
    Nothing,
    /// How many times the bare page of the same text.
    Bare,
    /// How much more than a frame in which nothing is done.
    EmptyFrame,
}

#[derive(Clone, Copy)]
enum Wanted {
    AtMost(f64),
    AtLeast(f64),
}

/// What a goal comes to on this machine.
pub(super) struct Reached {
    /// What was measured, with its unit: `0.22 ×`.
    pub(super) measured: String,
    /// What is wanted: `≤ 0.3 ×`.
    pub(super) wanted: String,
    /// Whether it is as wanted.
    pub(super) is_met: bool,
}

use Against::{Bare, EmptyFrame, Nothing};
use Wanted::{AtLeast, AtMost};

/// Every goal, in the order in which a reader meets them.
#[rustfmt::skip]
pub(super) const GOALS: [Goal; 23] = [
    goal("first screen usable and painted", "L", 10_000, "open: first screen", Bare, AtMost(0.3)),
    goal("everything in its place", "L", 10_000, "open: everything", Bare, AtMost(1.0)),
    goal("everything in its place", "S", 1_000, "open: everything", Bare, AtMost(1.5)),
    goal("longest task while opening", "M", 10_000, "open: longest task", Nothing, AtMost(50.0)),
    goal("longest task while opening", "L", 10_000, "open: longest task", Nothing, AtMost(200.0)),
    goal("create", "S", 1_000, "create", EmptyFrame, AtMost(5.0)),
    goal("create", "L", 10_000, "create", EmptyFrame, AtMost(5.0)),
    goal("recolour a theme", "S", 1_000, "recolour a theme", EmptyFrame, AtMost(5.0)),
    goal("recolour a theme", "L", 10_000, "recolour a theme", EmptyFrame, AtMost(5.0)),
    goal("delete one", "S", 1_000, "delete one", EmptyFrame, AtMost(5.0)),
    goal("delete one", "L", 10_000, "delete one", EmptyFrame, AtMost(5.0)),
    goal("delete all of a theme", "S", 1_000, "delete all of a theme", EmptyFrame, AtMost(5.0)),
    goal("delete all of a theme", "L", 10_000, "delete all of a theme", EmptyFrame, AtMost(5.0)),
    goal("hit-test", "S", 1_000, "hit-test", Nothing, AtMost(5.0)),
    goal("hit-test", "L", 10_000, "hit-test", Nothing, AtMost(5.0)),
    goal("scroll, work a frame", "S", 1_000, "scroll: work a frame", Nothing, AtMost(8.0)),
    goal("scroll, work a frame", "L", 10_000, "scroll: work a frame", Nothing, AtMost(8.0)),
    goal("scroll, longest frame", "L", 10_000, "scroll: longest frame", Nothing, AtMost(33.0)),
    goal("anchor, position known", "L", 10_000, "anchor: position known", Nothing, AtLeast(1e6)),
    goal("anchor, no position", "L", 10_000, "anchor: no position", Nothing, AtLeast(70e3)),
    goal("anchor, 2 % noise", "L", 10_000, "anchor: 2 % noise", Nothing, AtLeast(8e3)),
    goal("elements per annotation", "L", 10_000, "elements per annotation", Nothing, AtMost(0.1)),
    goal("JS heap per annotation", "L", 10_000, "JS heap per annotation", Nothing, AtMost(0.3)),
];

const fn goal(
    what: &'static str,
    size: &'static str,
    n_annotations: usize,
    work: &'static str,
    against: Against,
    wanted: Wanted,
) -> Goal {
    Goal { what, size, n_annotations, work, against, wanted }
}

impl Goal {
    /// On which text: `L, 10000`.
    pub(super) fn text(&self) -> String {
        format!("{}, {}", self.size, self.n_annotations)
    }

    /// What it comes to; `None` where it was not measured.
    pub(super) fn reached(&self, figures: &[Figure]) -> Option<Reached> {
        let figure = find(figures, self.work, self.size, self.n_annotations)?;
        let (measured, unit) = match self.against {
            Nothing => (figure.median(), figure.unit.as_str()),
            Bare => (figure.median() / find(figures, "floor: bare", self.size, 0)?.median(), "×"),
            EmptyFrame => {
                let empty = find(figures, "empty frame", self.size, self.n_annotations)?;
                (figure.median() - empty.median(), figure.unit.as_str())
            }
        };
        let (sign, wanted, is_met) = match self.wanted {
            AtMost(limit) => ("≤", limit, measured <= limit),
            AtLeast(limit) => ("≥", limit, measured >= limit),
        };
        let with_unit = |number: f64| format!("{} {unit}", short(number)).trim_end().to_owned();
        Some(Reached {
            measured: with_unit(measured),
            wanted: format!("{sign} {}", with_unit(wanted)),
            is_met,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(work: &str, n_annotations: usize, samples: &[f64]) -> Figure {
        Figure {
            work: work.to_owned(),
            size: "L".to_owned(),
            n_annotations,
            unit: "ms".to_owned(),
            samples: samples.to_vec(),
        }
    }

    #[test]
    fn a_goal_is_read_against_its_floor() {
        let figures = [
            figure("floor: bare", 0, &[400.0, 500.0, 600.0]),
            figure("open: first screen", 10_000, &[100.0]),
            figure("create", 10_000, &[9.0]),
            figure("empty frame", 10_000, &[2.0]),
        ];
        let reached = |goal: &Goal| {
            let reached = goal.reached(&figures).expect("it was measured");
            (reached.measured, reached.wanted, reached.is_met)
        };
        let of = |measured: &str, wanted: &str, is_met| (measured.into(), wanted.into(), is_met);
        assert_eq!(reached(&GOALS[0]), of("0.200 ×", "≤ 0.300 ×", true));
        assert_eq!(reached(&GOALS[6]), of("7.00 ms", "≤ 5.00 ms", false));
        assert!(GOALS[1].reached(&figures).is_none());
    }
}
