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
