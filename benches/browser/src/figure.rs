//! What was measured.

use journeys::Outcome;
use serde::Serialize;
use volume::Size;

/// All that was measured, in the order in which it was.
#[derive(Debug, Default, Serialize)]
#[serde(transparent)]
pub(crate) struct Figures(Vec<Figure>);

/// One thing that was measured, a few times.
#[derive(Debug, Serialize)]
struct Figure {
    /// What was done: `open: first screen`, `floor: bare`.
    work: &'static str,
    /// The letter of the text's size.
    size: &'static str,
    /// How many annotations lay on it.
    n_annotations: usize,
    /// What the samples count: `ms`, `/s`.
    unit: &'static str,
    /// Each time that it was measured.
    samples: Vec<f64>,
}

impl Figures {
    /// Adds a sample to those of the same work on the same text.
    pub(crate) fn add(
        &mut self,
        work: &'static str,
        size: Size,
        n_annotations: usize,
        (sample, unit): (f64, &'static str),
    ) {
        let size = size.letter();
        let same =
            |it: &&mut Figure| (it.work, it.size, it.n_annotations) == (work, size, n_annotations);
        match self.0.iter_mut().find(same) {
            Some(figure) => figure.samples.push(sample),
            None => {
                let samples = vec![sample];
                self.0.push(Figure { work, size, n_annotations, unit, samples });
            }
        }
        println!("{size} {n_annotations:>6}  {work}: {sample:.3} {unit}");
    }

    pub(crate) fn to_json(&self) -> Outcome<String> {
        Ok(serde_json::to_string_pretty(self)?)
    }
}
