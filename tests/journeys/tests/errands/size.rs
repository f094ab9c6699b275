//! Briefs of a size, and briefs that wish the page ill.

use std::fmt::Write as _;
use std::fs;
use std::time::{Duration, Instant};

use journeys::{Outcome, Reader, Screen, journey};
use serde_json::Value;

use crate::reading::in_view;
use crate::{annotations, quotes};

/// What the volume is made of.
const PUBLISHED: &str = include_str!("../../../../briefs/khrushchev-purge-1957.md");

/// How long a large brief may take to open on a slow machine with a build for debugging.
const AMPLE: Duration = Duration::from_secs(240);

#[test]
fn a_volume_is_opened_marked_on_its_last_page_and_found_again() -> Outcome {
    journey(Screen::Wide, async |reader| {
        let volume = volume(2_500_000);
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("volume.md");
        fs::write(&file, &volume)?;
        reader.open("#/").await?;
        let watch = "const look = () => {\
            const first = document.querySelector('[data-first-pages]');\
            const words = 'In retrospect';\
            window.firstPages ||= !!first && first.inert && first.textContent.includes(words); };\
            new MutationObserver(look).observe(document.body, { childList: true, subtree: true });";
        reader.evaluate::<Value>(watch, &[]).await?;
        reader.upload("input[type=file]", &file).await?;
        opened(reader).await?;
        // Its first pages were there to be looked at before all of it was, and gave way to it.
        assert!(reader.evaluate::<bool>("return window.firstPages === true;", &[]).await?);
        assert_eq!(reader.count("[data-first-pages]").await?, 0);
        // All of the text is in the page, wherever it is.
        let n_sheets = reader.count(".sheet").await?;
        assert!(n_sheets > 300, "{n_sheets} sheets");
        let n_pages: u32 =
            reader.evaluate("return Math.max(...[...document.querySelectorAll('[data-page]')].map((it) => +it.dataset.page));", &[]).await?;
        assert!(n_pages > 1_000, "{n_pages} pages");
        // The browser's own find comes upon words at its very end.
        let found: bool =
            reader.evaluate("return window.find('The volume ends with these words');", &[]).await?;
        assert!(found, "what is far from the screen is found");

        // To the last page by its number, and a mark on it.
        reader.press("Escape").await?;
        reader.press("#").await?;
        reader.type_text(&format!("p. {n_pages}")).await?;
        reader.press("Enter").await?;
        in_view(reader, &format!("[data-page='{n_pages}']")).await?;
        reader.select("volume ends", "these words").await?;
        reader.see(".bar").await?;
        crate::click_button(reader, ".bar", "Highlight only").await?;
        reader.see_count("mark", 1).await?;
        let made = annotations(reader).await?;
        assert_eq!(made.len(), 1);
        assert_eq!(quotes(&made[0]), ["volume ends with these words"]);

        // Again from storage, by the address of the annotation alone.
        let slug = brief_in_address(reader).await?;
        let name = made[0]["id"].as_str().unwrap_or_default().trim_start_matches("urn:uuid:");
        reader.open("#/").await?;
        reader.reload().await?;
        reader.open(&format!("#/brief/{slug}/annotation/{name}")).await?;
        opened(reader).await?;
        in_view(reader, "mark.active").await?;
        // Away from the screen no element is spent on it, and back there it stands again.
        reader.open(&format!("#/brief/{slug}/page/1")).await?;
        in_view(reader, "[data-page='1']").await?;
        reader.see_count("mark", 0).await?;
        reader.press(".").await?;
        in_view(reader, "mark.active").await?;
        Ok(())
    })
}

/// Signs that programs stumble over, of our own finding; each must come through as it is.
const HOSTILE: [&str; 12] = [
    "<script>document.title = 'breached'</script>",
    "<img src=x onerror=\"document.title='breached'\">",
    "&lt;b&gt; is not bold, and &amp;amp; is no ampersand",
    "javascript:document.title='breached'//",
    "{{7+7}} ${7+7} <%= 7+7 %> #{7+7}",
    "'; DROP TABLE briefs; --",
    "\u{202e}turned about\u{202c} and back",
    "Z\u{351}\u{34b}\u{36a}a\u{342}\u{30a}l\u{300}g\u{301}o\u{302}",
    "👩\u{200d}👩\u{200d}👧\u{200d}👦 🇺🇳 ﷽ 田中さん שלום مرحبا",
    "zero\u{200b}width\u{feff}and\u{2060}joined",
    "../../../../etc/passwd%00.md",
    "\" onmouseover=\"document.title='breached'\" x=\"",
];

