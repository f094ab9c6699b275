//! The whole brief at a glance: a ruler beside the text, with the themes where they mark words and the
//! hits of a search; and the same as a list, for those who listen and for the keyboard.
//!
//! The ruler has no element for an annotation: it is cut into parts of equal length, and parts with
//! the same themes that follow one another are one element. It is drawn a moment after the last
//! change.

mod table;

pub(crate) use table::{OverviewButton, OverviewDialog};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::Element;

use super::reader::{focus_annotation, glance_at_place};
use super::search::{RulerHits, take_hit_at};
use super::session::{Part, Reading, Session};
use crate::annotation::AnnotationId;
use crate::browser::{clock, element, page};
use crate::codebook::{Colour, ThemeId, in_order};
use crate::order;
use crate::statistics;
use crate::text::CodePoint;
use crate::workspace::Workspace;

/// Into how many parts the ruler is cut.
const N_PARTS: usize = 200;
/// How many themes are told apart in one part.
const N_TOLD: usize = 4;
/// How long after a change the ruler is drawn, in milliseconds.
const PAUSE: i32 = 120;

/// The ruler.
#[component]
pub(crate) fn Overview(
    /// The reader's work.
    session: Session,
    /// The brief on screen.
    reading: Arc<Reading>,
) -> impl IntoView {
    let themes = NodeRef::<html::Div>::new();
    let here = NodeRef::<html::Div>::new();
    follow_themes(session, &reading, themes);
    follow_scroll(here);
    let go = move |event: web_sys::MouseEvent| {
        if let Some(part) = page::height_within(&event)
            && !take_hit_at(session, part)
        {
            go_to(session, &reading, part);
        }
    };
    view! {
        <div class="overview" aria-hidden="true">
            <div class="ruler" title="The whole brief: click to go there" on:click=go>
                <div class="ruler-here" node_ref=here></div>
                <div class="ruler-themes" node_ref=themes></div>
                <RulerHits session />
            </div>
        </div>
    }
}

/// Draws the themes a moment after something changes.
fn follow_themes(session: Session, reading: &Arc<Reading>, root: NodeRef<html::Div>) {
    let reading = Arc::clone(reading);
    let pause = StoredValue::new_local(clock::Debounce::new(PAUSE));
    let drawn = StoredValue::new(Vec::<Stretch>::new());
    Effect::new(move |_| {
        session.follow(Part::Annotations);
        session.follow(Part::Codebook);
        let reading = Arc::clone(&reading);
        pause.with_value(|pause| {
            pause.call(move || {
                // The brief may have been closed since.
                let Some(root) = root.try_get_untracked().flatten() else { return };
                let stretches = stretches(session, &reading);
                drawn.update_value(|drawn| {
                    draw(&root, drawn, &stretches);
                    *drawn = stretches;
                });
            });
        });
    });
}

/// Parts of the ruler that follow one another and look the same.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    first: usize,
    n_parts: usize,
    /// The colours of its themes; `None` for a highlight without one.
    paints: Vec<Option<Colour>>,
}

/// What stands on the ruler, from the top.
fn stretches(session: Session, reading: &Reading) -> Vec<Stretch> {
    session.with_layer_untracked(|layer| {
        session.with_untracked(|workspace| {
            let ranks = in_order(&workspace.themes).into_iter().map(|(_, theme)| &theme.id);
            let ranks: BTreeMap<&ThemeId, usize> = ranks.zip(0..).collect();
            let mut stretches: Vec<Stretch> = Vec::new();
            let parts = statistics::overview(layer, &reading.brief, N_PARTS);
            for (first, themes) in parts.into_iter().enumerate().filter(|(_, it)| !it.is_empty()) {
                let paints = paints(&ranks, workspace, &themes);
                match stretches.last_mut() {
                    Some(last) if last.first + last.n_parts == first && last.paints == paints => {
                        last.n_parts += 1;
                    }
                    Some(_) | None => stretches.push(Stretch { first, n_parts: 1, paints }),
                }
            }
            stretches
        })
    })
}

/// Some themes in the order of the codebook, as many as are told apart.
fn paints(
    ranks: &BTreeMap<&ThemeId, usize>,
    workspace: &Workspace,
    themes: &BTreeSet<Option<&ThemeId>>,
) -> Vec<Option<Colour>> {
    let mut themes: Vec<_> = themes.iter().copied().collect();
    order::sort_by_key(&mut themes, |theme| {
        theme.map_or(usize::MAX, |id| ranks.get(id).copied().unwrap_or(0))
    });
    themes.truncate(N_TOLD);
    let colour = |theme: Option<&ThemeId>| workspace.themes.get(theme?).map(|it| it.colour);
    themes.into_iter().map(colour).collect()
}

