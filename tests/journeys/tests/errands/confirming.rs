//! Confirming: what became of annotations when the text is another, and what the reader says of it.

use journeys::{Medium, Outcome, Reader, Scheme, Screen, journey};
use serde_json::{Value, json};

use crate::marking::stored;
use crate::{annotations, click_button, quotes};

const OLD: &str = "---\nid: paper\ntitle: The Presidium in June\n---\n\n\
    1. The Presidium met on 17 June and sat for three days without a vote.\n\n\
    2. Krushchev alone spoke against the motion of the majority that evening.\n\n\
    3. On the second day Krushchev was heard again by the members present.\n\n\
    4. Zhukov sent aircraft for the members of the Central Committee at once.\n\n\
    5. It is certain that the vote was taken on Saturday after lunch in the small hall, and that \
    nobody wrote down who had spoken.\n\n\
    6. Of those who were removed two went abroad as ambassadors, one to the east.\n";

/// As [`OLD`]: one paragraph is new, a name is spelt otherwise twice, one sentence is gone, one
/// stands twice.
const NEW: &str = "---\nid: paper\ntitle: The Presidium in June\n---\n\n\
    1. A note on sources stands first in this edition of the paper.\n\n\
    2. The Presidium met on 17 June and sat for three days without a vote.\n\n\
    3. Khrushchev alone spoke against the motion of the majority that evening.\n\n\
    4. On the second day Khrushchev was heard again by the members present.\n\n\
    5. It is certain that the vote was taken on Saturday after lunch in the small hall, and that \
    nobody wrote down who had spoken.\n\n\
    6. It is certain that the vote was taken on Saturday after lunch in the small hall, and that \
    nobody wrote down who had spoken.\n\n\
    7. Of those who were removed two went abroad as ambassadors, one to the east.\n";

/// The words that are marked, one annotation each: paragraph, first and last.
const MARKED: [(&str, &str, &str); 6] = [
    ("1", "met on 17 June", "three days"),
    ("2", "Krushchev alone", "the majority"),
    ("3", "On the second day", "heard again"),
    ("4", "Zhukov sent aircraft", "Central Committee"),
    ("5", "on Saturday", "after lunch"),
    ("6", "two went abroad", "ambassadors"),
];

/// Opens the paper as it was and marks it.
async fn mark_old(reader: &Reader) -> Outcome {
    reader.open("#/").await?;
    let file = reader.have_file("paper.md", OLD)?;
    reader.drop_file(&file).await?;
    reader.see("[data-id='1']").await?;
    for (n_made, (id, from, to)) in (1..).zip(MARKED) {
        // Not by mouse, which other errands are about: the page may still be moving.
        let words = [json!(id), json!(from), json!(to)];
        reader.until(&format!("“{from}” is selected"), SELECT, &words).await?;
        reader.see(".bar").await?;
        click_button(reader, ".bar", "Highlight only").await?;
        reader.see_no(".bar").await?;
        stored(reader, n_made).await?;
    }
    Ok(())
}

/// Selects words of a paragraph that nothing in it is marked of.
const SELECT: &str = "
    const [id, from, to] = arguments;
    const words = document.querySelector(`[data-id='${id}'] [data-at]`)?.firstChild;
    if (!words) return false;
    const start = words.data.indexOf(from);
    getSelection().setBaseAndExtent(words, start, words, words.data.indexOf(to, start) + to.length);
    return true;";

/// Gives the paper its new text.
async fn renew(reader: &Reader) -> Outcome {
    let file = reader.have_file("paper-again.md", NEW)?;
    reader.drop_file(&file).await?;
    reader.see_words("dialog .summary", "6 passages").await?;
    reader.click("dialog .actions .primary").await?;
    reader.see_words(".to-confirm", "6").await
}

/// Marks the old text, gives the new one, and opens the panel.
async fn begin(reader: &Reader) -> Outcome {
    mark_old(reader).await?;
    renew(reader).await?;
    reader.click(".to-confirm").await?;
    reader.see(".confirm .asked").await.map(drop)
}

/// Waits until so many places are left to confirm.
async fn left(reader: &Reader, n_places: usize) -> Outcome {
    if n_places == 0 {
        return reader.see_no(".to-confirm").await;
    }
    const COUNT: &str =
        "return document.querySelector('.to-confirm b')?.textContent === arguments[0];";
    let what = format!("{n_places} places are left to confirm");
    reader.until(&what, COUNT, &[json!(n_places.to_string())]).await
}

