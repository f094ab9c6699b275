//! From source text to [`Brief`]: the stations in the order of the walk.
//!
//! 1. `source`: lines and front matter.
//! 2. `line`: what each line is.
//! 3. `page`: which page it is on.
//! 4. `paragraph`: which lines make one block, and what it is.
//! 5. `part`: the address of each block.
//! 6. `inline`: its words, joined in [`assembly`] to the reading text.
//! 7. `footnote`, `redaction`: what binds the blocks to one document, in [`binding`].
//!
//! What the words say of each other is read apart from all this, in [`super::sense`].
//!
//! [`parse`] walks at once; [`Parsing`] walks in slices, so that a page that reads a large file does
//! not freeze. No block is final before the sixth station: whether a sign is a footnote mark, whether
//! two markings are head and foot, and whether a memorandum stands before the paper is told by the
//! whole of the document.

mod assembly;
mod binding;

use super::line::{self, LineKind};
use super::page::{self, Pagination};
use super::paragraph::{self, Gathering};
use super::source::{self, FrontMatter, Line, Lines};
use super::{Brief, Finding};
use assembly::Assembly;
use binding::Binding;

/// Reads a document. Never fails and never corrects; what looked odd in how it is built is said in the
/// findings, in order of their lines; what looks odd in its words, by [`super::Sense`]. `name` is the
/// file's name: the title of last resort.
#[must_use]
pub fn parse(source: &str, name: &str) -> (Brief, Vec<Finding>) {
    Parsing::new(source, name).finish()
}

/// The IRI that a front matter's `id` means: itself if it is one, else a slug under our name.
pub(super) fn iri(id: &str) -> String {
    if id.contains(':') { id.to_owned() } else { format!("urn:briefmark:{id}") }
}

/// A document that is being read, slice by slice. However it is sliced, [`Parsing::finish`] gives
/// what [`parse`] gives.
pub struct Parsing<'a> {
    name: String,
    n_bytes: usize,
    n_done: usize,
    station: Station<'a>,
}

/// How far the reading of a document has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The share of the work that is done, in thousandths; 1000 when all is, and not before.
    pub permille: u16,
}

impl Progress {
    /// Whether all is read, so that [`Parsing::finish`] costs nothing more.
    #[must_use]
    pub fn is_done(self) -> bool {
        self.permille == 1000
    }
}

impl<'a> Parsing<'a> {
    /// Begins to read a document; costs nothing yet. `name` is the file's name.
    #[must_use]
    pub fn new(source: &'a str, name: &str) -> Parsing<'a> {
        let source = source.strip_prefix('\u{feff}').unwrap_or(source);
        let station = Station::Lines { rest: source::lines(source), lines: Vec::new() };
        Parsing { name: name.to_owned(), n_bytes: source.len(), n_done: 0, station }
    }

    /// Reads on for about as long as it takes to read a document of so many bytes whole; by one line
    /// or block at the least.
    pub fn step(&mut self, n_bytes: usize) -> Progress {
        let mut work = Work { left: n_bytes.saturating_mul(WORK_OF_A_BYTE).max(1), n_done: 0 };
        while work.left > 0 && !matches!(self.station, Station::Done(_)) {
            self.station = std::mem::take(&mut self.station).advance(&self.name, &mut work);
        }
        self.n_done += work.n_done;
        self.progress()
    }

    /// Reads the rest and gives the whole.
    #[must_use]
    pub fn finish(mut self) -> (Brief, Vec<Finding>) {
        loop {
            match self.station {
                Station::Done(read) => return *read,
                station => {
                    let mut work = Work { left: usize::MAX, n_done: 0 };
                    self.station = station.advance(&self.name, &mut work);
                }
            }
        }
    }

    fn progress(&self) -> Progress {
        let all = self.n_bytes.saturating_mul(WORK_OF_A_BYTE).max(1);
        let permille = match &self.station {
            Station::Done(_) => 1000,
            _ => u16::try_from(self.n_done as u64 * 1000 / all as u64).unwrap_or(999).min(999),
        };
        Progress { permille }
    }
}

/// What reading one byte of a source costs at all stations together, in the measure of [`Work`].
const WORK_OF_A_BYTE: usize =
    LINE_WORK + KIND_WORK + BLOCK_WORK + assembly::WORK + binding::WORK + binding::DIGEST_WORK;
const LINE_WORK: usize = 1;
const KIND_WORK: usize = 1;
const BLOCK_WORK: usize = 2;

/// What may still be done in a slice. The unit is what it costs to find the end of a line, per byte.
struct Work {
    left: usize,
    n_done: usize,
}

impl Work {
    /// Takes one piece of work off; says whether there is time for another.
    fn spend(&mut self, n_bytes: usize, work_of_a_byte: usize) -> bool {
        // No piece is free: an empty line is looked at too.
        let cost = (n_bytes + 1) * work_of_a_byte;
        self.n_done += cost;
        self.left = self.left.saturating_sub(cost);
        self.left > 0
    }
}

enum Station<'a> {
    Lines {
        rest: Lines<'a>,
        lines: Vec<Line<'a>>,
    },
    Kinds {
        sheet: Sheet<'a>,
        capitals: Vec<(u32, u32)>,
    },
    Blocks {
        sheet: Sheet<'a>,
        pagination: Pagination,
        gathering: Box<Gathering<'a>>,
        n_read: usize,
    },
    Words(Box<Assembly<'a>>),
    Binding(Box<Binding>),
    Done(Box<(Brief, Vec<Finding>)>),
}

impl Default for Station<'_> {
    fn default() -> Self {
        Station::Lines { rest: source::lines(""), lines: Vec::new() }
    }
}

