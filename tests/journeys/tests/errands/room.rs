//! Much work: thousands of annotations, a store that fills up, what an earlier version stored.

use briefmark::annotation::{Annotation, AnnotationId, Body, Motivation, describe};
use briefmark::brief::parse;
use briefmark::exchange::{Selection, export};
use briefmark::text::words;
use briefmark::workspace::{CAPACITY, Key, Workspace};
use journeys::{Outcome, Reader, Screen, journey};
use serde_json::json;

use crate::{BRIEF, annotations, click_button, open_with_codebook};

const SOURCE: &str = include_str!("../../../../briefs/khrushchev-purge-1957.md");

/// So many highlights of a word each, over the whole brief, with a note on every tenth.
fn much_work(n_annotations: usize) -> Workspace {
    let iri = "urn:briefmark:khrushchev-purge-1957";
    let brief = parse(SOURCE, "khrushchev-purge-1957.md").0.with_id(iri);
    let passages: Vec<_> =
        brief.blocks.iter().flat_map(|block| words(&brief.text, block.span)).collect();
    let mut workspace = Workspace::default();
    for n in 0..n_annotations {
        let passage = passages[n * passages.len() / n_annotations];
        let id = AnnotationId(format!("urn:uuid:0a000000-0000-4000-8000-{n:012}"));
        let note = Body::Note { text: format!("note {n}"), extra: serde_json::Map::new() };
        let annotation = Annotation {
            id: id.clone(),
            motivations: vec![Motivation::Highlighting],
            created: None,
            modified: None,
            creator: None,
            bodies: if n % 10 == 0 { vec![note] } else { Vec::new() },
            targets: vec![describe(&brief, passage)],
            extra: serde_json::Map::new(),
        };
        workspace.annotations.insert(id, annotation);
    }
    workspace
}

#[test]
fn two_thousand_annotations_come_in_and_the_page_stays_usable() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        let work = export(&much_work(2_000), &Selection::All);
        let file = reader.have_file("much.json", &work)?;
        reader.drop_file(&file).await?;
        reader.see_words("dialog", "2000").await?;
        reader.click("dialog .report ~ .actions .primary").await?;
        reader.see_words(".notebook-head", "2000").await?;
        let stored = "return Object.keys(localStorage)
            .filter((key) => key.startsWith('briefmark/3/annotation/')).length === arguments[0];";
        reader.until("all are stored", stored, &[json!(2_000)]).await?;
        // Only the cards near the screen are in the page, each with its number among all.
        reader.see(".card").await?;
        assert!(reader.count(".card").await? <= 100);
        let numbered = "return [...document.querySelectorAll('.margin > li')]
            .every((card) => card.ariaSetSize === '2000' && card.ariaPosInSet > 0);";
        reader.until("each card has its number", numbered, &[]).await?;
        // Where the reader goes, the cards are.
        reader.open(&format!("{BRIEF}/11.l")).await?;
        let beside =
            "const top = document.querySelector('[data-id=\"11.l\"]').getBoundingClientRect().top;
            return [...document.querySelectorAll('.margin > li')].some((card) => {
              const off = card.getBoundingClientRect().top - top;
              return off > -200 && off < 600;
            });";
        reader.until("cards stand beside the words", beside, &[]).await?;
        // The arrow keys go on through all of them, past those that were in the page.
        let last = "const cards = [...document.querySelectorAll('.margin > li')];
            cards.at(-1).querySelector('.card-open').focus();
            return Number(cards.at(-1).ariaPosInSet);";
        let number: u32 = reader.evaluate(last, &[]).await?;
        // The page went there with the focus: other cards come and go, and this one keeps it.
        reader.evaluate_later::<()>("setTimeout(arguments[0], 600);", &[]).await?;
        let is_held =
            "return Number(document.activeElement.closest('li')?.ariaPosInSet) === arguments[0];";
        reader.until("the card keeps the focus", is_held, &[json!(number)]).await?;
        for step in 1..=3 {
            reader.press("ArrowDown").await?;
            let is_there = "return Number(document.activeElement.closest('li')?.ariaPosInSet) === arguments[0];";
            reader.until("the next card has the focus", is_there, &[json!(number + step)]).await?;
        }
        reader.press("Escape").await?;
        reader.press("j a").await?;
        reader.see_words(".notebook-head", "2001").await?;
        reader.press("Control+z").await?;
        reader.see_words(".notebook-head", "2000").await?;
        reader.reload().await?;
        reader.see_words(".notebook-head", "2000").await?;
        assert_eq!(annotations(reader).await?.len(), 2_000);
        Ok(())
    })
}