/// Goes to the first that the list shows with these words.
async fn go_to(reader: &Reader, words: &str) -> Outcome {
    click_button(reader, ".confirm-list", words).await?;
    reader.see_words(".confirm-list [aria-current]", words).await
}

/// Those of some annotations that quote these words.
fn quoting<'it>(annotations: &'it [Value], words: &str) -> Vec<&'it Value> {
    annotations.iter().filter(|it| quotes(it).iter().any(|quote| quote.contains(words))).collect()
}

#[test]
fn a_brief_with_another_text_says_what_became_of_each_annotation_and_writes_nothing() -> Outcome {
    journey(Screen::Wide, async |reader| {
        mark_old(reader).await?;
        let before = annotations(reader).await?;
        renew(reader).await?;
        reader
            .see_words("[role=alert]", "2 moved, 2 changed, 1 is ambiguous and 1 is lost")
            .await?;
        assert_eq!(annotations(reader).await?, before, "nothing is written unasked");
        // It is said again until it is settled, and the button leads to the panel.
        reader.reload().await?;
        reader.see_words("[role=alert]", "1 is lost").await?;
        click_button(reader, "[role=alert]", "Look at them").await?;
        reader.see_words(".confirm", "1 of 6").await?;
        reader.see_no("[role=alert] .notice").await?;
        reader.press("Escape").await?;
        reader.see_no(".confirm").await?;
        assert_eq!(annotations(reader).await?, before);
        Ok(())
    })
}

#[test]
fn a_changed_one_is_shown_old_beside_new_confirmed_by_a_key_and_undone() -> Outcome {
    journey(Screen::Wide, async |reader| {
        begin(reader).await?;
        let before = reader.stored().await?;
        assert_eq!(reader.texts(".asked del").await?, ["Krushchev"]);
        assert_eq!(reader.texts(".asked ins").await?, ["Khrushchev"]);
        reader.see_words(".asked h3", "Changed").await?;
        let beside: bool = reader
            .evaluate(
                "const [a, b] = [...document.querySelectorAll('.asked .version')]
                     .map((it) => it.getBoundingClientRect());
                 return a.right <= b.left && a.top === b.top;",
                &[],
            )
            .await?;
        assert!(beside, "the old words stand beside the new ones");
        // The focus stands on what is likeliest; the key does it from anywhere.
        reader.press("Enter").await?;
        left(reader, 5).await?;
        let made = annotations(reader).await?;
        assert_eq!(quoting(&made, "Khrushchev alone").len(), 1);
        reader.see_words("mark", "Khrushchev alone spoke").await?;
        reader.press("y").await?;
        left(reader, 4).await?;
        // One step each.
        reader.press("Control+z").await?;
        left(reader, 5).await?;
        reader.press("Control+z").await?;
        left(reader, 6).await?;
        assert_eq!(reader.stored().await?, before, "undone to the same bytes");
        Ok(())
    })
}

#[test]
fn one_is_attached_by_hand_with_keys_and_with_the_mouse() -> Outcome {
    journey(Screen::Wide, async |reader| {
        begin(reader).await?;
        go_to(reader, "Zhukov").await?;
        reader.see_words(".asked h3", "Lost").await?;
        // By keys: the cursor goes by sentence, and the selection is attached, not marked.
        reader.press("j").await?;
        reader
            .until("a sentence is selected", "return getSelection().toString() !== '';", &[])
            .await?;
        let selected = reader.selected().await?;
        reader.see_words(".confirm-actions", "Attach here: ¶").await?;
        reader.press("a").await?;
        left(reader, 5).await?;
        let made = annotations(reader).await?;
        assert_eq!(made.len(), 6, "nothing new was made");
        assert_eq!(quoting(&made, &selected).len(), 1);
        reader.press("Control+z").await?;
        left(reader, 6).await?;
        // By mouse.
        go_to(reader, "Zhukov").await?;
        reader.select_in("[data-id='7']", "Of those who", "were removed").await?;
        assert_eq!(reader.count(".bar").await?, 0, "what is selected now is to be attached");
        click_button(reader, ".confirm-actions", "Attach here: ¶7").await?;
        left(reader, 5).await?;
        let made = annotations(reader).await?;
        assert_eq!(quoting(&made, "Of those who were removed").len(), 1);
        reader.see_words("mark", "Of those who were removed").await?;
        Ok(())
    })
}

