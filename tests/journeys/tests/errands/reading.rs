//! Reading: the brief as it is printed, and every place of it at hand.

use journeys::{Medium, Outcome, Reader, Scheme, Screen, journey};
use serde_json::{Value, json};

use crate::{BRIEF, click_button, open_with_codebook};

#[test]
fn a_link_leads_to_its_place_again_from_wherever_the_reader_went_on_to() -> Outcome {
    journey(Screen::Wide, async |reader| {
        const IS_AT: &str =
            "const top = document.querySelector('[data-id=\"7\"]').getBoundingClientRect().top;
            return top > 0 && top < innerHeight;";
        reader.open(BRIEF).await?;
        for _ in 0..2 {
            reader.click("#contents a[href$='/7']").await?;
            reader.until("¶7 is in view", IS_AT, &[]).await?;
            reader.evaluate::<Value>("scrollTo({ top: 0, behavior: 'instant' });", &[]).await?;
            reader.until("the top is", "return scrollY === 0;", &[]).await?;
        }
        Ok(())
    })
}

#[test]
fn the_brief_is_on_the_page_with_its_own_structure() -> Outcome {
    journey(Screen::Wide, async |reader| {
        reader.open(BRIEF).await?;
        let count = async |css: &str| reader.count(css).await;
        assert_eq!(count("[role~=doc-pagebreak]").await?, 14);
        assert_eq!(count(".marking").await?, 28);
        assert_eq!(count(".marking.struck").await?, 26);
        assert_eq!(count("blockquote").await?, 3);
        assert_eq!(count("ol[role=list] .item").await?, 24);
        assert_eq!(count("[data-redaction]").await?, 2);
        assert_eq!(count(".stamp button").await?, 2);
        assert_eq!(count("[role=doc-noteref]").await?, 2);
        // The words on the page are the reading text; what the style sheet writes is none of them.
        let joined: bool = reader
            .evaluate(
                "return [...document.querySelectorAll('[data-id=\"4\"] [data-at]')]
                    .map((run) => run.textContent).join('').includes('majority of the Political Bureau which');",
                &[],
            )
            .await?;
        assert!(joined, "the halves of a broken sentence stand as one");
        Ok(())
    })
}

#[test]
fn the_browsers_own_find_passes_over_a_page_turn() -> Outcome {
    journey(Screen::Wide, async |reader| {
        reader.open(BRIEF).await?;
        let found: bool =
            reader.evaluate("return window.find('Political Bureau which');", &[]).await?;
        assert!(found);
        let found: bool = reader
            .evaluate(
                "return window.find('(possibly by \"squealing\") in time', false, true);",
                &[],
            )
            .await?;
        assert!(found);
        Ok(())
    })
}

#[test]
fn an_address_leads_to_its_place_again() -> Outcome {
    journey(Screen::Wide, async |reader| {
        reader.open(BRIEF).await?;
        reader.click(".label[href$='/11.c']").await?;
        in_view(reader, "[data-id='11.c']").await?;
        reader.click("[role=doc-noteref]").await?;
        in_view(reader, "[data-id='note.1']").await?;
        reader.click("[data-id='note.1'] [role=doc-backlink]").await?;
        in_view(reader, "[data-id='3']").await?;
        reader.back().await?;
        reader.back().await?;
        assert!(reader.route().await?.ends_with("/11.c"));
        in_view(reader, "[data-id='11.c']").await?;
        reader.reload().await?;
        in_view(reader, "[data-id='11.c']").await?;
        // By citation and by page, typed.
        reader.press("#").await?;
        reader.type_text("11.l(3)").await?;
        reader.press("Enter").await?;
        in_view(reader, "[data-id='11.l.3']").await?;
        reader.press("#").await?;
        reader.type_text("p. 5").await?;
        reader.press("Enter").await?;
        in_view(reader, "[data-page='5']").await?;
        // "(see above)" in paragraph 7 leads to where Pravda's criticism is told.
        reader.click("[data-id='7'] .words a").await?;
        in_view(reader, "[data-id='6+1']").await?;
        Ok(())
    })
}

