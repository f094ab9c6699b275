//! Drives the built site in Chromium, and bare pages beside it, and says what they cost.
//!
//! `bench-browser SITE FIGURES [--quick]`: the folder of a site that was built with the feature
//! `bench`, and the file that the figures go to, as JSON. `cargo xtask bench` runs it and makes a table
//! of what it says. Before anything is measured, what the site answers is looked at: a site that is
//! fast and wrong fails here.

mod figure;
mod floor;
mod glue;
mod importing;
mod product;
mod seeking;
mod visit;

use std::path::PathBuf;
use std::process::ExitCode;

use figure::Figures;
use journeys::{Outcome, Trouble, measure};
use volume::{Size, Volume};

/// How much is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// Every size and number, often.
    Whole,
    /// The largest and the smallest, seldom: two minutes.
    Quick,
}

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("error: {trouble}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: impl Iterator<Item = String>) -> Outcome {
    let (options, paths): (Vec<_>, Vec<_>) = arguments.partition(|it| it.starts_with("--"));
    let [site, file] = paths.as_slice() else {
        return Err(Trouble::new("give the folder of the built site and the file for the figures"));
    };
    let extent = match options.as_slice() {
        [] => Extent::Whole,
        [quick] if quick == "--quick" => Extent::Quick,
        other => return Err(Trouble::new(format!("`{}` means nothing here", other.join(" ")))),
    };
    let site = PathBuf::from(site);
    let mut figures = Figures::default();
    measure(&site, async |reader| glue::check(reader).await)?;
    for size in extent.sizes() {
        let volume = Volume::new(*size);
        measure(&site, async |reader| {
            floor::measure(reader, *size, &volume, extent, &mut figures).await
        })?;
        for n_annotations in extent.numbers(*size) {
            measure(&site, async |reader| {
                product::measure(reader, *size, &volume, *n_annotations, extent, &mut figures).await
            })?;
        }
    }
    Ok(std::fs::write(file, figures.to_json()?)?)
}

impl Extent {
    fn sizes(self) -> &'static [Size] {
        match self {
            Extent::Whole => &Size::ALL,
            Extent::Quick => &[Size::Small, Size::Large],
        }
    }

    /// How many annotations are put on a text of a size.
    fn numbers(self, size: Size) -> &'static [usize] {
        match (self, size) {
            (Extent::Whole, _) => &[100, 1_000, 10_000],
            (Extent::Quick, Size::Small | Size::Middle) => &[1_000],
            (Extent::Quick, Size::Large) => &[10_000],
        }
    }

    /// How often what opens a page is done.
    fn n_visits(self, size: Size) -> usize {
        match (self, size) {
            (Extent::Whole, Size::Small | Size::Middle) => 5,
            (Extent::Whole, Size::Large) => 3,
            (Extent::Quick, _) => 1,
        }
    }

    /// How often what a reader does on a page is done.
    fn n_deeds(self) -> usize {
        match self {
            Extent::Whole => 15,
            Extent::Quick => 5,
        }
    }
}
