//! Coding together: two coders who do not see each other's work, their files, and one whole at the end.

use std::path::Path;

use journeys::{Outcome, Reader, Screen, journey};
use serde_json::{Value, json};

use crate::{BRIEF, annotations, click_button, open_with_codebook};

/// Says who the reader is.
async fn sign_in(reader: &Reader, name: &str) -> Outcome {
    reader.click(".masthead .who").await?;
    reader.see("dialog input").await?;
    reader.type_text(name).await?;
    reader.press("Enter").await?;
    reader.see_no("dialog").await?;
    reader.see_words(".masthead .who", name).await
}

/// Saves all work to a file; gives its text.
async fn save(reader: &Reader) -> Outcome<String> {
    click_button(reader, ".masthead", "Share").await?;
    reader.click("dialog .part .primary").await?;
    let (_, text) = reader.take_download().await?;
    reader.press("Escape").await?;
    reader.see_no("dialog").await?;
    Ok(text)
}

/// Takes files in, all at once, as far as the report on them.
async fn give(reader: &Reader, files: &[(&str, &str)]) -> Outcome {
    let mut paths = Vec::new();
    for (name, text) in files {
        paths.push(reader.have_file(name, text)?.to_string_lossy().into_owned());
    }
    click_button(reader, ".masthead", "Share").await?;
    reader.upload("dialog input[type=file]", Path::new(&paths.join("\n"))).await?;
    reader.see("dialog .report").await.map(drop)
}

async fn take(reader: &Reader) -> Outcome {
    reader.click("dialog .report ~ .actions .primary").await?;
    reader.see_no("dialog").await
}

/// Opens the note of the first annotation, and writes it anew.
async fn write_note(reader: &Reader, text: &str) -> Outcome {
    reader.press(". r").await?;
    reader.see("#note-field").await?;
    reader.type_text(text).await?;
    reader.press("Control+Enter").await?;
    let stored = "return Object.values(localStorage).some((it) => it.includes(arguments[0]));";
    reader.until("the note is stored", stored, &[json!(text)]).await
}

async fn code_blind(reader: &Reader) -> Outcome {
    click_button(reader, ".masthead", "Coders").await?;
    reader.click("dialog .begin-blind").await?;
    reader.see("dialog .end-blind").await?;
    reader.press("Escape").await?;
    reader.see_no("dialog").await
}

#[test]
fn two_who_code_blind_come_to_one_whole_and_settle_what_differs() -> Outcome {
    let (mut anas, mut bens, mut from_elsewhere) = (String::new(), String::new(), String::new());
    // Ana, who sees nobody's work.
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        sign_in(reader, "Ana").await?;
        code_blind(reader).await?;
        reader.open(&format!("{BRIEF}/3")).await?;
        reader.press("j a j d").await?;
        reader.see_count("mark", 2).await?;
        anas = save(reader).await?;
        Ok(())
    })?;
    // Ben, who has hers already and sees nothing of it before he is done.
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        sign_in(reader, "Ben").await?;
        code_blind(reader).await?;
        if anas.is_empty() {
            return Ok(());
        }
        give(reader, &[("ana.json", &anas)]).await?;
        reader.see_words("dialog .facts-table", "coded blind").await?;
        take(reader).await?;
        reader.open(&format!("{BRIEF}/4")).await?;
        reader.press("j c").await?;
        reader.see_count("mark", 1).await?;
        reader.see_count(".margin .card", 1).await?;
        let theirs: Value = serde_json::from_str(&save(reader).await?)?;
        assert_eq!(theirs["total"], 1, "a file gives nothing away");
        click_button(reader, ".masthead", "Coders").await?;
        reader.see_words("dialog .coders", "not told while you code blind").await?;
        reader.find_no_barrier().await?;
        reader.click("dialog .end-blind").await?;
        reader.press("Escape").await?;
        reader.see_count(".margin .card", 3).await?;
        bens = save(reader).await?;
        Ok(())
    })?;
    // Ana at another machine, with the file that she saved.
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        if anas.is_empty() {
            return Ok(());
        }
        give(reader, &[("ana.json", &anas)]).await?;
        reader
            .evaluate::<()>(
                "const choice = document.querySelector('dialog select'); choice.selectedIndex = 1;
             choice.dispatchEvent(new Event('change', { bubbles: true }));",
                &[],
            )
            .await?;
        take(reader).await?;
        reader.see_words(".masthead .who", "Ana").await?;
        write_note(reader, "written at the other machine").await?;
        from_elsewhere = save(reader).await?;
        Ok(())
    })?;
    // Ana at the first one, who has written something else there, and gets both files at once.
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        if anas.is_empty() {
            return Ok(());
        }
        give(reader, &[("ana.json", &anas)]).await?;
        reader
            .evaluate::<()>(
                "const choice = document.querySelector('dialog select'); choice.selectedIndex = 1;
             choice.dispatchEvent(new Event('change', { bubbles: true }));",
                &[],
            )
            .await?;
        take(reader).await?;
        write_note(reader, "written at home").await?;
        give(reader, &[("elsewhere.json", &from_elsewhere), ("ben.json", &bens)]).await?;
        reader.see_words("dialog h2", "2 files").await?;
        // Both sides stand beside each other, with the words that differ marked.
        reader.see_words("dialog .sides del", "home").await?;
        reader.see_words("dialog .sides ins", "machine").await?;
        reader.find_no_barrier().await?;
        reader.screenshot("coding-together-report").await?;
        take(reader).await?;
        reader.see_words(".to-settle", "1").await?;
        // It stays until it is settled.
        reader.reload().await?;
        reader.click(".to-settle").await?;
        reader.see_words("dialog .sides del", "home").await?;
        reader.find_no_barrier().await?;
        reader.screenshot("coding-together-conflict").await?;
        reader.press("1").await?;
        reader.see_words("dialog", "Nothing is in conflict").await?;
        reader.press("Control+z").await?;
        reader.see_words("dialog .sides del", "home").await?;
        reader.press("1 Escape").await?;
        reader.see_no("dialog").await?;
        reader.see_no(".to-settle").await?;
        let notes: Vec<Value> = annotations(reader).await?;
        assert_eq!(notes.len(), 3);
        assert!(notes.iter().any(|it| it.to_string().contains("written at the other machine")));
        // Ben's is his; a copy of it is hers.
        click_button(reader, ".masthead", "Coders").await?;
        reader.see_words("dialog .coders", "Ben").await?;
        reader.click("dialog .coders input[type=checkbox]").await?;
        reader.press("Escape").await?;
        reader.see_count(".margin .card", 2).await?;
        let whole: Value = serde_json::from_str(&save(reader).await?)?;
        assert_eq!(whole["total"], 3, "what is hidden is passed on all the same");
        assert!(whole.get("otherVersions").is_none(), "nothing is left to settle");
        Ok(())
    })
}

