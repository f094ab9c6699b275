//! The errands, one module for each thing a reader comes for.

mod codebook;
mod coding_together;
mod confirming;
mod dense;
mod filtering;
mod formats;
mod keeping;
mod keys;
mod linking;
mod marking;
mod noting;
mod opening;
mod passing_on;
mod reading;
mod room;
mod searching;
mod size;
mod working_over;

use briefmark::workspace::Workspace;
use journeys::{Outcome, Reader};
use serde_json::{Value, json};

/// The brief that the errands are done on.
const BRIEF: &str = "#/brief/khrushchev-purge-1957";

/// Opens the brief and takes the codebook that is offered.
async fn open_with_codebook(reader: &Reader) -> Outcome {
    reader.open(BRIEF).await?;
    take_offer(reader).await
}

/// Takes the codebook that is offered: on a narrow page it stands in the drawer of the contents.
async fn take_offer(reader: &Reader) -> Outcome {
    let is_drawn = reader.count(".open-contents").await? > 0
        && reader
            .evaluate::<bool>(
                "return document.querySelector('.open-contents').checkVisibility();",
                &[],
            )
            .await?;
    if is_drawn {
        reader.click(".open-contents").await?;
    }
    reader.click(".offer .primary").await?;
    reader.see_count(".theme", 18).await?;
    if is_drawn {
        reader.press("Escape").await?;
    }
    Ok(())
}

/// The annotations in storage, as W3C JSON, in the order of their keys.
async fn annotations(reader: &Reader) -> Outcome<Vec<Value>> {
    let snapshot = Workspace::read(reader.stored().await?);
    let annotations = snapshot.workspace.annotations.values();
    // By way of text: the numbers of the model's JSON keep their digits, ours do not.
    let values = annotations.map(|it| serde_json::from_str(&it.to_json().to_string()));
    Ok(values.collect::<Result<_, _>>()?)
}

/// The quotations that an annotation's targets store.
fn quotes(annotation: &Value) -> Vec<&str> {
    let targets = match &annotation["target"] {
        Value::Array(targets) => targets.as_slice(),
        target => std::slice::from_ref(target),
    };
    let selectors = targets.iter().flat_map(|it| it["selector"].as_array().into_iter().flatten());
    selectors.filter_map(|selector| selector["exact"].as_str()).collect()
}

/// Clicks on the button that says so, within an element.
async fn click_button(reader: &Reader, css: &str, says: &str) -> Outcome {
    const FIND: &str = "
        const buttons = document.querySelectorAll(`${arguments[0]} button`);
        const button = [...buttons].find((it) => it.checkVisibility() && it.textContent.includes(arguments[1]));
        for (const other of document.querySelectorAll('[data-wanted]')) delete other.dataset.wanted;
        if (button) button.dataset.wanted = '';
        return button !== undefined;";
    reader.until(&format!("{css} has a button “{says}”"), FIND, &[json!(css), json!(says)]).await?;
    reader.click("[data-wanted]").await
}
