//! Marking: by mouse, by keys alone, by finger; across page turns; over one another.

use journeys::{Outcome, Reader, Screen, journey};
use serde_json::{Value, json};

use crate::reading::in_view;
use crate::{BRIEF, annotations, click_button, open_with_codebook, quotes, take_offer};

const ITEM_C: &str =
    "Soviet system is undergoing stresses and strains; weakness and crisis of the Soviet system.";

/// Waits until so many annotations are stored, and gives them.
pub(crate) async fn stored(reader: &Reader, count: usize) -> Outcome<Vec<Value>> {
    const COUNT: &str = "return Object.keys(localStorage)
        .filter((key) => key.startsWith('briefmark/3/annotation/')).length === arguments[0];";
    reader.until(&format!("{count} annotations are stored"), COUNT, &[json!(count)]).await?;
    annotations(reader).await
}

#[test]
fn a_theme_is_marked_by_mouse_and_one_letter() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        reader.select_in("[data-id='11.c']", "Soviet system is", "of the Soviet system.").await?;
        reader.see(".bar").await?;
        reader.press("c").await?;
        let made = stored(reader, 1).await?;
        assert_eq!(quotes(&made[0]), [ITEM_C]);
        assert_eq!(made[0]["motivation"], json!("classifying"));
        reader.see_words("mark", "stresses and strains").await?;
        reader.see_no(".bar").await?;
        reader.see_words(".card", "¶11.c, p. 13").await?;
        Ok(())
    })
}

#[test]
fn a_theme_is_marked_by_keys_alone_from_the_start_page_on() -> Outcome {
    journey(Screen::Wide, async |reader| {
        reader.open("#/").await?;
        focus_by_tab(reader, "a[href*='khrushchev-purge-1957']").await?;
        reader.press("Enter").await?;
        reader.see("[data-id='11.c']").await?;
        focus_by_tab(reader, ".offer .primary").await?;
        reader.press("Enter").await?;
        reader.see_count(".theme", 18).await?;
        reader.press("#").await?;
        reader.type_text("11.c").await?;
        reader.press("Enter").await?;
        in_view(reader, "[data-id='11.c']").await?;
        until_selected(reader, ITEM_C).await?;
        reader.press("c").await?;
        assert_eq!(quotes(&stored(reader, 1).await?[0]), [ITEM_C]);
        // Themes whose letters move the cursor are reached by way of the bar.
        reader.press("Enter").await?;
        reader.see(".bar").await?;
        reader.press("j").await?;
        reader.see_count("mark.two", 1).await?;
        // A note, without a hand leaving the keys.
        reader.press("r").await?;
        reader.type_text("The plainest of the twelve.").await?;
        reader.press("Control+Enter").await?;
        reader
            .until("the note is stored", HAS_NOTE, &[json!("The plainest of the twelve.")])
            .await?;
        Ok(())
    })
}

/// Moves the reading cursor by sentence until it stands on the words.
async fn until_selected(reader: &Reader, words: &str) -> Outcome {
    for _ in 0..6 {
        reader.press("j").await?;
        if reader.selected().await? == words {
            return Ok(());
        }
    }
    assert_eq!(reader.selected().await?, words);
    Ok(())
}

const HAS_NOTE: &str = "return Object.entries(localStorage)
    .some(([key, value]) => key.includes('/annotation/') && value.includes(arguments[0]));";

/// Presses Tab until an element has the focus, once it is there: what comes later than the first
/// Tab would be passed by.
pub(crate) async fn focus_by_tab(reader: &Reader, css: &str) -> Outcome {
    const IS_THERE: &str = "return document.querySelector(arguments[0]) !== null;";
    reader.until(&format!("{css} is there"), IS_THERE, &[json!(css)]).await?;
    for _ in 0..80 {
        if reader
            .evaluate::<bool>("return document.activeElement.matches(arguments[0]);", &[json!(css)])
            .await?
        {
            return Ok(());
        }
        reader.press("Tab").await?;
    }
    panic!("no Tab leads to {css}");
}

/// The cursor moves on before the block that it left is drawn again.
#[test]
fn keys_pressed_faster_than_the_page_is_drawn_mark_what_they_name() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        const PRESS: &str = "
            const press = (key) => (document.activeElement ?? document.body).dispatchEvent(
                new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
            const [keys, done] = [arguments[0], arguments[1]];
            [...keys].forEach(press);
            requestAnimationFrame(() => requestAnimationFrame(() => done(true)));";
        for _ in 0..3 {
            reader.evaluate_later::<bool>(PRESS, &[json!("jaj")]).await?;
            reader.evaluate_later::<bool>(PRESS, &[json!("a")]).await?;
        }
        assert_eq!(annotations(reader).await?.len(), 6);
        Ok(())
    })
}

