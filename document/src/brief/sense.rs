//! What the words of a brief say: when, from where, and of each other.
//!
//! Nothing of it is needed to show a brief or to find a quotation in it, so it is read apart from the
//! structure: at once ([`Sense::new`]), or in slices when there is time ([`Sensing`]).

use std::collections::BTreeMap;

use super::date::Dating;
use super::finding::{self, Names};
use super::reference::Linking;
use super::{Brief, CitedSource, DateMention, Finding, Link, cited};

/// What the words of a brief say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sense {
    /// Every date expression, in reading order.
    pub dates: Vec<DateMention>,
    /// The publications that are cited, in reading order.
    pub sources: Vec<CitedSource>,
    /// Words that point to another block ("see above"), in order, by the index of the block they are in.
    pub links: BTreeMap<usize, Vec<Link>>,
    /// What looked odd in the words and on the pages.
    findings: Vec<Finding>,
}

impl Sense {
    /// Reads all of it.
    #[must_use]
    pub fn new(brief: &Brief) -> Sense {
        let mut sensing = Sensing::new(brief);
        sensing.step(brief, usize::MAX);
        sensing.finish(brief)
    }

    /// All that looked odd, in order: this, and what was seen when the brief was read.
    #[must_use]
    pub fn oddities(&self, findings: &[Finding]) -> Vec<Finding> {
        let mut all = [findings, &self.findings].concat();
        finding::put_in_order(&mut all);
        all
    }

    /// The words of a block, given by its index, that point to another, in order.
    #[must_use]
    pub fn links_in(&self, block: usize) -> &[Link] {
        self.links.get(&block).map_or(&[], Vec::as_slice)
    }
}

/// The words of a brief that are being read for their sense, block by block. However they are sliced,
/// [`Sensing::finish`] gives what [`Sense::new`] gives.
pub struct Sensing {
    sense: Sense,
    n_read: usize,
    dating: Dating,
    linking: Linking,
    names: Names,
    quotation_marks: Vec<Finding>,
}

impl Sensing {
    /// Begins to read; every step needs the same brief.
    #[must_use]
    pub fn new(brief: &Brief) -> Sensing {
        Sensing {
            sense: Sense::default(),
            n_read: 0,
            dating: Dating::new(brief.meta.date.as_deref()),
            linking: Linking::new(brief),
            names: Names::default(),
            quotation_marks: Vec::new(),
        }
    }

    /// Reads on for so many bytes, and to the end of their block; says whether all is read.
    pub fn step(&mut self, brief: &Brief, n_bytes: usize) -> bool {
        let mut left = n_bytes;
        while left > 0 && self.n_read < brief.blocks.len() {
            left = left.saturating_sub(self.block(brief, self.n_read) + 1);
            self.n_read += 1;
        }
        self.n_read == brief.blocks.len()
    }

    /// Reads one block, and says how long its text is.
    fn block(&mut self, brief: &Brief, index: usize) -> usize {
        let block = &brief.blocks[index];
        let words = brief.text_of(block);
        self.names.read(words, brief.text.byte(block.span.start));
        self.quotation_marks.extend(finding::orphan_quotation_mark(brief, block));
        let dates = self.dating.read(brief, block);
        self.sense.sources.extend(cited::read(brief, block, &dates));
        self.sense.dates.extend(dates);
        let links = self.linking.read(brief, &self.sense.dates, index);
        if !links.is_empty() {
            self.sense.links.insert(index, links);
        }
        words.len()
    }

    /// Reads the rest, and says what looked odd.
    #[must_use]
    pub fn finish(mut self, brief: &Brief) -> Sense {
        self.step(brief, usize::MAX);
        let Sensing { mut sense, names, quotation_marks, .. } = self;
        sense.findings.extend(names.variants(brief));
        sense.findings.extend(finding::dates(brief, &sense.dates));
        sense.findings.extend(quotation_marks);
        sense.findings.extend(finding::markings(brief));
        sense
    }
}
