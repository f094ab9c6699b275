//! Seeing a part: filter, go back, pass on what is shown, and the whole at a glance.

use journeys::{Outcome, Reader, Screen, journey};
use serde_json::json;

use crate::marking::stored;
use crate::{BRIEF, annotations, click_button, open_with_codebook};

/// Six sentences of paragraph 3 marked with the themes a and b in turn; the first has a note.
async fn work(reader: &Reader) -> Outcome {
    open_with_codebook(reader).await?;
    reader.open(&format!("{BRIEF}/3")).await?;
    for theme in ["a", "b", "a", "b", "a", "b"] {
        reader.press(&format!("j {theme}")).await?;
    }
    stored(reader, 6).await?;
    reader.press("Escape Escape Escape").await?;
    reader.click(".card .card-open").await?;
    reader.see_count(".card.active", 1).await?;
    reader.press("r").await?;
    reader.type_text("Who says so?").await?;
    reader.press("Control+Enter").await?;
    // Nothing is held in sight by being looked at.
    reader.press("Escape Escape Escape").await
}

/// Ticks the theme with a letter in the open form.
async fn tick_theme(reader: &Reader, letter: &str) -> Outcome {
    const WANT: &str = "
        for (const other of document.querySelectorAll('[data-wanted]')) delete other.dataset.wanted;
        const rows = [...document.querySelectorAll('.filter-themes label')];
        const row = rows.find((it) => it.querySelector('kbd')?.textContent === arguments[0]);
        row.querySelector('input').dataset.wanted = '';
        return true;";
    reader.evaluate::<bool>(WANT, &[json!(letter)]).await?;
    reader.click("[data-wanted]").await
}

/// Waits until the address asks for this.
async fn asked(reader: &Reader, expected: &str) -> Outcome {
    const ASKS: &str = "return (location.hash.split('?')[1] ?? '') === arguments[0];";
    reader.until(&format!("the address asks for “{expected}”"), ASKS, &[json!(expected)]).await
}

#[test]
fn what_is_filtered_is_shown_counted_kept_in_the_address_and_passed_on() -> Outcome {
    journey(Screen::Wide, async |reader| {
        work(reader).await?;
        reader.see_count(".card", 6).await?;
        reader.click(".filter-open").await?;
        tick_theme(reader, "a").await?;
        asked(reader, "theme=11.a").await?;
        reader.see_words(".filter-count", "3 of 6").await?;
        reader.see_count(".card", 3).await?;
        reader.see_count("main mark", 3).await?;
        reader.find_no_barrier().await?;

        // The parts are joined, and each can be taken away.
        click_note(reader, "With").await?;
        asked(reader, "theme=11.a&note=yes").await?;
        reader.see_words(".filter-count", "1 of 6").await?;
        reader.see_count("main mark", 1).await?;
        reader.press("Escape").await?;
        reader.see_no(".filter-form").await?;

        // The address says all of it: a reload, a jump within the brief, and the way back.
        reader.reload().await?;
        reader.see_words(".filter-count", "1 of 6").await?;
        reader.see_count(".card", 1).await?;
        reader.click(".label[aria-label='¶4']").await?;
        asked(reader, "theme=11.a&note=yes").await?;
        reader.back().await?;
        reader.back().await?;
        asked(reader, "theme=11.a").await?;
        reader.see_words(".filter-count", "3 of 6").await?;
        reader.see_count(".card", 3).await?;
        assert_eq!(annotations(reader).await?.len(), 6, "what is not shown is kept");

        // What is shown is what goes out, and comes in elsewhere.
        click_button(reader, ".masthead", "Share").await?;
        const SHOWN: &str = "
            const choices = [...document.querySelectorAll('dialog .choice')];
            const choice = choices.find((it) => it.textContent.includes('What is shown'));
            if (choice === undefined) return null;
            choice.querySelector('input').click();
            return choice.querySelector('.amount').textContent;";
        let amount: Option<String> = reader.evaluate(SHOWN, &[]).await?;
        assert!(amount.as_deref().is_some_and(|it| it.starts_with("3 annotations")), "{amount:?}");
        reader.click("dialog .part .primary").await?;
        let (name, text) = reader.take_download().await?;
        let file = reader.have_file(&name, &text)?;
        reader.stand_at_the_door().await?;
        reader.empty_store().await?;
        reader.open(BRIEF).await?;
        reader.see_count("mark", 0).await?;
        reader.drop_file(&file).await?;
        reader.see_words("dialog", "3").await?;
        reader.click("dialog .report ~ .actions .primary").await?;
        reader.see_count(".card", 3).await?;
        let taken = annotations(reader).await?;
        assert!(
            taken.iter().all(|it| it["body"].to_string().contains("Purge indicates")),
            "{taken:?}"
        );
        Ok(())
    })
}

