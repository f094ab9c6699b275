//! Keeping: two tabs at work, a store that is full, refused, damaged, or from a later version.

use std::collections::BTreeMap;

use journeys::{Outcome, Reader, Screen, journey};
use serde_json::{Value, json};

use crate::{BRIEF, annotations, open_with_codebook};

/// Makes so many marks, each on the next sentence, by keys.
async fn mark_sentences(reader: &Reader, count: usize, theme: &str) -> Outcome {
    for _ in 0..count {
        reader.press(&format!("j {theme}")).await?;
    }
    Ok(())
}

/// Runs a script on another page of the site, and comes back.
async fn on_another_page(reader: &Reader, script: &str) -> Outcome {
    let here = reader.tab().await?;
    reader.another_tab().await?;
    reader.stand_at_the_door().await?;
    reader.evaluate::<Value>(script, &[]).await?;
    reader.turn_to(&here).await
}

#[test]
fn two_tabs_that_mark_fifty_each_keep_a_hundred() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        let first = reader.tab().await?;
        let second = reader.another_tab().await?;
        reader.open(&format!("{BRIEF}/7")).await?;
        for round in 0..10 {
            reader.turn_to(if round % 2 == 0 { &first } else { &second }).await?;
            mark_sentences(reader, 10, if round % 2 == 0 { "a" } else { "d" }).await?;
        }
        for tab in [&first, &second] {
            reader.turn_to(tab).await?;
            let is_whole = "return Object.keys(localStorage)
                .filter((key) => key.startsWith('briefmark/3/annotation/')).length === 100;";
            reader.until("a hundred are stored", is_whole, &[]).await?;
            // Each tab shows what the other did.
            reader.see_words(".notebook-head", "100").await?;
        }
        // What the other tab did is not undone here.
        reader.press("Control+z").await?;
        reader.see_words(".notebook-head", "99").await?;
        let left = annotations(reader).await?;
        let of_first = left.iter().filter(|it| it.to_string().contains("Internal discord")).count();
        assert!(of_first <= 50 && left.len() == 99);
        Ok(())
    })
}

#[test]
fn what_two_tabs_write_in_one_note_is_kept_from_both() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        mark_sentences(reader, 1, "a").await?;
        reader.see_count("mark", 1).await?;
        let first = reader.tab().await?;
        let second = reader.another_tab().await?;
        reader.open(BRIEF).await?;
        // Who leaves a field by Escape has not saved it.
        for (tab, words, key) in
            [(&first, "Who says so?", "Escape"), (&second, "Compare ¶9.", "Control+Enter")]
        {
            reader.turn_to(tab).await?;
            reader.click(".card .card-open").await?;
            reader.click("#note-field").await?;
            reader.press("Control+a").await?;
            reader.type_text(words).await?;
            reader.press(key).await?;
        }
        reader.turn_to(&first).await?;
        reader.click(".card .card-open").await?;
        reader.click("#note-field").await?;
        reader.see_words("#note-state", "was changed elsewhere meanwhile").await?;
        reader.press("Control+Enter").await?;
        reader.see_words(".notices", "stands below that").await?;
        let both = "return document.querySelector('#note-field')?.value === arguments[0];";
        let note = "Compare ¶9.\n\nWho says so?";
        for tab in [&first, &second] {
            reader.turn_to(tab).await?;
            reader.until("the field holds both", both, &[json!(note)]).await?;
        }
        assert_eq!(annotations(reader).await?.len(), 1);
        Ok(())
    })
}

#[test]
fn a_full_store_is_said_and_loses_nothing() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        mark_sentences(reader, 1, "a").await?;
        reader.see_count("mark", 1).await?;
        reader.fill_store().await?;
        mark_sentences(reader, 2, "d").await?;
        reader.see_words("[role=alert]", "not stored").await?;
        reader.see_count("mark", 3).await?;
        // Everything can be taken away at once, what is not stored with it.
        reader.click(".keeping button").await?;
        let (_, file) = reader.take_download().await?;
        assert_eq!(file.matches("\"type\": \"Annotation\"").count(), 3);
        // With room again, the next edit stores all that waited.
        reader.make_room().await?;
        mark_sentences(reader, 1, "e").await?;
        reader.see_no(".keeping").await?;
        assert_eq!(annotations(reader).await?.len(), 4);
        reader.reload().await?;
        reader.see_count("mark", 4).await?;
        Ok(())
    })
}