#[test]
fn a_hostile_brief_is_only_text() -> Outcome {
    journey(Screen::Wide, async |reader| {
        let mut source = String::from("HOSTILE STRINGS\n\n");
        for (nth, words) in HOSTILE.iter().enumerate() {
            write!(source, "{}. Before `{}` {words} after.\n\n", nth + 1, nth + 1)?;
        }
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("hostile.md");
        fs::write(&file, &source)?;
        reader.open("#/").await?;
        reader.drop_file(&file).await?;
        opened(reader).await?;
        let text: String = reader
            .evaluate("return document.querySelector('#reading-text').textContent;", &[])
            .await?;
        for plain in [
            "document.title = 'breached'",
            "{{7+7}} ${7+7}",
            "DROP TABLE",
            "田中さん",
            "turned about",
        ] {
            assert!(text.contains(plain), "“{plain}” is in the text: {text}");
        }
        let made: usize = reader.count("#reading-text :is(script, img, b, style, iframe)").await?;
        assert_eq!(made, 0, "no element comes out of a text");
        assert!(!reader.driver().title().await?.contains("breached"));
        // What is right to left and what joins can be marked like all else.
        reader.select("田中さん", "田中さん").await?;
        reader.see(".bar").await?;
        crate::click_button(reader, ".bar", "Highlight only").await?;
        reader.see("mark").await?;
        let made: Vec<Value> = annotations(reader).await?;
        assert_eq!(quotes(&made[0]), ["田中さん"]);
        Ok(())
    })
}

#[test]
fn a_megabyte_of_broken_bytes_opens_and_says_what_was_done() -> Outcome {
    journey(Screen::Wide, async |reader| {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("broken.txt");
        fs::write(&file, broken(1_000_000))?;
        reader.open("#/").await?;
        reader.upload("input[type=file]", &file).await?;
        opened(reader).await?;
        reader.see(".about button").await?;
        reader.click(".about button").await?;
        reader.see_words("dialog", "UTF-8").await?;
        Ok(())
    })
}

/// Waits until a brief is on the page with all of its text.
async fn opened(reader: &Reader) -> Outcome {
    const IS_WHOLE: &str = "
        const sheets = [...document.querySelectorAll('#reading-text .sheet')];
        return sheets.length > 0 && sheets.every((sheet) => sheet.firstChild !== null);";
    let begun = Instant::now();
    loop {
        let waited = reader.until("all of the text is on the page", IS_WHOLE, &[]).await;
        if waited.is_ok() || begun.elapsed() > AMPLE {
            return waited;
        }
    }
}

/// The part of the address that names the brief.
async fn brief_in_address(reader: &Reader) -> Outcome<String> {
    let route = reader.route().await?;
    Ok(route.split('/').nth(2).unwrap_or_default().to_owned())
}

/// The published brief over and over with other names and numbers, up to so many bytes: the same
/// each time.
fn volume(n_bytes: usize) -> String {
    const NAMES: [&str; 8] = [
        "Malenkov",
        "Molotov",
        "Kaganovich",
        "Khrushchev",
        "Bulganin",
        "Shepilov",
        "Zhukov",
        "Mikoyan",
    ];
    let mut random = random(57);
    let mut volume = String::with_capacity(n_bytes + PUBLISHED.len());
    while volume.len() < n_bytes {
        for (nth, words) in PUBLISHED.split(' ').enumerate() {
            if nth > 0 {
                volume.push(' ');
            }
            match NAMES.iter().find(|name| words.starts_with(**name)) {
                Some(name) if random(2) == 0 => {
                    volume.push_str(NAMES[random(NAMES.len())]);
                    volume.push_str(&words[name.len()..]);
                }
                Some(_) | None => volume.push_str(words),
            }
        }
        volume.push_str("\n\n~~SECRET~~\n\n~~SECRET~~\n\n");
    }
    volume.push_str("999. The volume ends with these words.\n");
    volume
}

/// Lines with bytes that no UTF-8 has, and form feeds for page turns.
fn broken(n_bytes: usize) -> Vec<u8> {
    const N_FORM_FEEDS: usize = 448;
    let mut random = random(448);
    let mut bytes = Vec::with_capacity(n_bytes);
    for page in 0..=N_FORM_FEEDS {
        let end = n_bytes * (page + 1) / (N_FORM_FEEDS + 1);
        while bytes.len() + 80 < end {
            bytes.extend_from_slice(b"The line was read by a machine that knew ");
            bytes.push([0xff, 0xc0, 0x80, 0xfe][random(4)]);
            bytes.extend_from_slice(b" no better.\n");
        }
        if page < N_FORM_FEEDS {
            bytes.extend_from_slice(b"\n\x0c\n");
        }
    }
    bytes
}

/// Numbers below a limit, the same each time.
fn random(seed: u32) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |below| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    }
}
