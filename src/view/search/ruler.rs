//! The hits on the ruler of the whole brief, while the search is open.

use leptos::prelude::*;

use super::{Found, take_hit};
use crate::view::session::Session;

/// On how many places of the ruler hits are shown.
const N_MARKS: usize = 160;

/// Where in the brief hits stand. For the eye and the pointer: the list says the same.
#[component]
pub(crate) fn RulerHits(
    /// The reader's work.
    session: Session,
) -> impl IntoView {
    let search = session.search;
    let places = Memo::new(move |_| {
        if !search.is_open.get() {
            return Vec::new();
        }
        search.found.with(|found| {
            let mut places: Vec<_> =
                (0..found.hits.len()).filter_map(|it| mark(found, it)).collect();
            places.dedup();
            places
        })
    });
    let now = move || search.found.with(|found| mark(found, search.now.get()?));
    #[expect(clippy::cast_precision_loss, reason = "a hundred and sixty marks")]
    let height = |place: usize| format!("{}%", 100.0 * place as f64 / N_MARKS as f64);
    move || {
        let now = now();
        let mark = |place: usize| {
            view! {
                <i class="hit" class:now=now == Some(place) style:inset-block-start=height(place)></i>
            }
        };
        places.get().into_iter().map(mark).collect_view()
    }
}

/// Goes to the hit that stands nearest below a part of the brief's length (0 to 1), or to the last.
/// Gives whether there are hits to go to.
pub(crate) fn take_hit_at(session: Session, part: f64) -> bool {
    let search = session.search;
    let found = search.found.get_untracked();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of it")]
    let place = (part.clamp(0.0, 1.0) * f64::from(found.length())) as u32;
    let Some(last) = found.hits.len().checked_sub(1).filter(|_| search.is_open()) else {
        return false;
    };
    take_hit(session, found.hits.partition_point(|hit| hit.end <= place).min(last));
    true
}

/// The place of a hit on the ruler: that of its part of the text.
fn mark(found: &Found, hit: usize) -> Option<usize> {
    let length = u64::from(found.length().max(1));
    let place = u64::from(found.hits.get(hit)?.start) * N_MARKS as u64 / length;
    usize::try_from(place).ok()
}
