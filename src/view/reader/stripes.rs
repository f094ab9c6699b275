//! Stripes in the margin of a block: beside the lines that a theme marks, one lane for each theme.
//!
//! They are drawn with the highlights of the block, near the screen alone. Where a stripe begins and
//! ends is read off the text: a block's lines are filled evenly, so that a third of its words is a
//! third of its height, and nothing has to be measured. For the eye and the pointer; the marks in the
//! words say the same to all.

use web_sys::Element;

use super::super::session::paint_name;
use super::block::Writer;
use crate::annotation::{AnnotationId, Segment};
use crate::browser::element::{find, put, set, style};
use crate::browser::paint;
use crate::browser::renewal::renew;
use crate::order;
use crate::statistics::{Stripe, stripes};
use crate::text::Span;

/// How many themes have a lane of their own; the rest share the last.
const N_LANES: usize = 5;

/// A stripe as the page shows it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Drawn {
    /// The annotation that it leads to.
    first: AnnotationId,
    name: String,
    class: String,
    lane: usize,
    /// Where it begins, and how long it is, as style sheets write it.
    part: (String, String),
}

impl Writer {
    /// The stripes of a block, given what is painted of it.
    pub(super) fn stripes(&self, index: usize, segments: &[Segment<AnnotationId>]) -> Vec<Drawn> {
        let whole = self.reading.brief.blocks[index].span;
        self.session.with_untracked(|workspace| {
            let mut stripes = stripes(workspace, segments);
            let place = |stripe: &Stripe| {
                let theme = stripe.theme.as_ref().and_then(|id| workspace.themes.get(id));
                theme.map_or(u32::MAX, |theme| theme.position)
            };
            order::sort_by_key(&mut stripes, place);
            let mut lane = 0;
            let mut drawn: Vec<Drawn> = Vec::with_capacity(stripes.len());
            for (nth, stripe) in stripes.iter().enumerate() {
                if nth > 0 && stripes[nth - 1].theme != stripe.theme {
                    lane += 1;
                }
                let theme = stripe.theme.as_ref();
                let name = theme.and_then(|id| workspace.themes.get(id)).map(|it| it.name.clone());
                let class = theme.map(|theme| paint::class(&paint_name(theme), 0));
                drawn.push(Drawn {
                    first: stripe.first.clone(),
                    name: name.unwrap_or_else(|| "No theme".to_owned()),
                    class: class.unwrap_or_default(),
                    lane: lane.min(N_LANES - 1),
                    part: part(whole, stripe.span),
                });
            }
            drawn
        })
    }

    /// Draws stripes in the element that holds a block, in place of those that it has.
    pub(super) fn draw_stripes(&self, block: &Element, before: Option<&[Drawn]>, now: &[Drawn]) {
        let column = find(block, ".stripes");
        if now.is_empty() {
            if let Some(column) = column {
                column.remove();
            }
            return;
        }
        let column = column.map(Element::from).unwrap_or_else(|| {
            let column = self.patterns.stripes();
            put(block, &column);
            column
        });
        renew(&column, before, now, |stripe| {
            let element = self.patterns.stripe();
            set(&element, "data-stripe", &stripe.first.0);
            set(&element, "title", &stripe.name);
            if !stripe.class.is_empty() {
                set(&element, "class", &stripe.class);
            }
            style(&element, "--lane", &stripe.lane.to_string());
            style(&element, "inset-block-start", &stripe.part.0);
            style(&element, "block-size", &stripe.part.1);
            element
        });
    }
}

/// Which part of a block a span takes, in hundredths of its length as style sheets write them: where it
/// begins, and how much. In whole numbers: to write a broken one takes six kilobytes of code.
fn part(whole: Span, span: Span) -> (String, String) {
    let hundredths = |n: u32| {
        let thousandths = 100_000 * u64::from(n) / u64::from(whole.len().max(1));
        format!("{}.{:03}%", thousandths / 1000, thousandths % 1000)
    };
    let start = span.start.0.saturating_sub(whole.start.0);
    (hundredths(start), hundredths(span.len().min(whole.len())))
}
