//! The whole brief at a glance: a ruler beside the text, with the themes where they mark words and the
//! hits of a search; and the same as a list, for those who listen and for the keyboard.
//!
//! The ruler has no element for an annotation: it is cut into parts of equal length, and parts with
//! the same themes that follow one another are one element. It is drawn a moment after the last
//! change.

mod table;

pub(crate) use table::{OverviewButton, OverviewDialog};

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::Element;

use super::reader::{focus_annotation, glance_at_place};
use super::search::{RulerHits, take_hit_at};
use super::session::{Part, Reading, Session};
use crate::annotation::AnnotationId;
use crate::browser::{clock, element, page};
use crate::codebook::{Colour, ThemeId};
use crate::statistics::{self, Stretch};
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
    let overview = StoredValue::new(statistics::Overview::new(N_PARTS, N_TOLD));
    let drawn = StoredValue::new_local(Vec::<Drawn>::new());
    Effect::new(move |_| {
        session.follow(Part::Annotations);
        session.follow(Part::Codebook);
        let reading = Arc::clone(&reading);
        pause.with_value(|pause| {
            pause.call(move || {
                // The brief may have been closed since.
                let Some(root) = root.try_get_untracked().flatten() else { return };
                overview.update_value(|overview| session.overlook(&reading, overview));
                let stretches = overview.with_value(statistics::Overview::stretches);
                drawn.update_value(|drawn| {
                    place(&root, drawn, stretches);
                    session.with_untracked(|workspace| paint(drawn, workspace));
                });
            });
        });
    });
}

/// A stretch of the ruler that is drawn.
struct Drawn {
    stretch: Stretch,
    /// The colours that it shows; `None` for a highlight without a theme.
    paints: Vec<Option<Colour>>,
    mark: Element,
}

impl Drawn {
    fn new(stretch: Stretch) -> Drawn {
        #[expect(clippy::cast_precision_loss, reason = "two hundred parts")]
        let percent = |n_parts: usize| format!("{}%", 100.0 * n_parts as f64 / N_PARTS as f64);
        let mark = element::make("i", &[]);
        element::style(&mark, "inset-block-start", &percent(stretch.first));
        element::style(&mark, "block-size", &percent(stretch.n_parts));
        Drawn { stretch, paints: Vec::new(), mark }
    }
}

/// Draws stretches in place of those that are drawn. Those at the beginning and at the end that are
/// the same stay.
fn place(root: &Element, drawn: &mut Vec<Drawn>, mut stretches: Vec<Stretch>) {
    let is_same = |(drawn, stretch): &(&Drawn, &Stretch)| drawn.stretch == **stretch;
    let n_first = drawn.iter().zip(&stretches).take_while(is_same).count();
    let both = drawn[n_first..].iter().rev().zip(stretches[n_first..].iter().rev());
    let n_last = both.take_while(is_same).count();
    let last = drawn.split_off(drawn.len() - n_last);
    for gone in drawn.drain(n_first..) {
        gone.mark.remove();
    }
    stretches.truncate(stretches.len() - n_last);
    for stretch in stretches.drain(n_first..) {
        let new = Drawn::new(stretch);
        match last.first() {
            Some(next) => element::put_before(&next.mark, &new.mark),
            None => element::put(root, &new.mark),
        }
        drawn.push(new);
    }
    drawn.extend(last);
}

/// Gives the stretches that show other colours than they should the right ones.
fn paint(drawn: &mut [Drawn], workspace: &Workspace) {
    let colour = |theme: &Option<ThemeId>| Some(workspace.themes.get(theme.as_ref()?)?.colour);
    for Drawn { stretch, paints, mark } in drawn {
        if !stretch.themes.iter().map(colour).eq(paints.iter().copied()) {
            *paints = stretch.themes.iter().map(colour).collect();
            element::style(mark, "background", &background(paints));
        }
    }
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
