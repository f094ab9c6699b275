//! Pages: where one ends and the next begins, told from markings, page numbers and form feeds.

use super::line::{Furniture, LineKind};
use super::source::Line;
use super::{Marking, Page};

/// The pages of a document, and of each line the number of its page.
#[derive(Clone, Debug)]
pub(super) struct Pagination {
    pub(super) pages: Vec<Page>,
    pub(super) page_of_line: Vec<u32>,
}

/// How the document shows its page turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Custom {
    /// A marking at head and foot: of two with nothing between, the first ends a page.
    HeadAndFoot,
    /// A marking at the head only: each begins a page.
    HeadOnly,
    /// No marking: a page number at the head begins a page.
    NumberAtHead,
    /// No marking: a page number at the foot ends a page.
    NumberAtFoot,
}

/// Tells the pages of classified lines. There is always at least one.
pub(super) fn paginate(lines: &[Line<'_>], kinds: &[LineKind<'_>]) -> Pagination {
    let mut book = Book::new(custom(kinds));
    let mut page_of_line = Vec::with_capacity(lines.len());
    for (line, kind) in lines.iter().zip(kinds) {
        if line.after_form_feed {
            book.form_feed();
        }
        match kind {
            // A code or a rule may stand between foot and head: only text opens a page by itself.
            LineKind::Blank | LineKind::Bullet | LineKind::Codes(_) | LineKind::Rule => {}
            LineKind::Furniture(furniture) => book.furniture(furniture, line.number),
            LineKind::Text => book.content(),
        }
        page_of_line.push(book.page().number);
    }
    Pagination { pages: book.pages, page_of_line }
}

fn custom(kinds: &[LineKind<'_>]) -> Custom {
    // One letter for each thing that matters: marking, number, content.
    let course: Vec<u8> = kinds
        .iter()
        .filter_map(|kind| match kind {
            LineKind::Blank | LineKind::Bullet | LineKind::Codes(_) | LineKind::Rule => None,
            LineKind::Furniture(Furniture { marking: Some(_), .. }) => Some(b'm'),
            LineKind::Furniture(Furniture { page_number: Some(_), .. }) => Some(b'n'),
            LineKind::Furniture(_) => None,
            LineKind::Text => Some(b'c'),
        })
        .collect();
    if course.contains(&b'm') {
        let marks: Vec<u8> = course.into_iter().filter(|&mark| mark != b'n').collect();
        let single = !marks.windows(2).any(|pair| pair == b"mm");
        let head_only = marks.first() == Some(&b'm') && marks.last() == Some(&b'c') && single;
        return if head_only { Custom::HeadOnly } else { Custom::HeadAndFoot };
    }
    if course.first() == Some(&b'n') { Custom::NumberAtHead } else { Custom::NumberAtFoot }
}

/// The pages so far; the last one is being read.
struct Book {
    custom: Custom,
    pages: Vec<Page>,
    has_content: bool,
    /// Whether the last page has come to its end, so that what follows stands on a new one.
    is_closed: bool,
}

impl Book {
    fn new(custom: Custom) -> Book {
        let pages = vec![Page { number: 1, ..Page::default() }];
        Book { custom, pages, has_content: false, is_closed: false }
    }

    fn page(&mut self) -> &mut Page {
        self.pages.last_mut().expect("a book has a page from the start")
    }

    fn turn(&mut self) {
        let number = self.page().number + 1;
        self.pages.push(Page { number, ..Page::default() });
        self.has_content = false;
        self.is_closed = false;
    }

    fn content(&mut self) {
        if self.is_closed {
            self.turn();
        }
        self.has_content = true;
    }

    fn form_feed(&mut self) {
        if self.has_content || self.page().head.is_some() {
            self.is_closed = true;
        }
    }

    fn furniture(&mut self, furniture: &Furniture, line: u32) {
        if let Some(reading) = &furniture.marking {
            self.marking(Marking {
                printed: reading.printed.clone(),
                struck: reading.struck,
                level: reading.level,
                caveats: reading.caveats.clone(),
                line,
            });
        }
        if let Some(stamp) = &furniture.stamp {
            // A stamp comes once a page: the second after a foot is the next page's.
            if self.is_closed && self.page().stamps.contains(stamp) {
                self.turn();
            }
            self.page().stamps.push(stamp.clone());
        }
        if let Some(number) = &furniture.page_number {
            self.page_number(number);
        }
    }

    fn marking(&mut self, marking: Marking) {
        match self.custom {
            Custom::HeadOnly => {
                if self.has_content || self.page().head.is_some() {
                    self.turn();
                }
                self.page().head = Some(marking);
            }
            Custom::HeadAndFoot | Custom::NumberAtHead | Custom::NumberAtFoot => {
                if self.is_closed {
                    self.turn();
                }
                if self.has_content || self.page().head.is_some() {
                    self.page().foot = Some(marking);
                    self.is_closed = true;
                } else {
                    self.page().head = Some(marking);
                }
            }
        }
    }

    fn page_number(&mut self, number: &str) {
        match self.custom {
            Custom::HeadAndFoot | Custom::HeadOnly => {
                if self.is_closed && self.page().printed.is_some() {
                    self.turn();
                }
            }
            Custom::NumberAtHead => {
                if self.has_content {
                    self.turn();
                }
            }
            Custom::NumberAtFoot => {
                if self.is_closed {
                    self.turn();
                }
                self.is_closed = true;
            }
        }
        self.page().printed = Some(number.to_owned());
    }
}
