//! Two versions of one thing side by side, with the words in which they differ marked.

use leptos::prelude::*;

use crate::annotation::{Piece, differences};
use crate::view::session::Session;
use crate::workspace::{Contrast, Record, contrast};

/// Two versions side by side, in what they differ.
#[component]
pub(crate) fn Sides(
    /// The reader's work.
    session: Session,
    /// The one that stands here.
    here: Record,
    /// The other one.
    other: Record,
    /// What each is called.
    names: [&'static str; 2],
) -> impl IntoView {
    let contrasts = session.with_untracked(|workspace| contrast(workspace, &here, &other));
    if contrasts.is_empty() {
        return view! { <p class="explanation">"They say the same."</p> }.into_any();
    }
    let rows = contrasts.into_iter().map(|Contrast { respect, one, other }| {
        let pieces = differences(&one, &other);
        let side = |is_one: bool| {
            let words = pieces.iter().filter_map(|piece| match *piece {
                Piece::Same(words) => Some(words.to_owned().into_any()),
                Piece::Gone(words) => {
                    is_one.then(|| view! { <del>{words.to_owned()}</del> }.into_any())
                }
                Piece::Come(words) => {
                    (!is_one).then(|| view! { <ins>{words.to_owned()}</ins> }.into_any())
                }
            });
            words.collect_view()
        };
        let nothing = || view! { <span class="nothing">"nothing"</span> };
        view! {
            <tbody>
                <tr><th colspan="2" scope="rowgroup">{respect}</th></tr>
                <tr>
                    <td dir="auto">{one.is_empty().then(nothing)} {side(true)}</td>
                    <td dir="auto">{other.is_empty().then(nothing)} {side(false)}</td>
                </tr>
            </tbody>
        }
    });
    let heads = names.map(|name| view! { <th scope="col">{name}</th> });
    view! {
        <table class="sides">
            <thead><tr>{heads.into_iter().collect_view()}</tr></thead>
            {rows.collect_view()}
        </table>
    }
    .into_any()
}
