//! The native benchmarks: run by criterion, whose own files are read for the figures.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::figure::Figure;
use crate::command::{Failure, read, run};
use crate::dist::files_of;
use crate::project::Project;

/// Runs them; what an earlier run left is taken away first.
///
/// # Errors
///
/// When they do not build, or one of them breaks.
pub(super) fn measure(project: &Project, options: &[&str]) -> Result<(), Failure> {
    // Where there is nothing to take away nothing is in the way.
    let _ = std::fs::remove_dir_all(folder(project));
    let mut command = project.cargo();
    command.args(["bench", "--locked", "--package", "bench-core", "--"]).args(options);
    command.env("CRITERION_HOME", folder(project));
    run(&mut command)
}

/// What they found: what one item took, in microseconds; of reading a text, in megabytes a second.
///
/// # Errors
///
/// When a file of criterion's cannot be read or understood.
pub(super) fn figures(project: &Project) -> Result<Vec<Figure>, Failure> {
    let mut figures = Vec::new();
    for path in files_of(&folder(project))? {
        if path.ends_with("new/benchmark.json") {
            figures.push(figure(&path)?);
        }
    }
    Ok(figures)
}

fn folder(project: &Project) -> PathBuf {
    project.target.join("bench/core")
}

#[derive(Deserialize)]
struct Benchmark {
    group_id: String,
    /// `L`, where the case has a number too.
    function_id: Option<String>,
    /// The number of annotations, or the letter of the size.
    value_str: Option<String>,
    throughput: Option<Throughput>,
}

#[derive(Deserialize)]
enum Throughput {
    Bytes(f64),
    Elements(f64),
}

#[derive(Deserialize)]
struct Samples {
    /// How often each sample did the work.
    iters: Vec<f64>,
    /// What each took, in nanoseconds.
    times: Vec<f64>,
}

fn figure(path: &Path) -> Result<Figure, Failure> {
    let benchmark: Benchmark = understood(path)?;
    let samples: Samples = understood(&path.with_file_name("sample.json"))?;
    let each = samples.times.iter().zip(&samples.iters).map(|(time, iters)| time / iters);
    let (unit, samples): (_, Vec<f64>) = match benchmark.throughput {
        Some(Throughput::Bytes(n_bytes)) => ("MB/s", each.map(|it| n_bytes / it * 1e3).collect()),
        Some(Throughput::Elements(n_items)) => ("/s", each.map(|it| n_items / it * 1e9).collect()),
        None => ("ms", each.map(|it| it / 1e6).collect()),
    };
    let value = benchmark.value_str.unwrap_or_default();
    let (size, n_annotations) = match benchmark.function_id {
        Some(size) => (size, value.parse().unwrap_or(0)),
        None => (value, 0),
    };
    Ok(Figure { work: benchmark.group_id, size, n_annotations, unit: unit.to_owned(), samples })
}

fn understood<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, Failure> {
    serde_json::from_str(&read(path)?).map_err(|error| {
        Failure::new(format!("{} is not as criterion writes it: {error}", path.display()))
    })
}
