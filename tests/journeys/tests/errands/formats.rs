//! Files of other programs: out of the page and in again, by the worker that knows them.

use journeys::{Outcome, Reader, Screen, journey};
use serde_json::json;

use crate::{BRIEF, annotations, click_button, open_with_codebook, quotes};

/// Chooses a format in the dialog, and waits until the page says what it leaves out.
async fn choose(reader: &Reader, format: &str) -> Outcome {
    const CHOOSE: &str = "
        const field = document.querySelector('dialog .format select');
        if (!field) return false;
        field.value = arguments[0];
        field.dispatchEvent(new Event('change', { bubbles: true }));
        return true;";
    reader.until("there is a choice of formats", CHOOSE, &[json!(format)]).await?;
    reader
        .until(
            "the file is ready",
            "return document.querySelector('dialog .left-out').textContent.includes('left out')
                 || document.querySelector('dialog .left-out li') !== null;",
            &[],
        )
        .await
}

/// Marks two passages, one with a note.
async fn work(reader: &Reader) -> Outcome {
    open_with_codebook(reader).await?;
    reader.open(&format!("{BRIEF}/3")).await?;
    reader.press("j a j d").await?;
    reader.see_count("mark", 2).await?;
    reader.press("r").await?;
    reader.type_text("=SUM(A1), \"Хрущёв\" <b>").await?;
    reader.press("Control+Enter").await?;
    reader
        .until(
            "the note is stored",
            "return Object.values(localStorage).some((value) => value.includes('=SUM'));",
            &[],
        )
        .await
}

/// Saves the work in a format.
async fn save(reader: &Reader, format: &str) -> Outcome<(String, Vec<u8>)> {
    click_button(reader, ".masthead", "Share").await?;
    choose(reader, format).await?;
    reader.click("dialog form .primary").await?;
    let file = reader.take_file().await?;
    reader.see_no("dialog").await?;
    Ok(file)
}

#[test]
fn work_goes_out_in_other_programs_formats_and_comes_in_again() -> Outcome {
    journey(Screen::Wide, async |reader| {
        work(reader).await?;
        let words: Vec<Vec<String>> = annotations(reader)
            .await?
            .iter()
            .map(|one| quotes(one).into_iter().map(str::to_owned).collect())
            .collect();
        let mut files = Vec::new();
        for format in ["qdpx", "csv", "spreadsheet"] {
            files.push(save(reader, format).await?);
        }
        let (name, edition) = save(reader, "html").await?;
        let edition = String::from_utf8(edition)?;
        assert!(name.ends_with(".html") && edition.contains("=SUM(A1)"), "{name}");
        assert!(!edition.contains("<script"), "it reads without a script");
        for (name, bytes) in files {
            let file = reader.have_file(&name, &bytes)?;
            reader.stand_at_the_door().await?;
            reader.empty_store().await?;
            reader.open(BRIEF).await?;
            reader.see_count("mark", 0).await?;
            reader.drop_file(&file).await?;
            // What it would bring comes first; nothing has changed by then.
            reader.see_words("dialog .report", "2 annotations").await?;
            assert_eq!(annotations(reader).await?.len(), 0, "{name}");
            reader.click("dialog .report ~ .actions .primary").await?;
            reader.see_count("mark", 2).await?;
            let again = annotations(reader).await?;
            let mut there: Vec<Vec<_>> = again.iter().map(quotes).collect();
            let mut here: Vec<Vec<&str>> =
                words.iter().map(|words| words.iter().map(String::as_str).collect()).collect();
            there.sort();
            here.sort();
            assert_eq!(there, here, "{name}");
        }
        Ok(())
    })
}

#[test]
fn what_a_format_leaves_is_said_before_it_is_saved() -> Outcome {
    journey(Screen::Phone, async |reader| {
        open_with_codebook(reader).await?;
        reader.open("#/").await?;
        reader.click(".masthead .menu").await?;
        click_button(reader, "#menu", "Share").await?;
        choose(reader, "csv").await?;
        reader.see_words("dialog .left-out", "the definitions of 18 themes").await?;
        choose(reader, "qdc").await?;
        reader.see_words("dialog .left-out", "colour of 18 themes").await?;
        // It has the text in it, and no brief is marked.
        choose_failing(reader, "html").await?;
        reader.see_words("dialog .left-out", "give the brief too").await?;
        reader.see("dialog form .primary:disabled").await?;
        reader.find_no_barrier().await
    })
}

/// Chooses a format that cannot be written, and waits until the page says so.
async fn choose_failing(reader: &Reader, format: &str) -> Outcome {
    const CHOOSE: &str = "
        const field = document.querySelector('dialog .format select');
        field.value = arguments[0];
        field.dispatchEvent(new Event('change', { bubbles: true }));
        return true;";
    reader.until("there is a choice of formats", CHOOSE, &[json!(format)]).await?;
    reader.see("dialog .left-out .problem-text").await?;
    Ok(())
}

#[test]
fn a_project_brings_its_text_along() -> Outcome {
    const PROJECT: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
        <Project xmlns="urn:QDA-XML:project:1.0" name="Harbour" origin="Another program">
        <Users><User guid="0a000000-0000-4000-8000-000000000001" name="B. Reader"/></Users>
        <CodeBook><Codes>
        <Code guid="0d000000-0000-4000-8000-000000000001" name="Ships" isCodable="true" color="#B34700"/>
        </Codes></CodeBook>
        <Sources><TextSource guid="0b000000-0000-4000-8000-000000000001" name="A harbour">
        <PlainTextContent>Two ships lay in the harbour. Nobody was on board.</PlainTextContent>
        <PlainTextSelection guid="0c000000-0000-4000-8000-000000000001" name="Two ships"
          startPosition="0" endPosition="9" creatingUser="0a000000-0000-4000-8000-000000000001">
        <Description>Which?</Description>
        <Coding guid="0e000000-0000-4000-8000-000000000001"><CodeRef
          targetGUID="0d000000-0000-4000-8000-000000000001"/></Coding>
        </PlainTextSelection></TextSource></Sources></Project>"##;
    journey(Screen::Middle, async |reader| {
        reader.open("#/").await?;
        let file = reader.have_file("harbour.qde", PROJECT)?;
        reader.drop_file(&file).await?;
        reader.see_words("dialog", "opened with it: “A harbour”").await?;
        assert_eq!(annotations(reader).await?.len(), 0);
        reader.click("dialog .report ~ .actions .primary").await?;
        reader.see_words(".library", "A harbour").await?;
        reader.click_words("A harbour").await?;
        reader.see_words("mark", "Two ships").await?;
        reader.see_words(".notes", "Which?").await
    })
}

#[test]
fn a_broken_project_is_refused_and_nothing_changes() -> Outcome {
    journey(Screen::Wide, async |reader| {
        work(reader).await?;
        let before = reader.stored().await?;
        for (name, bytes) in [
            ("broken.qdpx", &b"PK\x03\x04 and no more"[..]),
            ("other.qdc", b"<?xml version=\"1.0\"?><nothing/>"),
            ("table.csv", b"one,two\n1,2\n"),
        ] {
            let file = reader.have_file(name, bytes)?;
            reader.drop_file(&file).await?;
            reader.see_words("[role=alert]", &format!("Nothing was taken from “{name}”")).await?;
        }
        assert_eq!(reader.stored().await?, before);
        Ok(())
    })
}
