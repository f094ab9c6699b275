//! The codebook by itself: out to a file, and into another browser after a look at it.

use std::path::PathBuf;

use journeys::{Outcome, Reader, Screen, journey};
use serde_json::json;

use crate::{BRIEF, click_button, open_with_codebook, take_offer};

/// Saves the codebook in the nth format; gives the file.
async fn export(reader: &Reader, nth: usize) -> Outcome<(String, PathBuf)> {
    click_button(reader, ".codebook-tools", "Export…").await?;
    reader.click(&format!("dialog .choice:nth-of-type({nth}) input")).await?;
    reader.find_no_barrier().await?;
    click_button(reader, "dialog", "Download the file").await?;
    let (name, text) = reader.take_download().await?;
    reader.see_no("dialog").await?;
    let file = reader.have_file(&name, &text)?;
    Ok((text, file))
}

/// Opens a file in the dialog that takes a codebook in.
async fn look_at(reader: &Reader, file: &std::path::Path, says: &str) -> Outcome {
    click_button(reader, ".codebook-tools", "Import…").await?;
    reader.upload("dialog input[type=file]", file).await?;
    reader.see_words(".codebook-given", says).await
}

/// The stored themes, one a line.
async fn themes(reader: &Reader) -> Outcome<Vec<String>> {
    let stored = reader.stored().await?;
    let themes = stored.into_iter().filter(|(key, _)| key.contains("/theme/"));
    Ok(themes.map(|(_, theme)| theme).collect())
}

#[test]
fn a_codebook_goes_out_and_comes_in_elsewhere_the_same() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        let before = themes(reader).await?;
        let (text, skos) = export(reader, 1).await?;
        let (_, qdc) = export(reader, 2).await?;
        let (_, table) = export(reader, 3).await?;
        // There is nothing to take where it is already.
        look_at(reader, &skos, "18 the same").await?;
        reader.press("Escape").await?;

        reader.stand_at_the_door().await?;
        reader.empty_store().await?;
        reader.open(BRIEF).await?;
        look_at(reader, &skos, "18 new").await?;
        reader.find_no_barrier().await?;
        reader.screenshot("codebook-import").await?;
        click_button(reader, "dialog", "Take 18 themes").await?;
        reader.see_count(".theme", 18).await?;
        assert_eq!(themes(reader).await?, before);
        assert_eq!(export(reader, 1).await?.0, text, "the second file has the bytes of the first");

        // One step of undo takes it back; the other formats bring it too.
        for file in [&qdc, &table] {
            reader.press("Control+z").await?;
            reader.see_no(".theme").await?;
            look_at(reader, file, "18 new").await?;
            click_button(reader, "dialog", "Take 18 themes").await?;
            reader.see_count(".theme", 18).await?;
        }
        assert_eq!(themes(reader).await?, before);
        Ok(())
    })
}

#[test]
fn what_differs_stands_side_by_side_and_the_reader_chooses() -> Outcome {
    journey(Screen::Phone, async |reader| {
        reader.open(BRIEF).await?;
        take_offer(reader).await?;
        let table = "tag,description\nA theme of Taguette,What it is\n\
                     purge indicates internal discord,Otherwise\n";
        let file = reader.have_file("codebook.csv", table)?;
        reader.click(".open-contents").await?;
        look_at(reader, &file, "1 new, 1 with a name that is here").await?;
        reader.find_no_barrier().await?;
        reader.screenshot("codebook-different").await?;
        const SCROLLS: &str = "return document.documentElement.scrollWidth > innerWidth
            || document.querySelector('dialog').scrollWidth > document.querySelector('dialog').clientWidth;";
        assert!(!reader.evaluate::<bool>(SCROLLS, &[]).await?, "something scrolls sideways");
        let n_before = themes(reader).await?.len();
        // They are one, by the reader's word: the file's words take the place of what stood here.
        reader.click(".compared-question .choice:nth-of-type(3) input").await?;
        click_button(reader, "dialog", "Take 2 themes").await?;
        reader.see_no("dialog").await?;
        let after = themes(reader).await?;
        assert_eq!(after.len(), n_before + 1);
        assert_eq!(after.iter().filter(|it| it.contains("A theme of Taguette")).count(), 1);
        let known = after.iter().filter(|it| it.contains("Otherwise")).collect::<Vec<_>>();
        assert_eq!(known.len(), 1);
        assert!(known[0].contains("¶11.a"), "what the table does not speak of stays: {}", known[0]);
        Ok(())
    })
}

#[test]
fn a_locked_codebook_takes_nothing_in() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        click_button(reader, ".codebook-tools", "Lock").await?;
        let file = reader.have_file("codebook.csv", "tag\nAnother\n")?;
        look_at(reader, &file, "1 new").await?;
        reader.see_words("dialog", "The codebook is locked").await?;
        assert_eq!(reader.count("dialog .actions .primary:disabled").await?, 1);
        reader.press("Escape").await?;
        let file = reader.have_file("letter.csv", "Dear Sir,\n")?;
        look_at(reader, &file, "Nothing was taken").await?;
        reader
            .until(
                "nothing is stored of it",
                "return !Object.values(localStorage).some((it) => it.includes(arguments[0]));",
                &[json!("Another")],
            )
            .await?;
        Ok(())
    })
}

#[test]
fn a_definition_is_markdown_and_is_shown_as_it_reads() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        reader.click(".theme .theme-edit").await?;
        reader.see(".theme-form textarea").await?;
        assert_eq!(reader.count(".reads").await?, 0, "plain words read as they stand");
        reader.click(".theme-form textarea").await?;
        reader.type_text(" **Not** <b>the economy</b>.").await?;
        reader.see_words(".reads strong", "Not").await?;
        reader.see_words(".reads", "<b>the economy</b>").await?;
        assert_eq!(reader.count(".reads b").await?, 0, "what is written is no element");
        reader.find_no_barrier().await
    })
}

