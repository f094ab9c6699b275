//! The elements that the text is made of: each made once, and copied from then on.

use web_sys::Element;

use crate::brief::{Kind, Style};
use crate::browser::element::{copy, make, put, set};

/// What the elements of the text are copied from.
pub(super) struct Patterns {
    title: Block,
    headings: [Block; 4],
    quotation: Block,
    field: Block,
    paragraph: Block,
    item: Block,
    continuation: Block,
    redaction: Block,
    footnote: Block,
    run: Element,
    withheld: Element,
    link: Element,
    emphasis: Element,
    strong: Element,
    struck: Element,
    mark: Element,
    under: Element,
    reference: Element,
    unbound: Element,
    back: Element,
    turn: Element,
    page: Element,
    last: Element,
    furniture: Element,
    stamp: Element,
    stripes: Element,
    stripe: Element,
    section: Element,
    list: Element,
    entry: Element,
}

/// A block that is to have no label, and one that is.
struct Block {
    plain: Element,
    labelled: Element,
}

/// A block that nothing is written in yet.
pub(super) struct Blank {
    /// The element of the block.
    pub(super) block: Element,
    /// The element in it that holds label and words.
    pub(super) inside: Element,
    /// The link that holds the label, where the block is to have one.
    pub(super) label: Option<Element>,
    /// The element that holds the words: one run.
    pub(super) words: Element,
}

impl Blank {
    /// The run that is there.
    pub(super) fn run(&self) -> Element {
        first(&self.words)
    }
}

/// The first of the elements that a pattern was made with.
pub(super) fn first(element: &Element) -> Element {
    element.first_element_child().expect("the pattern was made with one")
}

/// The one after another of them.
pub(super) fn next(element: &Element) -> Element {
    element.next_element_sibling().expect("the pattern was made with another")
}

/// A page break; a separator to those who do not know the roles of publications.
const PAGE_BREAK: &str = "doc-pagebreak separator";

impl Patterns {
    /// Makes them all.
    pub(super) fn make() -> Patterns {
        let run = make("span", &[("data-at", "")]);
        let words = || {
            let words = make("span", &[("class", "words")]);
            put(&words, &copy(&run));
            words
        };
        let label = make("a", &[("class", "label")]);
        // The words go into what the empty block holds, if it holds anything.
        let both = |empty: &Element| {
            let filled = |is_labelled: bool| {
                let block = copy(empty);
                let inside = block.first_element_child().unwrap_or_else(|| block.clone());
                if is_labelled {
                    put(&inside, &copy(&label));
                }
                put(&inside, &words());
                block
            };
            Block { plain: filled(false), labelled: filled(true) }
        };
        let bare = |tag| make(tag, &[("data-block", ""), ("tabindex", "-1")]);
        let of_class = |class| {
            let block = bare("p");
            set(&block, "class", class);
            block
        };
        let block = |class| both(&of_class(class));
        let quotation = bare("blockquote");
        put(&quotation, &make("p", &[]));
        let footnote = of_class("footnote");
        set(&footnote, "role", "doc-footnote");
        let furniture = make("span", &[("class", "furniture")]);
        let markings = || {
            let markings = make("span", &[("class", "markings")]);
            put(&markings, &copy(&furniture));
            markings
        };
        let page = make("div", &[("class", "page"), ("role", PAGE_BREAK), ("tabindex", "-1")]);
        put(&page, &markings());
        let last = make("div", &[("class", "page last")]);
        put(&last, &make("span", &[("class", "markings")]));
        let turn = make("span", &[("class", "turn"), ("role", PAGE_BREAK), ("tabindex", "-1")]);
        put(&turn, &copy(&furniture));
        let stamp = make("p", &[("class", "stamp")]);
        put(&stamp, &make("button", &[("type", "button")]));
        Patterns {
            title: block("title"),
            headings: ["h2", "h3", "h4", "h5"].map(|tag| both(&bare(tag))),
            quotation: both(&quotation),
            field: block("field"),
            paragraph: block("para"),
            item: block("item"),
            continuation: block("para more"),
            redaction: block("para gap"),
            footnote: both(&footnote),
            run,
            withheld: make(
                "span",
                &[
                    ("class", "redacted"),
                    ("role", "button"),
                    ("tabindex", "0"),
                    ("aria-haspopup", "dialog"),
                ],
            ),
            link: make("a", &[]),
            emphasis: make("em", &[]),
            strong: make("strong", &[]),
            struck: make("s", &[]),
            mark: make("mark", &[]),
            under: make("span", &[("class", "under")]),
            reference: make("a", &[("class", "reference"), ("role", "doc-noteref")]),
            unbound: make("span", &[("class", "reference")]),
            back: make("a", &[("class", "back"), ("role", "doc-backlink"), ("data-says", "↩")]),
            turn,
            page,
            last,
            furniture,
            stamp,
            stripes: make("span", &[("class", "stripes"), ("aria-hidden", "true")]),
            stripe: make("i", &[]),
            section: make("section", &[]),
            // Some browsers take a list without bullets for no list; the role says that it is one.
            list: make("ol", &[("role", "list")]),
            entry: make("li", &[]),
        }
    }