#[test]
fn one_of_several_places_is_picked_by_its_number_in_the_list_and_in_the_text() -> Outcome {
    journey(Screen::Wide, async |reader| {
        begin(reader).await?;
        go_to(reader, "on Saturday").await?;
        reader.see_words(".asked h3", "2 places").await?;
        reader.see_count(".candidate", 2).await?;
        // Each is tinted, and its number stands over its first letter.
        const NUMBERED: &str = "
            const tinted = [...CSS.highlights.get('draft') ?? []];
            const numbers = [...document.querySelectorAll('.place-number')].filter((it) => !it.hidden);
            return tinted.length === 2 && numbers.length === 2 && numbers.every((number, nth) => {
                const [box, words] = [number, tinted[nth]].map((it) => it.getClientRects()[0]);
                const middle = (box.left + box.right) / 2;
                return tinted[nth].toString() === 'on Saturday after lunch'
                    && Math.abs(middle - words.left) < 2 && Math.abs(box.top - words.top) < 40;
            });";
        reader.until("both places are numbered", NUMBERED, &[]).await?;
        reader.press("2").await?;
        left(reader, 5).await?;
        let picked = annotations(reader).await?;
        let picked = quoting(&picked, "on Saturday");
        assert_eq!(picked[0]["target"]["briefmark:citation"], json!("¶6, p. 1"));
        reader.press("Control+z").await?;
        left(reader, 6).await?;
        go_to(reader, "on Saturday").await?;
        reader.click(".place-number:nth-of-type(1)").await?;
        left(reader, 5).await?;
        let picked = annotations(reader).await?;
        let picked = quoting(&picked, "on Saturday");
        assert_eq!(picked[0]["target"]["briefmark:citation"], json!("¶5, p. 1"));
        reader.see_no(".place-number").await?;
        Ok(())
    })
}

#[test]
fn a_lost_one_is_kept_and_listed_and_goes_out_as_it_was() -> Outcome {
    journey(Screen::Wide, async |reader| {
        mark_old(reader).await?;
        let before = annotations(reader).await?;
        let before = quoting(&before, "Zhukov")[0].clone();
        renew(reader).await?;
        click_button(reader, ".masthead", "Share").await?;
        reader.click("dialog .part .primary").await?;
        let (_, file) = reader.take_download().await?;
        let file: Value = serde_json::from_str(&file)?;
        let items = file["first"]["items"].as_array().expect("a collection has items").clone();
        assert_eq!(quoting(&items, "Zhukov")[0]["target"], before["target"]);
        // Said to be lost: its words, its place and its digest stay, and it is not asked again.
        reader.click(".to-confirm").await?;
        go_to(reader, "Zhukov").await?;
        reader.press("l").await?;
        left(reader, 5).await?;
        reader.see_words(".confirm-list", "KEPT AS LOST").await?;
        let after = annotations(reader).await?;
        let after = quoting(&after, "Zhukov")[0].clone();
        for key in ["selector", "briefmark:citation", "briefmark:digest", "source"] {
            assert_eq!(after["target"][key], before["target"][key], "{key}");
        }
        reader.reload().await?;
        left(reader, 5).await?;
        // It stands in the notebook, and can still be put somewhere.
        click_button(reader, ".notebook", "Without a place").await?;
        reader.see_words(".card", "Zhukov").await?;
        reader.click(".to-confirm").await?;
        go_to(reader, "Zhukov").await?;
        reader.see_words(".asked h3", "Kept as lost").await?;
        reader.select_in("[data-id='2']", "The Presidium", "Presidium").await?;
        click_button(reader, ".confirm-actions", "Attach here").await?;
        reader
            .until(
                "it is not lost any more",
                "return !document.querySelector('.confirm-list').innerText.includes('KEPT');",
                &[],
            )
            .await?;
        Ok(())
    })
}