/// The lines of a document but its front matter, and what each is.
struct Sheet<'a> {
    front_matter: FrontMatter<'a>,
    lines: Vec<Line<'a>>,
    kinds: Vec<LineKind<'a>>,
}

impl<'a> Station<'a> {
    /// Goes on while there is work to spend, to the next station at most.
    fn advance(self, name: &str, work: &mut Work) -> Station<'a> {
        match self {
            Station::Lines { mut rest, mut lines } => {
                while let Some(line) = rest.next() {
                    lines.push(line);
                    if !work.spend(line.text.len(), LINE_WORK) {
                        return Station::Lines { rest, lines };
                    }
                }
                let (front_matter, n_lines) = source::front_matter(&lines);
                lines.drain(..n_lines);
                let kinds = Vec::with_capacity(lines.len());
                let sheet = Sheet { front_matter, lines, kinds };
                Station::Kinds { sheet, capitals: Vec::new() }
            }
            Station::Kinds { mut sheet, mut capitals } => {
                while let Some(line) = sheet.lines.get(sheet.kinds.len()) {
                    let kind = line::classify(line.text);
                    if kind == LineKind::Text {
                        capitals.extend(paragraph::capital_label(line));
                    }
                    sheet.kinds.push(kind);
                    if !work.spend(line.text.len(), KIND_WORK) {
                        return Station::Kinds { sheet, capitals };
                    }
                }
                line::tell_page_numbers(&sheet.lines, &mut sheet.kinds);
                let pagination = page::paginate(&sheet.lines, &sheet.kinds);
                let gathering = Gathering::new(capitals).into();
                Station::Blocks { sheet, pagination, gathering, n_read: 0 }
            }
            Station::Blocks { sheet, pagination, mut gathering, mut n_read } => {
                while let Some(line) = sheet.lines.get(n_read) {
                    gathering.line(line, &sheet.kinds[n_read], pagination.page_of_line[n_read]);
                    n_read += 1;
                    if !work.spend(line.text.len(), BLOCK_WORK) {
                        return Station::Blocks { sheet, pagination, gathering, n_read };
                    }
                }
                let gathered = gathering.finish();
                Station::Words(Assembly::new(sheet.front_matter, pagination.pages, gathered).into())
            }
            Station::Words(mut assembly) => match assembly.advance(work) {
                true => Station::Binding(Binding::new(*assembly, name).into()),
                false => Station::Words(assembly),
            },
            Station::Binding(mut binding) => match binding.advance(work) {
                true => Station::Done(binding.finish().into()),
                false => Station::Binding(binding),
            },
            Station::Done(read) => Station::Done(read),
        }
    }
}