#[test]
fn a_redaction_says_what_the_document_says_and_no_more() -> Outcome {
    journey(Screen::Wide, async |reader| {
        reader.open(BRIEF).await?;
        reader.click("[data-redaction='0']").await?;
        reader.see_words("dialog", "ties none of them").await?;
        reader.see_words("dialog", "25X1A2d2").await?;
        reader.see_words("dialog", "25X1X7").await?;
        reader.see_words("dialog", "13526").await?;
        reader.press("Escape").await?;
        reader.see_no("dialog").await?;
        reader.click(".about button").await?;
        for odd in ["Krushchev", "1956", "bullet", "quotation mark"] {
            reader.see_words(".findings", odd).await?;
        }
        Ok(())
    })
}

#[test]
fn what_is_copied_has_no_furniture_and_says_where_it_is_from() -> Outcome {
    journey(Screen::Wide, async |reader| {
        reader.open(BRIEF).await?;
        reader.select("majority of the Political", "Bureau which").await?;
        let copied: String = reader
            .evaluate(
                "const data = new DataTransfer();
                 const event = new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true });
                 document.querySelector('[data-id=\"4\"]').dispatchEvent(event);
                 return data.getData('text/plain');",
                &[],
            )
            .await?;
        assert_eq!(copied, "majority of the Political Bureau which");
        // The clipboard is the system's, so its text is seen where it is pasted.
        let permission = json!({
            "permission": { "name": "clipboard-write" }, "setting": "granted",
        });
        reader.protocol("Browser.setPermission", permission).await?;
        reader.see(".bar").await?;
        click_button(reader, ".bar", "Copy with citation").await?;
        reader.see_words("[role=status]", "Copied").await?;
        reader.press("#").await?;
        reader.press("Control+v").await?;
        let pasted: String = reader.evaluate("return document.activeElement.value;", &[]).await?;
        assert_eq!(
            pasted,
            "“majority of the Political Bureau which” (BRIEFS ON INTERNATIONAL COMMUNISM V, \
             THE KHRUSHCHEV PURGE, 23 July 1957, ¶4, pp. 5–6)"
        );
        Ok(())
    })
}

/// No barrier that axe-core knows, in each view, in light and dark, on three screens.
#[test]
fn no_view_has_a_barrier() -> Outcome {
    for screen in [Screen::Wide, Screen::Middle, Screen::Phone] {
        journey(screen, async |reader| {
            for scheme in [Scheme::Light, Scheme::Dark] {
                reader.prefer(scheme, Medium::Screen).await?;
                reader.stand_at_the_door().await?;
                reader.empty_store().await?;
                reader.open("#/").await?;
                reader.find_no_barrier().await?;
                open_with_codebook(reader).await?;
                reader.find_no_barrier().await?;
                mark_by_keys(reader).await?;
                reader.find_no_barrier().await?;
                reader.press("Enter").await?;
                reader.see(".bar").await?;
                reader.find_no_barrier().await?;
                reader.press("Escape").await?;
                reader.screenshot(&format!("reader-{screen:?}-{scheme:?}").to_lowercase()).await?;
                reader.press("?").await?;
                reader.see("dialog[open]").await?;
                reader.find_no_barrier().await?;
                reader.press("Escape").await?;
                reader.click(".about button").await?;
                reader.see("dialog[open]").await?;
                reader.find_no_barrier().await?;
                reader.press("Escape").await?;
                nothing_scrolls_sideways(reader).await?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Marks a sentence with two themes and the next with one.
async fn mark_by_keys(reader: &Reader) -> Outcome {
    reader.open(&format!("{BRIEF}/3")).await?;
    in_view(reader, "[data-id='3']").await?;
    reader.press("j a d").await?;
    reader.see("mark.two").await?;
    reader.press("j c").await?;
    reader.see_count("mark", 2).await
}

async fn nothing_scrolls_sideways(reader: &Reader) -> Outcome {
    let page =
        "const page = document.scrollingElement; return page.scrollWidth <= page.clientWidth;";
    assert!(reader.evaluate::<bool>(page, &[]).await?, "the page scrolls sideways");
    Ok(())
}

/// Waits until an element stands in the window.
pub(crate) async fn in_view(reader: &Reader, css: &str) -> Outcome {
    const IS_IN_VIEW: &str = "
        const box = document.querySelector(arguments[0])?.getBoundingClientRect();
        return box !== undefined && box.bottom > 0 && box.top < innerHeight;";
    reader.until(&format!("{css} is in view"), IS_IN_VIEW, &[json!(css)]).await
}
