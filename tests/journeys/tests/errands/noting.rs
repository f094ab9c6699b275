//! Noting: one note after another, and notes that are begun and left.

use std::collections::BTreeMap;

use journeys::{Outcome, Reader, Screen, journey};
use serde_json::{Value, json};

use crate::marking::stored;
use crate::{annotations, click_button, open_with_codebook, quotes};

/// The field that has the focus, and no other element.
const FIELD: &str = "#note-field:focus";

/// The note of each annotation that has one, under the words that it quotes.
async fn notes(reader: &Reader) -> Outcome<BTreeMap<String, String>> {
    let annotations = annotations(reader).await?;
    let note = |annotation: &Value| {
        let bodies = match &annotation["body"] {
            Value::Array(bodies) => bodies.as_slice(),
            body => std::slice::from_ref(body),
        };
        let note = bodies.iter().find(|body| body["purpose"] == json!("commenting"))?;
        Some((quotes(annotation).join(" "), note["value"].as_str()?.to_owned()))
    };
    Ok(annotations.iter().filter_map(note).collect())
}

/// Longer than a card is left before its blank note goes.
const A_WHILE: &str = "window.since ??= Date.now(); return Date.now() - window.since > 700;";

/// Waits until some note is stored with these words.
async fn until_noted(reader: &Reader, words: &str) -> Outcome {
    const IS_NOTED: &str = "return Object.entries(localStorage)
        .some(([key, value]) => key.includes('/annotation/') && value.includes(arguments[0]));";
    reader.until(&format!("“{words}” is noted"), IS_NOTED, &[json!(words)]).await
}

#[test]
fn a_note_begun_while_another_is_open_is_its_own() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        reader.select_in("[data-id='11.c']", "stresses", "strains").await?;
        reader.see(".bar").await?;
        reader.press("n").await?;
        reader.see(FIELD).await?;
        reader.type_text("The first.").await?;
        reader.select_in("[data-id='11.a']", "internal", "discord").await?;
        reader.see(".bar").await?;
        until_noted(reader, "The first.").await?;
        reader.press("n").await?;
        stored(reader, 2).await?;
        reader.see(FIELD).await?;
        reader.type_text("The second.").await?;
        reader.press("Control+Enter").await?;
        until_noted(reader, "The second.").await?;
        let notes = notes(reader).await?;
        assert_eq!(notes.get("stresses and strains").map(String::as_str), Some("The first."));
        assert_eq!(notes.get("internal discord").map(String::as_str), Some("The second."));
        Ok(())
    })
}

/// Marks a sentence by mouse and opens the field of its note.
async fn begin_note(reader: &Reader) -> Outcome {
    reader.select_in("[data-id='11.c']", "stresses", "strains").await?;
    reader.see(".bar").await?;
    reader.press("n").await?;
    reader.see(FIELD).await?;
    Ok(())
}

#[test]
fn words_that_were_taken_away_again_do_not_come_back() -> Outcome {
    journey(Screen::Wide, async |reader| {
        const DRAFTS: &str = "return Object.keys(localStorage)
            .filter((key) => key.includes('/draft/')).length === arguments[0];";
        open_with_codebook(reader).await?;
        begin_note(reader).await?;
        reader.type_text("Half a thought").await?;
        reader.until("the draft is kept", DRAFTS, &[json!(1)]).await?;
        reader.press("Control+a Delete").await?;
        reader.until("the draft is forgotten", DRAFTS, &[json!(0)]).await?;
        reader.press("Escape").await?;
        reader.reload().await?;
        reader.click(".card .card-open").await?;
        reader.see("#note-field").await?;
        let held = "return document.querySelector('#note-field').value;";
        assert_eq!(reader.evaluate::<String>(held, &[]).await?, "");
        assert_eq!(reader.texts("#note-state").await?, [""]);
        Ok(())
    })
}

