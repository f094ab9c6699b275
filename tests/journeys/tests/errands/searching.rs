//! Searching: over a page turn, in every spelling, by keys alone, on a phone; and coding the hits.

use journeys::{Medium, Outcome, Reader, Scheme, Screen, journey};
use serde_json::json;

use crate::marking::{focus_by_tab, stored};
use crate::{BRIEF, click_button, open_with_codebook, quotes};

/// Opens the search by its key and types words into it.
async fn search(reader: &Reader, words: &str) -> Outcome {
    reader.press("/").await?;
    reader.see("#search-field:focus").await?;
    reader.type_text(words).await
}

/// Waits until the words of the hit that is looked at are these, as they are painted.
async fn painted(reader: &Reader, words: &str) -> Outcome {
    const NOW: &str = "
        const [now] = CSS.highlights.get('search-now') ?? [];
        return now?.toString().replace(/\\s+/g, ' ').trim() === arguments[0];";
    reader.until(&format!("“{words}” is painted"), NOW, &[json!(words)]).await
}

#[test]
fn a_phrase_is_found_once_over_the_page_turn_and_marked_by_one_letter() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        search(reader, "political bureau").await?;
        reader.see_words("#search-word", "1 of 1 hit in 1 paragraph").await?;
        reader.see_words(".hits .paragraph", "1 hit").await?;
        painted(reader, "Political Bureau").await?;
        let turn: bool = reader
            .evaluate(
                "const [now] = CSS.highlights.get('search-now');
                 return [...document.querySelectorAll('.turn')].some((it) => now.intersectsNode(it));",
                &[],
            )
            .await?;
        assert!(turn, "the page turns within the hit");
        reader.click(".hits .hit").await?;
        reader.press("d").await?;
        assert_eq!(quotes(&stored(reader, 1).await?[0]), ["Political Bureau"]);
        reader.press("Escape").await?;
        reader.see_no("#search").await?;
        Ok(())
    })
}

#[test]
fn every_spelling_is_coded_and_taken_back_by_keys_alone() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        let before = reader.stored().await?;
        search(reader, "Khrushchev").await?;
        reader.see_words("#search-word", "of 64 hits").await?;
        reader.press("Enter Enter Shift+Enter").await?;
        reader.see_words("#search-word", "2 of 64 hits").await?;
        focus_by_tab(reader, ".variants summary").await?;
        reader.press("Enter").await?;
        reader.see_words(".variants", "Krushchev").await?;
        reader.see_words(".variants", "1 hit").await?;
        focus_by_tab(reader, ".variants input").await?;
        reader.press("Space").await?;
        reader.see_words("#search-word", "of 65 hits").await?;
        focus_by_tab(reader, ".hits button").await?;
        reader.press("ArrowDown ArrowDown ArrowUp").await?;
        reader.see_words("#search-word", "4 of 65 hits").await?;
        reader.see(".hits .now button:focus").await?;
        focus_by_tab(reader, ".search-foot .primary").await?;
        reader.press("Enter").await?;
        reader.see_words("dialog", "65 passages would be marked").await?;
        focus_by_tab(reader, "dialog .finder input").await?;
        reader.type_text("internal discord").await?;
        reader.press("Enter").await?;
        reader.see_words("dialog", "65 passages will be marked").await?;
        focus_by_tab(reader, "dialog .actions .primary").await?;
        reader.press("Enter").await?;
        let made = stored(reader, 65).await?;
        let spelt_otherwise = made.iter().filter(|it| quotes(it) == ["Krushchev"]).count();
        assert_eq!(spelt_otherwise, 1);
        reader.see_words("[role=status]", "65 passages are marked").await?;
        // Once more: all of them are passed over, and it is said.
        focus_by_tab(reader, ".search-foot .primary").await?;
        reader.press("Enter").await?;
        focus_by_tab(reader, "dialog .finder input").await?;
        reader.type_text("internal discord").await?;
        reader.press("Enter").await?;
        reader.see_words("dialog", "there is nothing to mark").await?;
        reader.press("Escape").await?;
        reader.see_no("dialog").await?;
        focus_by_tab(reader, ".search-foot .primary").await?;
        reader.press("Control+z").await?;
        stored(reader, 0).await?;
        assert_eq!(reader.stored().await?, before);
        // From hit to hit in the text, and one of them marked.
        reader.press("> > < a").await?;
        stored(reader, 1).await?;
        Ok(())
    })
}