#[test]
fn those_that_are_alike_are_accepted_at_once_and_undone_at_once() -> Outcome {
    journey(Screen::Wide, async |reader| {
        begin(reader).await?;
        let before = reader.stored().await?;
        click_button(reader, ".together", "Accept all 2: “Krushchev” is now “Khrushchev”").await?;
        left(reader, 4).await?;
        click_button(reader, ".together", "Confirm all 2 that moved").await?;
        left(reader, 2).await?;
        let moved = annotations(reader).await?;
        let moved = quoting(&moved, "17 June");
        assert_eq!(moved[0]["target"]["briefmark:citation"], json!("¶2, p. 1"));
        reader.press("Control+z").await?;
        left(reader, 4).await?;
        reader.press("Control+z").await?;
        left(reader, 6).await?;
        assert_eq!(reader.stored().await?, before);
        // The other way, until nothing is left and nothing asks any more.
        click_button(reader, ".together", "Accept all 2").await?;
        click_button(reader, ".together", "Confirm all 2 that moved").await?;
        left(reader, 2).await?;
        reader.press("1").await?;
        left(reader, 1).await?;
        reader.press("l").await?;
        left(reader, 0).await?;
        reader.press("Escape").await?;
        reader.reload().await?;
        reader.see("[data-id='1']").await?;
        reader.see_no(".to-confirm, [role=alert] .notice").await?;
        Ok(())
    })
}

#[test]
fn two_versions_are_compared_and_the_work_is_carried_over() -> Outcome {
    journey(Screen::Wide, async |reader| {
        mark_old(reader).await?;
        let before = reader.stored().await?;
        click_button(reader, ".about", "Compare with another version").await?;
        let other = reader.have_file("edition.md", NEW.replace("id: paper\n", ""))?;
        reader.upload("dialog input[type=file]", &other).await?;
        reader
            .see_words("dialog .summary", "6 passages. 2 moved, 2 changed, 1 ambiguous, 1 lost.")
            .await?;
        assert_eq!(reader.texts("dialog del").await?, ["Krushchev", "Krushchev"]);
        assert_eq!(reader.stored().await?, before, "looking changes nothing");
        // The list goes to the clipboard, and from there anywhere.
        let permission = json!({
            "permission": { "name": "clipboard-write" }, "setting": "granted",
        });
        reader.protocol("Browser.setPermission", permission).await?;
        let permission = json!({
            "permission": { "name": "clipboard-read" }, "setting": "granted",
        });
        reader.protocol("Browser.setPermission", permission).await?;
        click_button(reader, "dialog", "Copy as a list").await?;
        reader.see_words("[role=status]", "Copied").await?;
        let list: String = reader
            .evaluate_later("navigator.clipboard.readText().then(arguments[0]);", &[])
            .await?;
        assert_eq!(list.lines().count(), 7);
        assert!(list.lines().nth(1).is_some_and(|line| line.starts_with("changed\t¶2")), "{list}");
        click_button(reader, "dialog", "Carry 5 annotations over").await?;
        reader.see_no("dialog").await?;
        let route = reader.route().await?;
        assert!(route.starts_with("#/brief/sha256-"), "{route}");
        reader.see_words(".notices", "5 annotations are on this version now").await?;
        left(reader, 3).await?;
        reader.see_words("mark", "met on 17 June").await?;
        reader.see_count("#reading [data-id='1']", 1).await?;
        // What is lost is where its words are.
        reader.open("#/brief/paper").await?;
        reader.see_count("mark", 1).await?;
        reader.see_words("mark", "Zhukov sent aircraft").await?;
        Ok(())
    })
}

#[test]
fn carrying_over_is_one_step_of_undo() -> Outcome {
    journey(Screen::Wide, async |reader| {
        mark_old(reader).await?;
        let before = annotations(reader).await?;
        let other = reader.have_file("edition.md", NEW.replace("id: paper\n", ""))?;
        reader.open("#/").await?;
        click_button(reader, ".library", "Compare with another version").await?;
        reader.upload("dialog input[type=file]", &other).await?;
        click_button(reader, "dialog", "Carry 5 annotations over").await?;
        left(reader, 3).await?;
        reader.press("Control+z").await?;
        left(reader, 0).await?;
        assert_eq!(annotations(reader).await?, before);
        Ok(())
    })
}

