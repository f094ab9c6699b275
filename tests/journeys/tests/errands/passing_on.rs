//! Passing on: out to a file, and in again elsewhere.

use journeys::{Outcome, Reader, Screen, journey};

use crate::{BRIEF, annotations, click_button, open_with_codebook};

/// Saves all work to a file; gives its name and text.
async fn export(reader: &Reader) -> Outcome<(String, String)> {
    click_button(reader, ".masthead", "Share").await?;
    reader.click("dialog .part .primary").await?;
    let file = reader.take_download().await?;
    reader.press("Escape").await?;
    reader.see_no("dialog").await?;
    Ok(file)
}

/// Marks, overlaps and writes notes: some of everything.
async fn work(reader: &Reader) -> Outcome {
    open_with_codebook(reader).await?;
    reader.open(&format!("{BRIEF}/3")).await?;
    reader.press("j a j d j c e").await?;
    reader.see_count("mark", 3).await?;
    reader.press("r").await?;
    reader.type_text("Two themes, one note: <b>\"Хрущёв\"</b> 👩‍👩‍👧").await?;
    reader.press("Control+Enter").await?;
    reader
        .until(
            "the note is stored",
            "return Object.values(localStorage).some((value) => value.includes('one note'));",
            &[],
        )
        .await
}

#[test]
fn what_goes_out_comes_in_again_the_same() -> Outcome {
    journey(Screen::Wide, async |reader| {
        work(reader).await?;
        let (name, text) = export(reader).await?;
        let before = annotations(reader).await?;
        let file = reader.have_file(&name, &text)?;

        reader.stand_at_the_door().await?;
        reader.empty_store().await?;
        reader.open(BRIEF).await?;
        reader.see_count("mark", 0).await?;
        click_button(reader, ".masthead", "Share").await?;
        reader.upload("dialog input[type=file]", &file).await?;
        // The report comes first, and nothing has changed by then.
        reader.see_words("dialog", "3").await?;
        assert_eq!(annotations(reader).await?.len(), 0);
        reader.click("dialog .report ~ .actions .primary").await?;
        reader.see_count("mark", 3).await?;
        assert_eq!(annotations(reader).await?, before);
        let (_, again) = export(reader).await?;
        assert_eq!(again, text, "the second export has the bytes of the first");

        // One step of undo takes the whole import back.
        reader.press("Control+z").await?;
        reader.see_count("mark", 0).await?;
        assert_eq!(annotations(reader).await?.len(), 0);
        Ok(())
    })
}

#[test]
fn a_file_that_is_dropped_twice_changes_nothing_the_second_time() -> Outcome {
    journey(Screen::Wide, async |reader| {
        work(reader).await?;
        let (name, text) = export(reader).await?;
        let before = reader.stored().await?;
        let file = reader.have_file(&name, &text)?;
        reader.drop_file(&file).await?;
        reader.see_words("dialog", "The same").await?;
        reader.press("Escape").await?;
        assert_eq!(reader.stored().await?, before);
        Ok(())
    })
}

#[test]
fn a_hostile_file_harms_nothing_that_is_stored() -> Outcome {
    journey(Screen::Wide, async |reader| {
        work(reader).await?;
        let before = reader.stored().await?;
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        for (name, text) in [
            ("deep.json", deep.as_str()),
            ("cut.json", "{\"type\": \"AnnotationCollection\", \"items\": [{"),
            ("none.json", "{\"hello\": \"world\"}"),
            ("script.json", "[{\"type\": \"Annotation\", \"body\": 5, \"target\": []}]"),
        ] {
            let file = reader.have_file(name, text)?;
            reader.drop_file(&file).await?;
            reader.see_words("dialog, [role=alert]", name).await?;
            if reader.count("dialog").await? > 0 {
                reader.press("Escape").await?;
                reader.see_no("dialog").await?;
            }
        }
        assert_eq!(reader.stored().await?, before);
        Ok(())
    })
}

#[test]
fn a_brief_of_one_s_own_is_opened_marked_and_kept() -> Outcome {
    journey(Screen::Wide, async |reader| {
        reader.open("#/").await?;
        let text = "~~CONFIDENTIAL~~\n\n**A SHORT PAPER**\n\n1. The first point 👩‍👩‍👧 stands.\n\n\
                    2. The second <script>alert(1)</script> too.\n\n~~CONFIDENTIAL~~\n";
        let file = reader.have_file("short-paper.md", text)?;
        reader.drop_file(&file).await?;
        reader.see("[data-id='2']").await?;
        reader.see_words("[data-id='2']", "<script>alert(1)</script>").await?;
        reader.select_in("[data-id='1']", "👩", "stands").await?;
        reader.see(".bar").await?;
        let route = reader.route().await?;
        assert!(route.starts_with("#/brief/sha256-"), "{route}");
        click_button(reader, ".bar", "Highlight only").await?;
        reader.see("mark").await?;
        reader.reload().await?;
        reader.see_words("mark", "stands").await?;
        Ok(())
    })
}
