//! Links: a whole set inside an address, and collections that the site publishes.

use journeys::{Outcome, Reader, Screen, journey};

use crate::{BRIEF, annotations, click_button, open_with_codebook};

/// Marks three passages, one with a note.
async fn work(reader: &Reader) -> Outcome {
    open_with_codebook(reader).await?;
    reader.open(&format!("{BRIEF}/3")).await?;
    reader.press("j a j d j e").await?;
    reader.see_count("mark", 3).await?;
    reader.press("r").await?;
    reader.type_text("Compare “Хрущёв” 👩‍👩‍👧 with <b>paragraph</b> 4.").await?;
    reader.press("Control+Enter").await?;
    reader
        .until(
            "the note is stored",
            "return Object.values(localStorage).some((value) => value.includes('paragraph'));",
            &[],
        )
        .await
}

/// Makes a link with all that is on the brief; gives its hash.
async fn link(reader: &Reader) -> Outcome<String> {
    click_button(reader, ".masthead", "Share").await?;
    click_button(reader, "dialog", "Make a link with 3 annotations").await?;
    reader.see(".made-link").await?;
    reader.see_words(".link-out", "short enough for any message").await?;
    let link: String =
        reader.evaluate("return document.querySelector('.made-link').value;", &[]).await?;
    let (page, hash) = link.split_once('#').expect("a link has a hash");
    assert_eq!(page, reader.site().url());
    reader.press("Escape").await?;
    reader.see_no("dialog").await?;
    Ok(format!("#{hash}"))
}

#[test]
fn a_link_brings_a_whole_set_into_a_fresh_browser() -> Outcome {
    journey(Screen::Wide, async |reader| {
        work(reader).await?;
        let before = annotations(reader).await?;
        let link = link(reader).await?;
        // To where it came from it brings nothing.
        reader.open(&link).await?;
        reader.see_words("dialog", "here already").await?;
        reader.press("Escape").await?;
        reader.see_no("dialog").await?;

        reader.stand_at_the_door().await?;
        reader.empty_store().await?;
        reader.open(&link).await?;
        reader.see_words("dialog", "What “the link” would bring").await?;
        reader.see_words("dialog .report", "3 annotations").await?;
        assert_eq!(annotations(reader).await?.len(), 0);
        assert_eq!(reader.route().await?, BRIEF, "the address is the place alone");
        reader.click("dialog .report ~ .actions .primary").await?;
        reader.see_count("mark", 3).await?;
        let after = annotations(reader).await?;
        let known = |list: &[serde_json::Value]| {
            let known = list.iter().map(|it| {
                (it["id"].clone(), it["created"].clone(), it["target"].clone(), it["body"].clone())
            });
            known.collect::<Vec<_>>()
        };
        assert_eq!(known(&after), known(&before));
        // No server saw it.
        let asked = reader.site().requests();
        assert!(asked.iter().all(|request| !request.path.contains("set=")), "{asked:?}");
        Ok(())
    })
}

#[test]
fn a_damaged_link_says_so_and_changes_nothing() -> Outcome {
    journey(Screen::Wide, async |reader| {
        work(reader).await?;
        let link = link(reader).await?;
        let before = reader.stored().await?;
        for damaged in [&link[..link.len() - 9], &format!("{BRIEF}?set=nonsense")] {
            reader.open(damaged).await?;
            reader.see_words("[role=alert]", "the link is damaged").await?;
            reader.click(".notice.problem [aria-label^='Close']").await?;
            reader.see_no(".notice.problem").await?;
        }
        reader.see_no("dialog").await?;
        assert_eq!(reader.stored().await?, before);
        Ok(())
    })
}

#[test]
fn what_the_site_publishes_is_taken_as_another_reader_s() -> Outcome {
    journey(Screen::Phone, async |reader| {
        reader.open("#/").await?;
        reader.see_words(".published", "A first reading").await?;
        reader.find_no_barrier().await?;
        reader.click(".published button").await?;
        reader.see_words("dialog", "What “A first reading” would bring").await?;
        reader.press("Escape").await?;
        reader.see_no("dialog").await?;
        reader.open(&format!("{BRIEF}?layer=first-reading")).await?;
        reader.see_words("dialog", "What “A first reading” would bring").await?;
        reader.see_words("dialog .report", "12 annotations").await?;
        reader.find_no_barrier().await?;
        assert_eq!(annotations(reader).await?.len(), 0);
        reader.click("dialog .report ~ .actions .primary").await?;
        reader.see_no("dialog").await?;
        let taken = annotations(reader).await?;
        assert_eq!(taken.len(), 12);
        assert!(taken.iter().all(|one| one["creator"]["name"] == "Those who make Briefmark"));
        // One that is not there says so.
        reader.open(&format!("{BRIEF}?layer=no-such")).await?;
        reader.see_words("[role=alert]", "publishes no annotations named “no-such”").await
    })
}
