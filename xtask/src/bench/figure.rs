//! What was measured, a few times, and what that comes to.

use serde::Deserialize;

/// One thing that was measured.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct Figure {
    /// What was done.
    pub(super) work: String,
    /// The letter of the text's size.
    pub(super) size: String,
    /// How many annotations lay on it; 0 where that does not matter.
    pub(super) n_annotations: usize,
    /// What the samples count: `ms`, `/s`.
    pub(super) unit: String,
    /// Each time that it was measured. Never empty.
    pub(super) samples: Vec<f64>,
}

impl Figure {
    /// The sample in the middle.
    pub(super) fn median(&self) -> f64 {
        let sorted = self.sorted();
        let middle = sorted.len() / 2;
        if sorted.len().is_multiple_of(2) {
            f64::midpoint(sorted[middle - 1], sorted[middle])
        } else {
            sorted[middle]
        }
    }

    /// The median with the least and the greatest sample: `12.1 (11.8–14)`.
    pub(super) fn shown(&self) -> String {
        let sorted = self.sorted();
        let median = short(self.median());
        let (least, greatest) = (short(sorted[0]), short(sorted[sorted.len() - 1]));
        if least == greatest { median } else { format!("{median} ({least}–{greatest})") }
    }

    fn sorted(&self) -> Vec<f64> {
        let mut sorted = self.samples.clone();
        sorted.sort_by(f64::total_cmp);
        sorted
    }
}

/// The figure for some work on a size with a number of annotations.
pub(super) fn find<'a>(
    figures: &'a [Figure],
    work: &str,
    size: &str,
    n_annotations: usize,
) -> Option<&'a Figure> {
    figures
        .iter()
        .find(|it| it.work == work && it.size == size && it.n_annotations == n_annotations)
}

/// A number in about three digits: `0.312`, `4.56`, `78.9`, `312`, `12.3 k`, `1.20 M`.
pub(super) fn short(number: f64) -> String {
    let magnitude = number.abs();
    match magnitude {
        m if m >= 999_500.0 => format!("{} M", short(number / 1e6)),
        m if m >= 9_995.0 => format!("{} k", short(number / 1e3)),
        m if m >= 99.95 => format!("{number:.0}"),
        m if m >= 9.995 => format!("{number:.1}"),
        m if m >= 0.9995 => format!("{number:.2}"),
        m if m >= 0.0005 => format!("{number:.3}"),
        _ => "0".to_owned(),
    }
}

/// How the cost grows with a number: the slope of a line through the points in logarithms (least
/// squares). 1 is in proportion, 0 is not at all.
pub(super) fn exponent(points: &[(f64, f64)]) -> Option<f64> {
    let logs: Vec<_> = points
        .iter()
        .filter(|(number, cost)| *number > 0.0 && *cost > 0.0)
        .map(|(number, cost)| (number.ln(), cost.ln()))
        .collect();
    if logs.len() < 2 {
        return None;
    }
    let n_points = logs.len() as f64;
    let mean = |part: fn(&(f64, f64)) -> f64| logs.iter().map(part).sum::<f64>() / n_points;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let rise: f64 = logs.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let run: f64 = logs.iter().map(|point| (point.0 - x).powi(2)).sum();
    (run > 0.0).then(|| rise / run)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_its_middle_and_its_ends() {
        let figure = |samples: &[f64]| Figure {
            work: String::new(),
            size: "S".to_owned(),
            n_annotations: 0,
            unit: "ms".to_owned(),
            samples: samples.to_vec(),
        };
        assert_eq!(figure(&[3.0, 1.0, 2.0]).shown(), "2.00 (1.00–3.00)");
        assert_eq!(figure(&[4.0, 1.0, 2.0, 3.0]).median(), 2.5);
        assert_eq!(figure(&[5.0]).shown(), "5.00");
    }

    #[test]
    fn numbers_are_told_in_three_digits() {
        let shown = [0.0, 0.0312, 4.5649, 78.94, 312.4, 9_994.0, 12_340.0, 1_200_000.0].map(short);
        assert_eq!(shown, ["0", "0.031", "4.56", "78.9", "312", "9994", "12.3 k", "1.20 M"]);
    }

    #[test]
    fn growth_is_read_off_the_points() {
        let points = |cost: fn(f64) -> f64| [100.0, 1_000.0, 10_000.0].map(|n| (n, cost(n)));
        let near = |found: Option<f64>, wanted: f64| {
            assert!(
                found.is_some_and(|it| (it - wanted).abs() < 1e-9),
                "{found:?} is not {wanted}"
            );
        };
        near(exponent(&points(|n| 3.0 * n)), 1.0);
        near(exponent(&points(|n| n * n)), 2.0);
        near(exponent(&points(|_| 7.0)), 0.0);
        assert_eq!(exponent(&[(1.0, 2.0)]), None);
    }
}