/// Chooses what the form says of notes.
async fn click_note(reader: &Reader, words: &str) -> Outcome {
    const CLICK: &str = "
        const labels = [...document.querySelectorAll('.filter-form .segments label')];
        labels.find((it) => it.textContent === arguments[0]).querySelector('input').click();
        return true;";
    reader.evaluate::<bool>(CLICK, &[json!(words)]).await?;
    Ok(())
}

#[test]
fn one_theme_is_shown_by_one_gesture_and_what_is_marked_meanwhile_stays_in_sight() -> Outcome {
    journey(Screen::Wide, async |reader| {
        work(reader).await?;
        reader.point_at(".theme:first-child .theme-take").await?;
        reader.click(".theme:first-child .show-only").await?;
        reader.see_words(".filter-count", "3 of 6").await?;
        reader.see_words(".theme:nth-child(2) .theme-count", "0").await?;
        // With another theme, in hand.
        reader.open(&format!("{BRIEF}/8?theme=11.a")).await?;
        reader.press("j b").await?;
        reader.see_count(".card.active", 1).await?;
        reader.see_words(".filter-count", "4 of 7").await?;
        // Let go of, it goes as the filter says.
        reader.press("Escape Escape Escape").await?;
        reader.see_words(".filter-count", "3 of 7").await?;
        reader.click(".filter-chip").await?;
        reader.see_count(".filter-chip", 0).await?;
        asked(reader, "").await?;
        reader.see_count(".card", 7).await?;
        Ok(())
    })
}

#[test]
fn the_whole_is_seen_on_a_ruler_beside_the_lines_and_in_a_list() -> Outcome {
    journey(Screen::Wide, async |reader| {
        work(reader).await?;
        reader.see(".ruler-themes i").await?;
        // A stripe leads to the annotation that it begins with.
        reader.click("[data-id='3'] .stripes i").await?;
        reader.see_count(".card.active", 1).await?;
        let ids: (String, String) = reader
            .evaluate(
                "return [document.querySelector('[data-id=\"3\"] .stripes i').dataset.stripe,
                    document.querySelector('.card.active').closest('[data-card]').dataset.card];",
                &[],
            )
            .await?;
        assert_eq!(ids.0, ids.1);

        click_button(reader, ".codebook-tools", "Where the themes are").await?;
        reader.click(".theme-places summary").await?;
        reader.see_words(".theme-places details[open]", "¶3").await?;
        reader.find_no_barrier().await?;
        reader.click(".theme-places details[open] a").await?;
        reader.see_no("dialog").await?;
        assert_eq!(reader.route().await?, format!("{BRIEF}/3"));
        Ok(())
    })
}

#[test]
fn on_a_phone_one_filters_in_the_sheet_of_notes() -> Outcome {
    journey(Screen::Phone, async |reader| {
        reader.open(BRIEF).await?;
        crate::take_offer(reader).await?;
        reader.open(&format!("{BRIEF}/3?note=yes")).await?;
        reader.press("j a").await?;
        stored(reader, 1).await?;
        reader.press("Escape Escape Escape").await?;
        reader.see_words(".open-notes", "0").await?;
        reader.click(".open-notes").await?;
        reader.see_words("#notes", "the filter shows none of them").await?;
        reader.click(".filter-open").await?;
        reader.find_no_barrier().await?;
        reader.click(".filter-actions .primary").await?;
        reader.click(".filter-chip").await?;
        reader.see_words(".open-notes", "Notes (1)").await?;
        Ok(())
    })
}