/// Opens the form of the nth theme, from 1.
async fn change(reader: &Reader, nth: usize) -> Outcome {
    reader.click(&format!(".theme:nth-child({nth}) .theme-edit")).await?;
    reader.see(".theme-form").await?;
    Ok(())
}

/// What stands in the field of the meaning.
const MEANING: &str = "return document.querySelector('.theme-form textarea').value;";

#[test]
fn what_is_written_of_a_theme_and_not_saved_is_there_again() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        let before = themes(reader).await?;
        change(reader, 2).await?;
        reader.click(".theme-form textarea").await?;
        reader.press("Control+a").await?;
        reader.type_text("Half an hour of thought.").await?;
        reader.press("Escape").await?;
        reader.see_no("dialog").await?;
        reader.see_words("[role=status]", "is kept and not saved yet").await?;
        assert_eq!(themes(reader).await?, before, "nothing is changed before it is saved");
        // Not even the end of the page takes it away.
        reader.reload().await?;
        change(reader, 2).await?;
        reader.see_words(".theme-form", "not saved yet").await?;
        assert_eq!(reader.evaluate::<String>(MEANING, &[]).await?, "Half an hour of thought.");
        reader.find_no_barrier().await?;
        click_button(reader, ".theme-form", "Cancel").await?;
        reader.see_no("dialog").await?;
        change(reader, 2).await?;
        let meaning: String = reader.evaluate(MEANING, &[]).await?;
        assert!(meaning.starts_with("June Plenum decisions"), "{meaning}");
        assert!(!reader.stored().await?.iter().any(|(key, _)| key.contains("/draft/")));
        Ok(())
    })
}

#[test]
fn what_is_said_while_a_dialog_is_open_is_said_in_it() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        reader.click(".theme:nth-child(2) .theme-edit").await?;
        click_button(reader, "dialog", "Up").await?;
        reader.see_words("dialog [role=status]", "is now 1 of").await?;
        reader.find_no_barrier().await?;
        reader.screenshot("said-in-a-dialog").await?;
        click_button(reader, "dialog [role=status]", "Undo").await?;
        reader.see_words("dialog [role=status]", "Undone").await?;
        reader.press("Escape").await?;
        reader.see_no("dialog").await
    })
}

#[test]
fn a_form_that_is_saved_leaves_what_another_tab_changed_meanwhile() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        change(reader, 1).await?;
        let first = reader.tab().await?;
        reader.another_tab().await?;
        reader.open(BRIEF).await?;
        change(reader, 1).await?;
        reader.press("Control+a").await?;
        reader.type_text("Renamed elsewhere").await?;
        click_button(reader, ".theme-form", "Save").await?;
        reader.see_words(".theme", "Renamed elsewhere").await?;
        reader.turn_to(&first).await?;
        reader.see_words(".theme", "Renamed elsewhere").await?;
        reader.click(".theme-form textarea").await?;
        reader.press("Control+a").await?;
        reader.type_text("Another meaning.").await?;
        click_button(reader, ".theme-form", "Save").await?;
        reader.see_no("dialog").await?;
        let both = |theme: &&String| {
            theme.contains("Renamed elsewhere") && theme.contains("Another meaning.")
        };
        assert_eq!(themes(reader).await?.iter().filter(both).count(), 1);
        Ok(())
    })
}

/// The themes as they stand in the codebook, each with how deep it is nested.
async fn in_order(reader: &Reader) -> Outcome<Vec<(String, String)>> {
    const IN_ORDER: &str = "return [...document.querySelectorAll('.theme')]
        .map((row) => [row.dataset.theme, row.style.getPropertyValue('--depth')]);";
    reader.evaluate(IN_ORDER, &[]).await
}

#[test]
fn a_theme_is_dragged_to_another_place_and_put_back_by_undo() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        const SHOW: &str = "document.querySelector('.theme').scrollIntoView();";
        reader.evaluate::<()>(SHOW, &[]).await?;
        let before = in_order(reader).await?;
        let handle = |nth: usize| format!(".theme:nth-child({nth}) .theme-handle");
        let row = |nth: usize| format!(".theme:nth-child({nth})");

        // Let go over the upper edge of a row it comes before that.
        reader.drag_onto(&handle(3), &row(1), 0.1).await?;
        let moved = [&before[2], &before[0], &before[1]].map(Clone::clone);
        let is_first = "return document.querySelector('.theme').dataset.theme === arguments[0];";
        reader.until("the third stands first", is_first, &[json!(before[2].0)]).await?;
        assert_eq!(in_order(reader).await?[..3], moved);

        // In the middle it comes under it.
        reader.drag_onto(&handle(3), &row(1), 0.5).await?;
        let under = "return document.querySelector('.theme:nth-child(2)').style
            .getPropertyValue('--depth') === '1';";
        reader.until("what was the second stands under the first", under, &[]).await?;
        assert_eq!(in_order(reader).await?[1], (before[1].0.clone(), "1".to_owned()));

        // On itself it goes nowhere.
        let now = in_order(reader).await?;
        reader.drag_onto(&handle(1), &row(1), 0.9).await?;
        assert_eq!(in_order(reader).await?, now);

        reader.press("Control+z Control+z").await?;
        reader.until("all is as it was", is_first, &[json!(before[0].0)]).await?;
        assert_eq!(in_order(reader).await?, before);
        Ok(())
    })
}