#[test]
fn the_words_of_estimate_are_a_list_that_one_sees_and_changes() -> Outcome {
    journey(Screen::Wide, async |reader| {
        reader.open(BRIEF).await?;
        reader.press("/").await?;
        reader.see("#search-field:focus").await?;
        reader.click(".segments label:nth-of-type(3)").await?;
        reader.see_words(".lens summary", "46 words").await?;
        reader.see_words(".hits", "probably").await?;
        reader.click(".lens summary").await?;
        reader.click(".lens textarea").await?;
        reader.press("Control+a").await?;
        reader.type_text("it may be assumed\n").await?;
        reader.press("Tab").await?;
        reader.see_words(".lens summary", "1 word or").await?;
        reader.see_words("#search-word", "1 of 1 hit").await?;
        reader.reload().await?;
        reader.press("/").await?;
        reader.see("#search-field:focus").await?;
        reader.click(".segments label:nth-of-type(3)").await?;
        reader.see_words("#search-word", "1 of 1 hit").await?;
        reader.click(".lens summary").await?;
        click_button(reader, ".lens", "Put the first list back").await?;
        reader.see_words(".lens summary", "46 words").await
    })
}

#[test]
fn a_search_stands_in_the_address() -> Outcome {
    journey(Screen::Wide, async |reader| {
        reader.open(&format!("{BRIEF}?q=Political%20Bureau")).await?;
        reader.see_words("#search-word", "1 of 1 hit").await?;
        painted(reader, "Political Bureau").await?;
        reader.click("#search-field").await?;
        reader.press("Control+a").await?;
        reader.type_text("“anti-Party").await?;
        let is_told = "return location.hash.endsWith('?q=%E2%80%9Canti-Party');";
        reader.until("the address says it", is_told, &[]).await?;
        let n_hits: usize = reader
            .evaluate(
                "return +/of (\\d+)/.exec(document.querySelector('#search-word').innerText)[1];",
                &[],
            )
            .await?;
        assert!(n_hits > 1, "straight and curly quotation marks are one");
        reader.press("Escape").await?;
        reader.until("the search is over", "return !location.hash.includes('?');", &[]).await
    })
}

#[test]
fn a_search_on_a_phone_leaves_the_text_in_view() -> Outcome {
    journey(Screen::Phone, async |reader| {
        open_with_codebook(reader).await?;
        reader.tap(".open-search").await?;
        reader.see("#search-field:focus").await?;
        reader.type_text("Leningrad affair").await?;
        reader.see_words("#search-word", "1 of ").await?;
        painted(reader, "Leningrad affair").await?;
        const IS_SEEN: &str = "
            const [now] = CSS.highlights.get('search-now') ?? [];
            const sheet = document.querySelector('#search').getBoundingClientRect();
            return now !== undefined && now.getBoundingClientRect().bottom < sheet.top
                && document.documentElement.scrollWidth <= innerWidth;";
        reader.until("the hit is seen over the sheet", IS_SEEN, &[]).await?;
        reader.find_no_barrier().await?;
        reader.screenshot("search-phone").await?;
        reader.tap(".hits .hit").await?;
        reader.until("the hit is seen over the sheet", IS_SEEN, &[]).await?;
        // One thing at a time at the foot of the page.
        reader.tap(".open-notes").await?;
        reader.see_no("#search").await?;
        reader.tap(".open-search").await?;
        reader.see_words("#search-word", "1 of ").await?;
        reader.tap(".search-foot .primary").await?;
        reader.see("dialog .finder input").await?;
        reader.find_no_barrier().await
    })
}

#[test]
fn nobody_is_kept_out_of_the_search() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        search(reader, "Khrushchev").await?;
        reader.see_words(".variants", "spelling").await?;
        for scheme in [Scheme::Light, Scheme::Dark] {
            reader.prefer(scheme, Medium::Screen).await?;
            reader.find_no_barrier().await?;
        }
        reader.click(".variants summary").await?;
        reader.click(".elsewhere summary").await?;
        reader.find_no_barrier().await?;
        reader.click(".search-foot .primary").await?;
        reader.see("dialog .coding-preview").await?;
        reader.find_no_barrier().await
    })
}