#[test]
fn places_are_confirmed_by_finger_on_a_phone() -> Outcome {
    journey(Screen::Phone, async |reader| {
        reader.open("#/").await?;
        let file = reader.have_file("paper.md", OLD)?;
        reader.drop_file(&file).await?;
        reader.see("[data-id='2']").await?;
        reader.select_by_touch("Krushchev alone", "the majority").await?;
        reader.see(".bar").await?;
        click_button(reader, ".bar", "Highlight only").await?;
        stored(reader, 1).await?;
        let file = reader.have_file("paper-again.md", NEW)?;
        reader.drop_file(&file).await?;
        reader.see_words("dialog .summary", "1 passage").await?;
        reader.tap("dialog .actions .primary").await?;
        reader.see(".to-confirm").await?;
        reader.tap(".to-confirm").await?;
        // Old over new, and the words stand clear of the sheet.
        const IS_CLEAR: &str = "
            const [words] = [...CSS.highlights.get('draft') ?? []];
            const [a, b] = [...document.querySelectorAll('.asked .version')]
                .map((it) => it.getBoundingClientRect());
            return words !== undefined && b !== undefined && a.bottom <= b.top
                && words.getBoundingClientRect().bottom
                    <= document.querySelector('.confirm').getBoundingClientRect().top;";
        reader.until("the words stand clear of the sheet", IS_CLEAR, &[]).await?;
        reader.select_by_touch("Khrushchev alone", "against the motion").await?;
        reader.tap(".confirm-actions button:nth-of-type(2)").await?;
        left(reader, 0).await?;
        let made = annotations(reader).await?;
        assert_eq!(quotes(&made[0]), ["Khrushchev alone spoke against the motion"]);
        Ok(())
    })
}

/// No barrier that axe-core knows, in each state, in light and dark, on three screens.
#[test]
fn nothing_keeps_anyone_from_confirming() -> Outcome {
    for screen in [Screen::Wide, Screen::Middle, Screen::Phone] {
        journey(screen, async |reader| {
            mark_by_cursor(reader).await?;
            reader.open("#/").await?;
            let file = reader.have_file("paper-again.md", NEW)?;
            reader.drop_file(&file).await?;
            reader.see("dialog .summary").await?;
            for scheme in [Scheme::Light, Scheme::Dark] {
                reader.prefer(scheme, Medium::Screen).await?;
                reader.find_no_barrier().await?;
                let name = format!("compare-{screen:?}-{scheme:?}").to_lowercase();
                reader.screenshot(&name).await?;
            }
            reader.click("dialog .actions .primary").await?;
            reader.see("[role=alert] .notice").await?;
            reader.find_no_barrier().await?;
            click_button(reader, "[role=alert]", "Look at them").await?;
            // The text lies under the sheet and the head of the page, which cut through it anywhere;
            // other errands look at it whole.
            const HIDE: &str = "document.querySelector('main').style.visibility = 'hidden';";
            const SHOW: &str = "document.querySelector('main').style.visibility = '';";
            for scheme in [Scheme::Light, Scheme::Dark] {
                reader.prefer(scheme, Medium::Screen).await?;
                for nth in 0..6 {
                    reader.see(".asked").await?;
                    reader.evaluate::<Value>(HIDE, &[]).await?;
                    reader.find_no_barrier().await?;
                    reader.evaluate::<Value>(SHOW, &[]).await?;
                    let name = format!("confirm-{screen:?}-{scheme:?}-{nth}").to_lowercase();
                    reader.screenshot(&name).await?;
                    reader.press(".").await?;
                }
            }
            let fits: bool = reader
                .evaluate(
                    "const page = document.scrollingElement;
                     const panel = document.querySelector('.confirm');
                     return page.scrollWidth <= page.clientWidth
                         && panel.scrollWidth <= panel.clientWidth;",
                    &[],
                )
                .await?;
            assert!(fits, "something scrolls sideways");
            Ok(())
        })?;
    }
    Ok(())
}

/// Marks each sentence of the old text, by keys: on a phone no mouse selects.
async fn mark_by_cursor(reader: &Reader) -> Outcome {
    reader.open("#/").await?;
    let file = reader.have_file("paper.md", OLD)?;
    reader.drop_file(&file).await?;
    reader.see("[data-id='1']").await?;
    for n_made in 1..=6 {
        reader.press("j").await?;
        reader.press("Enter").await?;
        reader.see(".bar").await?;
        click_button(reader, ".bar", "Highlight only").await?;
        stored(reader, n_made).await?;
    }
    Ok(())
}