    /// A block, with room for a label or without, as if it held one run of words that nothing sets apart;
    /// nothing is written yet.
    pub(super) fn block(&self, kind: Kind, is_labelled: bool) -> Blank {
        let Block { plain, labelled } = match kind {
            Kind::Title => &self.title,
            // The title of the brief is the page's `h1`, so its own headings begin at the second level.
            Kind::Heading { level } => &self.headings[usize::from(level.clamp(1, 4)) - 1],
            Kind::Quotation => &self.quotation,
            Kind::Field => &self.field,
            Kind::Paragraph => &self.paragraph,
            Kind::Item { .. } => &self.item,
            Kind::Continuation => &self.continuation,
            Kind::Redaction => &self.redaction,
            Kind::Footnote => &self.footnote,
        };
        let block = copy(if is_labelled { labelled } else { plain });
        let inside = match kind {
            Kind::Quotation => first(&block),
            Kind::Title
            | Kind::Heading { .. }
            | Kind::Field
            | Kind::Paragraph
            | Kind::Item { .. }
            | Kind::Continuation
            | Kind::Redaction
            | Kind::Footnote => block.clone(),
        };
        let begins = first(&inside);
        let (label, words) =
            if is_labelled { (Some(begins.clone()), next(&begins)) } else { (None, begins) };
        Blank { block, inside, label, words }
    }

    pub(super) fn style(&self, style: Style) -> Element {
        copy(match style {
            Style::Emphasis => &self.emphasis,
            Style::Strong => &self.strong,
            Style::Struck => &self.struck,
        })
    }

    pub(super) fn run(&self) -> Element {
        copy(&self.run)
    }

    pub(super) fn withheld(&self) -> Element {
        copy(&self.withheld)
    }

    pub(super) fn link(&self) -> Element {
        copy(&self.link)
    }

    pub(super) fn mark(&self) -> Element {
        copy(&self.mark)
    }

    /// What draws the second line under marked words.
    pub(super) fn under(&self) -> Element {
        copy(&self.under)
    }

    pub(super) fn reference(&self, is_bound: bool) -> Element {
        copy(if is_bound { &self.reference } else { &self.unbound })
    }

    pub(super) fn back(&self) -> Element {
        copy(&self.back)
    }

    /// A page turn inside a sentence, with a piece of furniture for its number.
    pub(super) fn turn(&self) -> Element {
        copy(&self.turn)
    }

    /// A page break between blocks, with the line of markings and in it its number.
    pub(super) fn page(&self) -> Element {
        copy(&self.page)
    }

    /// The foot of the last page, with an empty line of markings.
    pub(super) fn last(&self) -> Element {
        copy(&self.last)
    }

    pub(super) fn furniture(&self) -> Element {
        copy(&self.furniture)
    }

    /// A stamp, with its button.
    pub(super) fn stamp(&self) -> Element {
        copy(&self.stamp)
    }

    /// The column of a block's stripes.
    pub(super) fn stripes(&self) -> Element {
        copy(&self.stripes)
    }

    pub(super) fn stripe(&self) -> Element {
        copy(&self.stripe)
    }

    pub(super) fn section(&self) -> Element {
        copy(&self.section)
    }

    pub(super) fn list(&self) -> Element {
        copy(&self.list)
    }

    pub(super) fn entry(&self) -> Element {
        copy(&self.entry)
    }
}