#[test]
fn a_note_is_written_in_markdown_and_read_as_it_means() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        begin_note(reader).await?;
        let note = "**Why** now?\n\n- one <img src=x onerror=alert(1)>\n- ![two](https://example.org/x.png)\n\n\
                    > said [there](https://example.org/) and [no](javascript:alert(1))";
        // As a whole: what is typed line by line has the editor's own line ends.
        const WRITE: &str = "const field = document.activeElement; field.value = arguments[0];
            field.dispatchEvent(new InputEvent('input', { bubbles: true })); return true;";
        reader.evaluate::<bool>(WRITE, &[json!(note)]).await?;
        reader.press("Control+Enter").await?;
        until_noted(reader, "**Why** now?").await?;
        reader.press("Escape").await?;
        reader.click("#notebook-heading").await?;
        reader.select_in("[data-id='11.a']", "internal", "discord").await?;
        reader.see(".bar").await?;
        reader.press("a").await?;
        stored(reader, 2).await?;
        reader.see(".card .note-text strong").await?;
        reader.see_count(".note-text li", 2).await?;
        reader.see_words(".note-text li", "<img src=x onerror=alert(1)>").await?;
        reader.see_words(".note-text", "two (https://example.org/x.png)").await?;
        reader.see_words(".note-text blockquote", "no (javascript:alert(1))").await?;
        assert_eq!(reader.count(".note-text :is(img, script, iframe, object, style)").await?, 0);
        const LINKS: &str = "return [...document.querySelectorAll('.note-text a')]
            .map((it) => `${it.getAttribute('href')} ${it.rel}`);";
        let links: Vec<String> = reader.evaluate(LINKS, &[]).await?;
        assert_eq!(links, ["https://example.org/ noopener noreferrer"]);
        reader.find_no_barrier().await?;
        reader.screenshot("note-in-markdown").await?;
        Ok(())
    })
}

#[test]
fn a_flag_is_put_by_button_and_by_key_and_taken_back() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        reader.select_in("[data-id='11.c']", "stresses", "strains").await?;
        reader.see(".bar").await?;
        reader.press("c").await?;
        stored(reader, 1).await?;
        click_button(reader, ".card.active .flags", "Important").await?;
        reader.see_words(".card.active .flags [aria-pressed=true]", "Important").await?;
        reader.press(";").await?;
        reader.see_count(".card.active .flags [aria-pressed=true]", 2).await?;
        reader.find_no_barrier().await?;
        let stored = annotations(reader).await?;
        assert!(stored[0]["body"].to_string().contains("urn:briefmark:ns:to-check"));
        reader.press("Control+z Control+z").await?;
        reader.see_no(".card.active .flags [aria-pressed=true]").await?;
        Ok(())
    })
}

#[test]
fn a_note_that_is_left_without_a_word_is_none() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        for _ in 0..3 {
            click_button(reader, ".notebook", "Add a note on the brief").await?;
            reader.see(FIELD).await?;
        }
        stored(reader, 1).await?;
        reader.press("Escape").await?;
        stored(reader, 0).await?;
        reader.see_no(".card").await?;
        // One on a paragraph goes when the reader turns to other words.
        reader.select_in("[data-id='11.c']", "stresses", "strains").await?;
        reader.see(".bar").await?;
        reader.press("m").await?;
        reader.see(FIELD).await?;
        stored(reader, 1).await?;
        reader.select_in("[data-id='11.a']", "internal", "discord").await?;
        stored(reader, 0).await?;
        // What was marked stays marked, and what has a word is kept.
        reader.press("n").await?;
        reader.see(FIELD).await?;
        reader.press("Escape").await?;
        assert_eq!(quotes(&stored(reader, 1).await?[0]), ["internal discord"]);
        click_button(reader, ".notebook", "Add a note on the brief").await?;
        reader.see(FIELD).await?;
        reader.type_text("A word.").await?;
        reader.click(".card:not(.active) .card-open").await?;
        until_noted(reader, "A word.").await?;
        reader.until("a while has passed", A_WHILE, &[]).await?;
        stored(reader, 2).await?;
        Ok(())
    })
}
