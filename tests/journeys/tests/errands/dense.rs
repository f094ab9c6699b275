//! Much at one place: twelve annotations on the same words, each within reach.

use journeys::{Outcome, Reader, Screen, journey};
use serde_json::{Value, json};

use crate::marking::stored;
use crate::{BRIEF, annotations, open_with_codebook};

/// The words that all of them are on.
const WORDS: &str = "stresses and strains";

/// Marks words once, and takes in eleven more on the same words: of as many themes, by two coders.
async fn twelve_on_one(reader: &Reader) -> Outcome {
    open_with_codebook(reader).await?;
    reader.open(&format!("{BRIEF}/11.c")).await?;
    reader.press("j a").await?;
    stored(reader, 1).await?;
    reader.see_words("mark", WORDS).await?;
    let snapshot = briefmark::workspace::Workspace::read(reader.stored().await?);
    let themes =
        snapshot.workspace.themes.values().map(|theme| (theme.id.0.clone(), theme.name.clone()));
    let mine = annotations(reader).await?.remove(0);
    let more: Vec<Value> = themes.take(11).enumerate().map(|(nth, (id, name))| {
        let coder = ["Ada", "Ben"][nth % 2];
            let mut one = mine.clone();
        one["id"] = json!(format!("urn:uuid:0d000000-0000-4000-8000-{nth:012}"));
        one["motivation"] = json!("classifying");
        one["creator"] = json!({ "id": format!("urn:uuid:0e000000-0000-4000-8000-{:012}", nth % 2), "type": "Person", "name": coder });
        one["body"] = json!([
            { "type": "SpecificResource", "purpose": "classifying", "source": id },
            { "type": "TextualBody", "purpose": "tagging", "value": name },
        ]);
        one
    }).collect();
    let file = reader.have_file("eleven.json", json!(more).to_string())?;
    reader.drop_file(&file).await?;
    reader.see_words("dialog", "11").await?;
    reader.click("dialog .report ~ .actions .primary").await?;
    stored(reader, 12).await?;
    reader.press("Escape").await
}

/// The IRI of the card that is open.
const ACTIVE: &str =
    "return document.querySelector('.card.active')?.parentElement.dataset.card ?? '';";

#[test]
fn twelve_annotations_on_the_same_words_are_each_opened_by_touch() -> Outcome {
    journey(Screen::Phone, async |reader| {
        twelve_on_one(reader).await?;
        let mut opened = Vec::new();
        for nth in 1..=12 {
            reader.open(&format!("{BRIEF}/11.c")).await?;
            reader.tap_words(WORDS).await?;
            reader.see_count(".bar .here li", 12).await?;
            if nth == 1 {
                reader.find_no_barrier().await?;
                reader.screenshot("twelve-on-one").await?;
            }
            reader.tap(&format!(".bar .here li:nth-of-type({nth}) button")).await?;
            reader.see(".card.active").await?;
            opened.push(reader.evaluate::<String>(ACTIVE, &[]).await?);
            reader.press("Escape").await?;
            reader.see_no(".show-notes").await?;
        }
        opened.sort();
        opened.dedup();
        assert_eq!(opened.len(), 12, "{opened:?}");
        // Whose each is stands beside it: two of one theme by two coders are told apart.
        reader.open(&format!("{BRIEF}/11.c")).await?;
        reader.tap_words(WORDS).await?;
        reader.see_words(".bar .here", "by Ada").await?;
        reader.see_words(".bar .here", "by Ben").await?;
        Ok(())
    })
}

#[test]
fn twelve_annotations_on_the_same_words_are_each_opened_by_key() -> Outcome {
    journey(Screen::Wide, async |reader| {
        twelve_on_one(reader).await?;
        // One after another, wherever the reader is in the text.
        let mut opened = Vec::new();
        for _ in 0..12 {
            reader.press(".").await?;
            reader.see(".card.active").await?;
            opened.push(reader.evaluate::<String>(ACTIVE, &[]).await?);
        }
        opened.sort();
        opened.dedup();
        assert_eq!(opened.len(), 12, "{opened:?}");
        // And from the bar, where the words are selected.
        reader.select_in("[data-id='11.c']", "stresses", "strains").await?;
        reader.see_count(".bar .here li", 12).await?;
        const FOCUS: &str =
            "document.querySelectorAll('.bar .here button')[arguments[0]].focus(); return true;";
        reader.evaluate::<bool>(FOCUS, &[json!(7)]).await?;
        reader.press("Enter").await?;
        reader.see(".card.active").await?;
        reader.see_no(".bar").await?;
        Ok(())
    })
}
