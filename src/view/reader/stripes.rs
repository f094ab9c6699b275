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

impl Writer {
    /// Draws the stripes of a block, in place of those that it has and should not have, given what is
    /// painted of it.
    pub(super) fn stripes(
        &self,
        index: usize,
        block: &Element,
        segments: &[Segment<AnnotationId>],
    ) {
        let before = find(block, ".stripes");
        if segments.is_empty() {
            if let Some(before) = before {
                before.remove();
            }
            return;
        }
        let column = self.patterns.stripes();
        let whole = self.reading.brief.blocks[index].span;
        self.session.with_untracked(|workspace| {
            let mut stripes = stripes(workspace, segments);
            let place = |stripe: &Stripe| {
                let theme = stripe.theme.as_ref().and_then(|id| workspace.themes.get(id));
                theme.map_or(u32::MAX, |theme| theme.position)
            };
            order::sort_by_key(&mut stripes, place);
            let mut lane = 0;
            for (nth, stripe) in stripes.iter().enumerate() {
                if nth > 0 && stripes[nth - 1].theme != stripe.theme {
                    lane += 1;
                }
                let theme = stripe.theme.as_ref();
                let element = self.patterns.stripe();
                set(&element, "data-stripe", &stripe.first.0);
                let name = theme.and_then(|id| workspace.themes.get(id)).map(|it| it.name.as_str());
                set(&element, "title", name.unwrap_or("No theme"));
                if let Some(theme) = theme {
                    set(&element, "class", &paint::class(&paint_name(theme), 0));
                }
                style(&element, "--lane", &lane.min(N_LANES - 1).to_string());
                let (top, height) = part(whole, stripe.span);
                style(&element, "inset-block-start", &top);
                style(&element, "block-size", &height);
                put(&column, &element);
            }
        });
        match before {
            Some(before) => renew(&before, &column),
            None => put(block, &column),
        }
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