/// Themes side by side, as a background. The colours themselves, not the properties that hold them:
/// a theme that is recoloured would have hundreds of these painted in the same frame as its marks.
fn background(paints: &[Option<Colour>]) -> String {
    let share = 100 / paints.len().max(1);
    let stops = paints.iter().enumerate().map(|(nth, paint)| {
        let colour = paint.map_or_else(|| "var(--edge)".to_owned(), |colour| colour.to_string());
        let end = if nth + 1 == paints.len() { 100 } else { share * (nth + 1) };
        format!("{} {}% {end}%", tone(&colour), share * nth)
    });
    format!("linear-gradient(to right, {})", stops.collect::<Vec<_>>().join(", "))
}

/// A theme's colour, lightened on dark paper as the style sheet does it for marks.
fn tone(colour: &str) -> String {
    format!("light-dark({colour}, color-mix(in oklab, {colour}, white 45%))")
}

/// Draws the stretches in place of those that are drawn.
fn draw(root: &Element, before: &[Stretch], stretches: &[Stretch]) {
    let place = |it: &Stretch| (it.first, it.n_parts);
    if before.iter().map(place).eq(stretches.iter().map(place)) {
        // They stand where they stood; most of them look as they did.
        let marks = root.children();
        for (nth, stretch) in (0..).zip(stretches) {
            if before.get(nth) != Some(stretch)
                && let Some(mark) = u32::try_from(nth).ok().and_then(|nth| marks.item(nth))
            {
                element::style(&mark, "background", &background(&stretch.paints));
            }
        }
        return;
    }
    element::clear(root);
    #[expect(clippy::cast_precision_loss, reason = "two hundred parts")]
    let percent = |n_parts: usize| format!("{}%", 100.0 * n_parts as f64 / N_PARTS as f64);
    for stretch in stretches {
        let mark = element::make("i", &[]);
        element::style(&mark, "inset-block-start", &percent(stretch.first));
        element::style(&mark, "block-size", &percent(stretch.n_parts));
        element::style(&mark, "background", &background(&stretch.paints));
        element::put(root, &mark);
    }
}

/// Shows on the ruler what of the brief is on the screen.
fn follow_scroll(here: NodeRef<html::Div>) {
    let shown = StoredValue::new((0_i32, 0_i32));
    // The browser tells of it once a frame, before anything is written in that frame: to measure then
    // has nothing laid out that is not.
    let look = move || {
        if let Some((top, height)) = page::part_on_screen("#reading-text") {
            // A tenth of a per cent is the least that is seen.
            #[expect(clippy::cast_possible_truncation, reason = "from 0 to 1000")]
            let tenths = |part: f64| (1000.0 * part).round() as i32;
            let now = (tenths(top), tenths(height));
            if shown.try_get_value().is_none_or(|shown| shown == now) {
                return;
            }
            shown.set_value(now);
            clock::next_frame(move || {
                let Some(here) = here.try_get_untracked().flatten() else { return };
                let per_cent = |tenths: i32| format!("{}.{}%", tenths / 10, tenths % 10);
                element::style(&here, "inset-block-start", &per_cent(now.0));
                element::style(&here, "block-size", &per_cent(now.1));
            });
        }
    };
    let moved = move |_: &web_sys::Event| look();
    let listeners = StoredValue::new_local(vec![
        page::follow_window("scroll", moved),
        page::follow_window("resize", moved),
    ]);
    on_cleanup(move || listeners.dispose());
    here.on_load(move |_| clock::next_frame(look));
}

/// Goes to a part of the brief's length (0 to 1): to the annotation that begins there, if one does,
/// else to the words.
fn go_to(session: Session, reading: &Reading, part: f64) {
    let length = reading.brief.text.len().0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of it")]
    let place = (part.clamp(0.0, 1.0) * f64::from(length)) as u32;
    let near = length / u32::try_from(N_PARTS).unwrap_or(u32::MAX);
    let found: Option<AnnotationId> = session.with_layer_untracked(|layer| {
        let from = CodePoint(place.saturating_sub(near));
        let number = layer.n_placed_before(&reading.brief, from);
        let next = layer.placed(number..number + 1).next();
        next.filter(|(_, start)| start.0 <= place + near).map(|(id, _)| id.clone())
    });
    match found {
        Some(id) => {
            session.active.set(Some(id.clone()));
            focus_annotation(session, &id);
        }
        None => glance_at_place(session, CodePoint(place)),
    }
}