#[test]
fn a_theme_is_marked_by_touch_on_a_phone() -> Outcome {
    journey(Screen::Phone, async |reader| {
        open_with_codebook(reader).await?;
        reader.open(&format!("{BRIEF}/11.c")).await?;
        reader.select_by_touch("Soviet system is", "crisis of the Soviet system.").await?;
        reader.see(".bar").await?;
        // The system's menu stands at the words: the bar keeps to the foot of the window, and the
        // words are brought clear of it.
        const IS_CLEAR: &str = "
            const words = getSelection().getRangeAt(0).getBoundingClientRect();
            return words.bottom <= document.querySelector('.bar').getBoundingClientRect().top;";
        reader.until("the bar lies not over the words", IS_CLEAR, &[]).await?;
        let place: (f64, f64) = reader
            .evaluate(
                "const bar = document.querySelector('.bar').getBoundingClientRect();
                 return [innerHeight - bar.bottom, getSelection().getRangeAt(0).getBoundingClientRect().bottom - bar.top];",
                &[],
            )
            .await?;
        assert!(place.0.abs() < 2.0, "the bar stands {} px above the foot", place.0);
        assert!(place.1 <= 0.0, "the bar lies over the words");
        reader.tap(".bar .chip:nth-of-type(3)").await?;
        let made = stored(reader, 1).await?;
        assert_eq!(quotes(&made[0]), [ITEM_C]);
        reader.tap_words("stresses and strains").await?;
        reader.tap(".open-notes").await?;
        reader.see_words(".card.active", "¶11.c").await?;
        Ok(())
    })
}

#[test]
fn a_passage_over_a_page_turn_is_one_annotation_without_furniture() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        reader.select_in("[data-id='4']", "Political", "Bureau").await?;
        reader.see(".bar").await?;
        reader.press("d").await?;
        let made = stored(reader, 1).await?;
        assert_eq!(quotes(&made[0]), ["Political Bureau"]);
        assert_eq!(made[0]["target"]["briefmark:citation"], json!("¶4, pp. 5–6"));
        reader.reload().await?;
        // Highlights are drawn near the screen.
        reader.open(&format!("{BRIEF}/4")).await?;
        in_view(reader, "[data-id='4']").await?;
        reader.see("mark").await?;
        let painted: String = reader
            .evaluate(
                "return [...document.querySelectorAll('mark')].map((mark) => mark.textContent).join('');",
                &[],
            )
            .await?;
        assert_eq!(painted, "Political Bureau");
        Ok(())
    })
}

#[test]
fn a_selection_does_not_leak_into_the_next_block() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        reader.open(&format!("{BRIEF}/11.e")).await?;
        in_view(reader, "[data-id='11.e']").await?;
        // A third click selects the block, and in the page's own terms the start of the next.
        let spot: (f64, f64) = reader
            .evaluate(
                "const box = document.querySelector('[data-id=\"11.e\"] [data-at]').getBoundingClientRect();
                 return [box.left + 30, box.top + 8];",
                &[],
            )
            .await?;
        for count in 1..=3 {
            for kind in ["mousePressed", "mouseReleased"] {
                let event = json!({
                    "type": kind, "x": spot.0, "y": spot.1, "button": "left", "clickCount": count,
                });
                reader.protocol("Input.dispatchMouseEvent", event).await?;
            }
        }
        reader.see(".bar").await?;
        reader.press("e").await?;
        let made = stored(reader, 1).await?;
        assert_eq!(quotes(&made[0]), ["USSR is a dictatorship run by a handful of people."]);
        Ok(())
    })
}

#[test]
fn three_that_overlap_can_be_told_apart_and_reached() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        let mut n_made = 0;
        for (letter, from, to) in [
            ("a", "Molotov and Kaganovich", "Stalinists"),
            ("b", "conservative", "inconvenient"),
            ("d", "Stalinists", "threatening"),
            ("e", "Kaganovich were", "than threatening"),
        ] {
            reader.select_in("[data-id='3']", from, to).await?;
            reader.see(".bar").await?;
            reader.press(letter).await?;
            n_made += 1;
            reader.see_count(".card", n_made).await?;
        }
        stored(reader, 4).await?;
        // Where four lie on one another, a count stands in place of their letters.
        reader.see("mark[data-letters^='4']").await?;
        let whole: String = reader
            .evaluate(
                "return [...document.querySelectorAll('[data-id=\"3\"] [data-at]')]
                     .map((run) => run.textContent).join('');",
                &[],
            )
            .await?;
        assert!(
            whole.contains("Molotov and Kaganovich were \"conservative\" Stalinists and probably")
        );
        // A click lists everything at that point; each entry looks at its annotation.
        reader.click_words("Stalinists and").await?;
        reader.see_count(".bar .here li", 4).await?;
        reader.click(".bar .here li:nth-child(2) button").await?;
        reader.see(".card.active").await?;
        reader.see("mark.active").await?;
        // By keys: the cursor on the sentence, and what is here already.
        reader.press("Escape").await?;
        reader.select_in("[data-id='3']", "inconvenient", "threatening").await?;
        reader.see(".bar .here").await?;
        assert!(reader.count(".bar .here li").await? >= 3);
        Ok(())
    })
}

