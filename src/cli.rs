//! The command line: the core's rooms, for other programs.
//!
//! Each command reads files or standard input and writes to standard output; what went wrong goes to
//! standard error as one sentence, with exit code 1 (2 for a wrong use). A file named `-` is standard
//! input, or output.

mod anchor;
mod check;
mod convert;
mod describe;
mod file;
mod merge;
mod parse;
mod text;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::brief::{self, Brief, Finding};
use crate::exchange::{Format, ReadError, WriteError};

/// Reads declassified briefs, and the marks that readers made on them.
#[derive(Debug, Parser)]
#[command(name = "briefmark", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Finds where selectors lie in a brief: JSON on standard input, JSON out.
    Anchor {
        /// The brief, a Markdown or text file.
        file: PathBuf,
    },
    /// Says of each item of an annotation file whether it would be taken, or why not.
    Check {
        /// The annotations, a file of any of the kinds that can be read.
        annotations: PathBuf,
        /// A brief: says where each passage lies in it.
        #[arg(long, value_name = "FILE")]
        brief: Option<PathBuf>,
    },
    /// Writes annotations in another format; what that format has no place for is said.
    Convert {
        /// The annotations, a file of any of the kinds that can be read.
        annotations: PathBuf,
        /// The format to write.
        #[arg(long, value_name = "FORMAT", value_parser = str::parse::<Format>, help = formats())]
        to: Format,
        /// A brief that the annotations are about; may be given several times.
        #[arg(long = "brief", value_name = "FILE")]
        briefs: Vec<PathBuf>,
        /// Takes quotations from elsewhere (a web page, a table) as being from the one brief given.
        #[arg(long)]
        attach: bool,
        /// The public address of the page that shows the brief, for programs that ask for one.
        #[arg(long, value_name = "URL")]
        address: Option<String>,
        /// Where to write.
        #[arg(short, long, value_name = "FILE", default_value = "-")]
        output: PathBuf,
    },
    /// Prints the target that would be stored for a passage, as JSON.
    Describe {
        /// The brief, a Markdown or text file.
        file: PathBuf,
        /// The passage's first code point in the reading text, from 0.
        start: u32,
        /// The first code point after it.
        end: u32,
    },
    /// Merges annotation files, or all files of folders, into one; conflicts are kept in it.
    Merge {
        /// Files of any of the kinds that can be read, and folders of them.
        #[arg(required = true)]
        inputs: Vec<PathBuf>,
        /// Where to write the whole.
        #[arg(short, long, value_name = "FILE", default_value = "-")]
        output: PathBuf,
    },
    /// Prints the whole structure of a brief as JSON.
    Parse {
        /// The brief, a Markdown or text file.
        file: PathBuf,
    },
    /// Prints the reading text of a brief.
    Text {
        /// The brief, a Markdown or text file.
        file: PathBuf,
    },
}

/// What `--to` takes.
fn formats() -> String {
    format!("The format to write: {}", Format::ALL.map(Format::name).join(", "))
}

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
enum CommandError {
    #[error("{} cannot be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error(
        "code points {start} to {end} hold no passage: the reading text has {length}, and a passage \
         begins before it ends and is not white space alone"
    )]
    NoPassage { start: u32, end: u32, length: u32 },
    #[error("standard input is not JSON: {0}")]
    NotJson(#[from] serde_json::Error),
    #[error(
        "item {0} of standard input is no target: give an object with `selector`, or one with \
         `exact` (and `prefix`, `suffix`), or with `start` and `end`"
    )]
    NoTarget(usize),
    #[error("{}: {source}", path.display())]
    NotAnnotations { path: PathBuf, source: ReadError },
    #[error(transparent)]
    NotWritten(#[from] WriteError),
    #[error("{} cannot be written: {source}; what stood there before still does", path.display())]
    NotSaved { path: PathBuf, source: std::io::Error },
    #[error("--attach needs one --brief, to which the quotations are attached")]
    NothingToAttachTo,
    #[error("there is no file to merge: the folders that were named are empty")]
    NothingToMerge,
    #[error("none of the files could be read, and nothing was written")]
    NothingRead,
    #[error("the result cannot be written: {0}")]
    Unwritable(#[from] std::io::Error),
}

/// Runs the command that the arguments name.
#[must_use]
pub fn run() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Anchor { file } => anchor::run(&file),
        Command::Check { annotations, brief } => check::run(&annotations, brief.as_deref()),
        Command::Convert { annotations, to, briefs, attach, address, output } => {
            convert::run(&annotations, to, &briefs, attach, address.as_deref(), &output)
        }
        Command::Describe { file, start, end } => describe::run(&file, start, end),
        Command::Merge { inputs, output } => merge::run(&inputs, &output),
        Command::Parse { file } => parse::run(&file),
        Command::Text { file } => text::run(&file),
    };
    match done {
        Ok(code) => code,
        // A reader that has seen enough (`| head`) is no failure.
        Err(CommandError::Unwritable(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("briefmark: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Reads the brief of a file, whatever its encoding.
fn open(path: &Path) -> Result<(Brief, Vec<Finding>), CommandError> {
    let bytes = file::read(path)?;
    let (source, mut findings) = brief::decode(&bytes);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (brief, found) = brief::parse(&source, &name);
    findings.extend(found);
    Ok((brief, findings))
}