#[test]
fn a_value_that_cannot_be_read_is_set_aside_and_shown() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        mark_sentences(reader, 2, "a").await?;
        reader.see_count("mark", 2).await?;
        reader.stand_at_the_door().await?;
        const BAD: &str = "briefmark/3/annotation/5b0e1a52-6a57-4a0e-9b0b-000000000001";
        reader.store(BAD, "{\"id\": \"urn:uuid:5b0e1a52").await?;
        reader.open(BRIEF).await?;
        reader.see_count("mark", 2).await?;
        reader.see_words("[role=alert]", "1 stored value could not be read").await?;
        let stored = reader.stored().await?;
        assert!(!stored.contains_key(BAD));
        let aside: Vec<_> = stored.iter().filter(|(key, _)| key.contains("quarantine")).collect();
        assert_eq!(aside.len(), 1);
        assert_eq!(aside[0].1, "{\"id\": \"urn:uuid:5b0e1a52");
        reader.click("[role=alert] button").await?;
        reader.see_words("dialog", "5b0e1a52").await?;
        Ok(())
    })
}

#[test]
fn a_later_version_s_work_is_left_alone() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        reader.stand_at_the_door().await?;
        reader.store("briefmark/4/annotation/x", "{}").await?;
        let before = reader.stored().await?;
        reader.open(BRIEF).await?;
        reader.see_words("[role=alert]", "newer version").await?;
        mark_sentences(reader, 1, "a").await?;
        reader.see_words("[role=alert]", "Nothing was changed").await?;
        assert_eq!(reader.stored().await?, before);
        Ok(())
    })
}

#[test]
fn a_later_version_that_takes_the_work_over_is_left_to_it() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        mark_sentences(reader, 1, "a").await?;
        let key = reader.stored().await?.into_keys().find(|key| key.contains("/annotation/"));
        let key = key.expect("the mark is stored");
        on_another_page(
            reader,
            &format!(
                "localStorage.setItem('briefmark/4/annotation/x', '{{}}');
                 localStorage.removeItem('{key}');"
            ),
        )
        .await?;
        reader.see_words("[role=alert]", "newer version").await?;
        reader.see("mark").await?;
        Ok(())
    })
}

#[test]
fn what_another_page_wipes_out_is_stored_again() -> Outcome {
    journey(Screen::Wide, async |reader| {
        open_with_codebook(reader).await?;
        mark_sentences(reader, 1, "a").await?;
        let before = reader.stored().await?;
        on_another_page(reader, "localStorage.clear();").await?;
        reader.see_words("[role=alert]", "was stored again").await?;
        let work = |stored: BTreeMap<String, String>| -> BTreeMap<String, String> {
            let is_work = |key: &str| key.contains("/annotation/") || key.contains("/theme/");
            stored.into_iter().filter(|(key, _)| is_work(key)).collect()
        };
        assert_eq!(work(reader.stored().await?), work(before));
        Ok(())
    })
}

#[test]
fn a_browser_that_refuses_to_store_is_worked_with_and_said() -> Outcome {
    journey(Screen::Wide, async |reader| {
        let refuse = json!({ "source": "Storage.prototype.setItem = () => {
            throw new DOMException('refused for a test', 'SecurityError');
        };" });
        reader.protocol("Page.addScriptToEvaluateOnNewDocument", refuse).await?;
        open_with_codebook(reader).await?;
        reader.see_words("[role=alert]", "does not let the site store anything").await?;
        mark_sentences(reader, 1, "a").await?;
        reader.see_count("mark", 1).await?;
        reader.click(".keeping button").await?;
        let (_, file) = reader.take_download().await?;
        assert_eq!(file.matches("\"type\": \"Annotation\"").count(), 1);
        Ok(())
    })
}