/// Opens the list of coders, and from there the places at which they differ.
async fn begin_settling(reader: &Reader) -> Outcome {
    click_button(reader, ".masthead", "Coders").await?;
    reader.click("dialog .begin-settling").await?;
    reader.see("dialog .settle").await.map(drop)
}

#[test]
fn one_settles_what_two_differ_on_and_passes_on_what_was_settled() -> Outcome {
    let mut bens = String::new();
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        sign_in(reader, "Ben").await?;
        reader.open(&format!("{BRIEF}/3")).await?;
        reader.press("j c").await?;
        reader.see_count("mark", 1).await?;
        bens = save(reader).await?;
        Ok(())
    })?;
    let mut settled = String::new();
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        sign_in(reader, "Ana").await?;
        reader.open(&format!("{BRIEF}/3")).await?;
        reader.press("j a").await?;
        reader.see_count("mark", 1).await?;
        if bens.is_empty() {
            return Ok(());
        }
        give(reader, &[("ben.json", &bens)]).await?;
        take(reader).await?;
        reader.see_count(".margin .card", 2).await?;
        begin_settling(reader).await?;
        reader.see_words("dialog .settle-left", "1 place of 1").await?;
        reader.see_count("dialog .settle-readings > li", 2).await?;
        reader.find_no_barrier().await?;
        reader.screenshot("settling-open").await?;
        // Words in the field are words, and not keys; and they stay while the dialog is closed.
        reader.click("dialog .settle textarea").await?;
        reader.type_text("b: the sentence is about the army").await?;
        reader.press("Escape").await?;
        reader.see_no("dialog").await?;
        begin_settling(reader).await?;
        let half_written =
            "return document.querySelector('.settle textarea').value.startsWith('b: the');";
        reader.until("the comment is still there", half_written, &[]).await?;
        click_button(reader, "dialog .settle-readings > li:last-child", "Accept").await?;
        reader.see_words("dialog .settle-left", "All places are settled").await?;
        reader.see_words("dialog .settled", "Settled by Ana").await?;
        reader.find_no_barrier().await?;
        reader.screenshot("settling-settled").await?;
        // Back, and otherwise: one decision for one place.
        reader.press("Control+z").await?;
        reader.see_words("dialog .settle-left", "1 place of 1").await?;
        reader.press("b").await?;
        reader.see_count("dialog .settle-readings > .accepted", 2).await?;
        reader.press("2").await?;
        reader.see_count("dialog .settle-readings > .accepted", 1).await?;
        reader.press("Escape").await?;
        // It lies aside: what it settles is painted already.
        reader.see_count(".margin .card", 2).await?;
        reader.reload().await?;
        reader.see_count(".margin .card", 2).await?;
        click_button(reader, ".filter-layers", "Show the settled layer").await?;
        reader.see_count(".margin .card", 3).await?;
        click_button(reader, ".masthead", "Share").await?;
        reader
            .evaluate::<()>(
                "[...document.querySelectorAll('dialog label.choice')]
                     .find((it) => it.textContent.includes('What was settled only')).click();",
                &[],
            )
            .await?;
        reader.click("dialog .part .primary").await?;
        let (name, text) = reader.take_download().await?;
        assert!(name.contains("settled"), "{name}");
        settled = text;
        Ok(())
    })?;
    if settled.is_empty() {
        return Ok(());
    }
    let file: Value = serde_json::from_str(&settled)?;
    assert_eq!(file["total"], 1, "just what was settled");
    let item = &file["first"]["items"][0];
    assert_eq!(item["creator"]["name"], "Ana");
    assert_eq!(item["briefmark:settles"].as_array().map(Vec::len), Some(2));
    assert_eq!(item["briefmark:accepts"].as_array().map(Vec::len), Some(1));
    assert!(item["motivation"].to_string().contains("moderating"), "{item}");
    assert!(item["body"].to_string().contains("b: the sentence is about the army"), "{item}");
    // By itself it is a layer that is read like any other.
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        give(reader, &[("settled.json", &settled)]).await?;
        take(reader).await?;
        reader.open(&format!("{BRIEF}/3")).await?;
        reader.see_count("mark", 1).await
    })
}