#[test]
fn what_an_earlier_version_stored_is_kept_in_today_s_form() -> Outcome {
    journey(Screen::Wide, async |reader| {
        reader.stand_at_the_door().await?;
        let work = much_work(3);
        for (n, annotation) in work.annotations.values().enumerate() {
            let key = Key::Annotation(annotation.id.clone());
            // JSON was the first form, then lines, and JSON for what had none.
            let (version, value) = match n {
                0 => ("/1/", annotation.to_json().to_string()),
                1 => ("/2/", annotation.to_json().to_string()),
                _ => ("/2/", work.stored_at(&key).expect("the work has it")),
            };
            reader.store(&key.stored().replace("/3/", version), &value).await?;
        }
        reader.open(BRIEF).await?;
        reader.see_words(".notebook-head", "3").await?;
        let renewed = "const keys = Object.keys(localStorage);
            return keys.filter((key) => key.startsWith('briefmark/3/annotation/')).length === 3
              && !keys.some((key) => /^briefmark\\/[12]\\/annotation/.test(key));";
        reader.until("all are in today's form", renewed, &[]).await?;
        let expected: Vec<_> = work.annotations.keys().map(|id| json!(id.0)).collect();
        let found = annotations(reader).await?;
        assert_eq!(found.iter().map(|it| it["id"].clone()).collect::<Vec<_>>(), expected);
        Ok(())
    })
}

/// Fills the store up to a share of what it holds, in hundredths.
async fn fill_to(reader: &Reader, percent: usize) -> Outcome {
    let fill = "localStorage.removeItem('filler/');
        const used = Object.entries(localStorage).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
        localStorage.setItem('filler/', 'x'.repeat(arguments[0] - used - 'filler/'.length));";
    let n_units = CAPACITY / 100 * percent;
    reader.evaluate::<serde_json::Value>(fill, &[json!(n_units)]).await?;
    Ok(())
}

#[test]
fn the_meter_says_that_the_store_fills_up_before_it_is_full() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        reader.press("j a").await?;
        click_button(reader, ".masthead", "Share").await?;
        reader.see_words("dialog .room", "Room for about").await?;
        reader.see_words("dialog .room", "10").await?;
        reader.press("Escape").await?;
        reader.see_no("dialog").await?;
        assert_eq!(reader.count(".room-left").await?, 0);

        fill_to(reader, 85).await?;
        reader.press("j a").await?;
        reader.see_words("[role=status] .room-left", "filling up").await?;
        reader.click("[role=status] .room-left .quiet").await?;
        reader.see_no(".room-left").await?;

        fill_to(reader, 96).await?;
        reader.press("j a").await?;
        reader.see_words("[role=alert] .room-left", "almost full").await?;
        // All that was marked is stored, and can be saved from where it is said.
        assert_eq!(annotations(reader).await?.len(), 3);
        click_button(reader, ".room-left", "Save everything").await?;
        let (_, file) = reader.take_download().await?;
        assert_eq!(file.matches("\"type\": \"Annotation\"").count(), 3);

        reader.make_room().await?;
        reader.press("j a").await?;
        reader.see_no(".room-left").await?;
        Ok(())
    })
}

#[test]
fn a_brief_is_removed_to_make_room_and_what_was_made_on_it_stays() -> Outcome {
    journey(Screen::Wide, async |reader| {
        reader.open("#/").await?;
        let text = "# A paper\n\nThe first point stands.\n\nThe second point too.\n";
        let file = reader.have_file("paper.md", text)?;
        reader.drop_file(&file).await?;
        reader.see_words("[data-block]", "The first point").await?;
        reader.select_in("#reading", "first", "stands").await?;
        click_button(reader, ".bar", "Highlight only").await?;
        reader.see("mark").await?;
        reader.open("#/").await?;
        click_button(reader, ".masthead", "Share").await?;
        click_button(reader, "dialog .opened", "Remove").await?;
        click_button(reader, "dialog .opened", "keep the annotations").await?;
        reader.see_no("dialog .opened").await?;
        reader.press("Escape").await?;
        reader.see_no("dialog").await?;
        reader.see_no("#opened ~ .briefs a").await?;
        assert_eq!(annotations(reader).await?.len(), 1);
        reader.drop_file(&file).await?;
        reader.see_words("mark", "first").await?;
        Ok(())
    })
}