#[test]
fn what_is_marked_can_be_changed_undone_and_done_again() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        reader.select_in("[data-id='11.f']", "the anti-Party", "group").await?;
        reader.see(".bar").await?;
        reader.press("f").await?;
        stored(reader, 1).await?;
        let first = reader.stored().await?;
        // Longer by two words at its end, by keys.
        click_button(reader, ".card.active", "Change boundaries").await?;
        reader.see(".handle").await?;
        reader.press("Tab ArrowRight ArrowRight").await?;
        reader.click(".adjusting .primary").await?;
        reader
            .until("the passage is longer", HAS_NOTE, &[json!("the anti-Party group was the")])
            .await?;
        // Shorter at its beginning, by dragging.
        click_button(reader, ".card.active", "Change boundaries").await?;
        reader.drag_to_words(".handle.start", "removal of the anti-Party").await?;
        reader.click(".adjusting .primary").await?;
        reader.until("the passage is shorter", HAS_NOTE, &[json!("\nqgroup was the\n")]).await?;
        reader.press("Control+z").await?;
        reader
            .until("one step back", HAS_NOTE, &[json!("\nqthe anti-Party group was the\n")])
            .await?;
        reader.press("Control+z").await?;
        reader.until("two steps back", HAS_NOTE, &[json!("\nqthe anti-Party group\n")]).await?;
        assert_eq!(reader.stored().await?, first, "undone to the same bytes");
        reader.press("Control+Shift+z").await?;
        reader
            .until("one step on", HAS_NOTE, &[json!("\nqthe anti-Party group was the\n")])
            .await?;
        // Deleted, and back again.
        reader.press("Delete").await?;
        stored(reader, 0).await?;
        reader.see_no("mark").await?;
        reader.press("Control+z").await?;
        stored(reader, 1).await?;
        reader.see("mark").await?;
        Ok(())
    })
}

#[test]
fn the_pen_marks_each_selection_at_once() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        reader.click(".theme:nth-child(5) button[aria-pressed]").await?;
        for (id, from, to) in [("11.e", "USSR", "people"), ("11.h", "Malenkov", "dictatorship")] {
            reader.select_in(&format!("[data-id='{id}']"), from, to).await?;
        }
        let made = stored(reader, 2).await?;
        assert_eq!(made[0]["body"][0]["source"], made[1]["body"][0]["source"]);
        assert_eq!(reader.count(".bar").await?, 0);
        reader.press("Escape").await?;
        reader.select_in("[data-id='11.a']", "Purge", "discord").await?;
        reader.see(".bar").await?;
        stored(reader, 2).await?;
        Ok(())
    })
}

#[test]
fn a_note_half_written_survives_a_reload() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        reader.select_in("[data-id='9.c']", "The pattern of", "the purges").await?;
        reader.see(".bar").await?;
        reader.press("n").await?;
        reader.see("#note-field").await?;
        reader.type_text("Flora Lewis says otherw").await?;
        const IS_KEPT: &str = "return Object.entries(localStorage)
            .some(([key, value]) => key.includes('/draft/') && value.includes('otherw'));";
        reader.until("the draft is kept", IS_KEPT, &[]).await?;
        reader.reload().await?;
        reader.click(".card .card-open").await?;
        const IS_BACK: &str =
            "return document.querySelector('#note-field')?.value === 'Flora Lewis says otherw';";
        reader.until("the draft is back", IS_BACK, &[]).await?;
        Ok(())
    })
}

#[test]
fn a_note_can_be_on_a_whole_paragraph_and_paints_nothing() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        reader.open(&format!("{BRIEF}/10")).await?;
        in_view(reader, "[data-id='10']").await?;
        reader.press("j m").await?;
        reader.see("#note-field").await?;
        reader.type_text("Compare with ¶9.").await?;
        reader.press("Control+Enter").await?;
        reader.until("the note is stored", HAS_NOTE, &[json!("Compare with ¶9.")]).await?;
        let made = stored(reader, 1).await?;
        assert_eq!(made[0]["motivation"], json!("commenting"));
        assert!(quotes(&made[0])[0].starts_with("Khrushchev has not yet acquired"));
        assert_eq!(reader.count("mark").await?, 0);
        reader.see_words(".card", "¶10, p. 13").await?;
        Ok(())
    })
}

#[test]
fn an_empty_codebook_can_be_chosen_and_filled_from_another_list() -> Outcome {
    journey(Screen::Wide, async |reader| {
        reader.open(BRIEF).await?;
        click_button(reader, ".offer", "Start with an empty codebook").await?;
        reader.see_no(".offer").await?;
        assert_eq!(reader.count(".theme").await?, 0);
        reader.reload().await?;
        assert_eq!(reader.count(".offer").await?, 0, "it is offered once");
        click_button(reader, "nav", "from a list").await?;
        reader.see_count("dialog .choice input[type=radio]", 3).await?;
        reader.see_words("dialog", "¶9").await?;
        Ok(())
    })
}

#[test]
fn the_codebook_can_be_taken_on_a_phone() -> Outcome {
    journey(Screen::Phone, async |reader| {
        reader.open(BRIEF).await?;
        take_offer(reader).await
    })
}
