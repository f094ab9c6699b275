//! The keys: one list, each changed by pressing another, none that is another's; and what is said
//! aloud.

use journeys::{Outcome, Reader, Screen, journey};
use serde_json::json;

use crate::marking::stored;
use crate::{BRIEF, open_with_codebook};

/// Presses the button of a command in the list, and then a key.
async fn give(reader: &Reader, what: &str, key: &str) -> Outcome {
    const WANT: &str = "
        for (const other of document.querySelectorAll('[data-wanted]')) delete other.dataset.wanted;
        const row = [...document.querySelectorAll('.keys tr')].find((it) => it.textContent.includes(arguments[0]));
        row.querySelector('button').dataset.wanted = '';
        return true;";
    reader.see(".keys .key").await?;
    reader.evaluate::<bool>(WANT, &[json!(what)]).await?;
    reader.click("[data-wanted]").await?;
    reader.see(".key.waiting").await?;
    reader.press(key).await?;
    reader.see_no(".key.waiting").await
}

#[test]
fn a_key_is_changed_in_the_list_and_one_that_is_taken_is_refused() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        reader.press("?").await?;
        reader.find_no_barrier().await?;
        give(reader, "next sentence", "d").await?;
        reader.see_words(".refused", "marks with the theme").await?;
        give(reader, "next sentence", "n").await?;
        reader.see_words(".refused", "write a note on the selection").await?;
        give(reader, "next sentence", "PageDown").await?;
        reader.see_words(".refused", "scrolls the page").await?;
        give(reader, "next sentence", "t").await?;
        reader.see_words("[data-wanted]", "t").await?;
        reader.screenshot("keys").await?;
        // Leaving the question leaves the dialog open, and the key as it was.
        give(reader, "write a note on the selection", "Escape").await?;
        reader.see("dialog").await?;
        reader.press("Escape").await?;
        reader.see_no("dialog").await?;

        // It does what it says, here and after the page was left; the old one does nothing any more.
        reader.reload().await?;
        reader.open(&format!("{BRIEF}/3")).await?;
        reader.press("t a").await?;
        stored(reader, 1).await?;
        reader.press("?").await?;
        reader.click("#keys-changed .actions button").await?;
        reader.press("Escape").await?;
        reader.press("j c").await?;
        stored(reader, 2).await?;
        Ok(())
    })
}

/// What the accessibility tree says under the live regions and in the text.
async fn said(reader: &Reader) -> Outcome<String> {
    reader.protocol("Accessibility.enable", json!({})).await?;
    let tree = reader.protocol("Accessibility.getFullAXTree", json!({})).await?;
    let nodes = tree["nodes"].as_array().into_iter().flatten();
    let names = nodes.filter(|node| node["ignored"] == json!(false));
    let names = names.filter_map(|node| node["name"]["value"].as_str());
    Ok(names.collect::<Vec<_>>().join("\n"))
}

#[test]
fn marks_are_said_aloud_until_they_are_silenced() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        reader.open(&format!("{BRIEF}/3")).await?;
        reader.press("j a").await?;
        stored(reader, 1).await?;
        reader.see_words("[role=status]", "Marked").await?;
        assert!(said(reader).await?.contains("(marked: "));

        reader.press("?").await?;
        reader.click("dialog [type=checkbox]").await?;
        reader.press("Escape").await?;
        reader.reload().await?;
        reader.open(&format!("{BRIEF}/3")).await?;
        reader.press("j j c").await?;
        stored(reader, 2).await?;
        // It is shown, and stands in no region that is read out.
        reader.see_words(".notices", "Marked").await?;
        assert!(!reader.texts("[role=status], [role=alert]").await?.join(" ").contains("Marked"));
        assert!(!said(reader).await?.contains("(marked: "));
        Ok(())
    })
}
