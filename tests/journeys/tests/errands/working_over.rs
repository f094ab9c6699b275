//! Working the codebook over: nest, merge, split, lock, delete; and back again.

use journeys::{Outcome, Reader, Screen, journey};
use serde_json::json;

use crate::marking::stored;
use crate::{BRIEF, annotations, click_button, open_with_codebook};

/// Marks so many sentences from paragraph 7 on with each theme in turn, by keys.
async fn mark_in_turn(reader: &Reader, themes: &str, count: usize) -> Outcome {
    reader.open(&format!("{BRIEF}/7")).await?;
    for theme in themes.chars().cycle().take(count) {
        reader.press(&format!("j {theme}")).await?;
    }
    stored(reader, count).await?;
    Ok(())
}

/// Opens the dialog of the theme that has a letter.
async fn change_theme(reader: &Reader, letter: &str) -> Outcome {
    const WANT: &str = "
        for (const other of document.querySelectorAll('[data-wanted]')) delete other.dataset.wanted;
        const rows = [...document.querySelectorAll('.theme')];
        const row = rows.find((it) => it.querySelector('kbd')?.textContent === `key ${arguments[0]}`);
        row.querySelector('.theme-edit').dataset.wanted = '';
        return true;";
    reader.evaluate::<bool>(WANT, &[json!(letter)]).await?;
    reader.click("[data-wanted]").await?;
    reader.see(".theme-form").await?;
    Ok(())
}

/// How many annotations have the theme whose name begins so.
async fn n_with(reader: &Reader, name: &str) -> Outcome<usize> {
    let annotations = annotations(reader).await?;
    Ok(annotations.iter().filter(|it| it["body"].to_string().contains(name)).count())
}

#[test]
fn themes_are_nested_merged_and_split_and_three_undos_give_the_same_bytes() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        mark_in_turn(reader, "acd", 6).await?;
        let before = reader.stored().await?;

        // Nested by key: b goes under a.
        const FOCUS: &str = "document.querySelectorAll('.theme-take')[1].focus(); return true;";
        reader.evaluate::<bool>(FOCUS, &[]).await?;
        reader.press("Shift+ArrowRight").await?;
        reader.see_words("[role=status]", "is now 1 of 1 under").await?;

        change_theme(reader, "d").await?;
        reader.click(".merge-into input").await?;
        reader.type_text("stresses").await?;
        reader.press("Enter").await?;
        reader.see_words(".merge-into", "Its 2 annotations become").await?;
        reader.click(".merge-into .merge").await?;
        reader.see_count(".theme", 17).await?;
        assert_eq!(n_with(reader, "Soviet system is undergoing").await?, 4);

        change_theme(reader, "c").await?;
        click_button(reader, ".theme-form", "Go through its passages").await?;
        reader.see_words(".split", "1 of 4").await?;
        reader.press("e").await?;
        reader.see_words(".split", "2 of 4").await?;
        reader.press("ArrowRight f").await?;
        reader.see_words(".split", "4 of 4").await?;
        // Second thoughts: back, and on to another theme.
        reader.press("ArrowLeft g").await?;
        reader.find_no_barrier().await?;
        click_button(reader, ".split", "Done").await?;
        reader.see_no("dialog").await?;
        assert_eq!(n_with(reader, "Soviet system is undergoing").await?, 2);
        assert_eq!(n_with(reader, "Doubt that").await?, 1);
        assert_eq!(n_with(reader, "Exposure").await?, 0);

        for _ in 0..3 {
            reader.press("Control+z").await?;
        }
        reader.see_count(".theme", 18).await?;
        assert_eq!(reader.stored().await?, before);
        Ok(())
    })
}

#[test]
fn a_locked_codebook_still_codes_and_does_not_change() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        click_button(reader, ".codebook-tools", "Lock").await?;
        reader.see_words(".codebook-tools [aria-pressed=true]", "Locked").await?;
        mark_in_turn(reader, "a", 1).await?;
        click_button(reader, ".codebook-tools", "New theme").await?;
        reader.see_words("[role=alert]", "the codebook is locked").await?;
        reader.see_count(".theme", 18).await?;
        reader.reload().await?;
        reader.see_words(".codebook-tools [aria-pressed=true]", "Locked").await?;
        Ok(())
    })
}

#[test]
fn a_theme_is_deleted_with_its_highlights_only_when_that_is_chosen() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        mark_in_turn(reader, "ac", 4).await?;
        change_theme(reader, "a").await?;
        click_button(reader, ".theme-form", "Delete theme").await?;
        reader.see_words(".delete-reach", "2 highlights stay").await?;
        click_button(reader, ".theme-form", "highlights too").await?;
        reader.see_count(".theme", 17).await?;
        assert_eq!(annotations(reader).await?.len(), 2);
        reader.press("Control+z").await?;
        reader.see_count(".theme", 18).await?;
        assert_eq!(annotations(reader).await?.len(), 4);
        Ok(())
    })
}
