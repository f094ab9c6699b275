//! The site opens: from any folder, again without a network, and under its own policy.

use journeys::{Medium, Outcome, RELEASE, Reader, Scheme, Screen, journey};
use serde_json::Value;

use crate::{BRIEF, click_button};

/// What the site's worker has to have done before the network may go.
const KEPT: &str = "return navigator.serviceWorker.controller?.state === 'activated';";

/// Whether the site comes in parts, as a release does.
fn is_cut(reader: &Reader) -> bool {
    let is_cut = reader.site().requests().iter().any(|it| it.path.ends_with("-parts.js"));
    assert!(is_cut || std::env::var_os(RELEASE).is_none(), "a release comes in parts");
    is_cut
}

#[test]
fn the_site_opens_from_any_folder() -> Outcome {
    journey(Screen::Wide, async |reader| {
        reader.open("").await?;
        assert_eq!(reader.driver().title().await?, "Briefmark");
        let missed: Vec<_> =
            reader.site().requests().into_iter().filter(|request| request.status != 200).collect();
        assert_eq!(missed, []);
        Ok(())
    })
}

#[test]
fn the_site_opens_again_without_a_network() -> Outcome {
    journey(Screen::Wide, async |reader| {
        reader.open("").await?;
        reader.until("the site is kept", KEPT, &[]).await?;
        reader.site().stop();
        let n_requests = reader.site().requests().len();
        reader.reload().await?;
        reader.open("?from=elsewhere#/").await?;
        assert_eq!(reader.site().requests().len(), n_requests);
        // The browser asks whether there is a newer worker, and says that nobody answers.
        reader.forgive("sw.js").await?;
        Ok(())
    })
}

#[test]
fn the_policy_holds_and_a_breach_is_heard_of() -> Outcome {
    journey(Screen::Wide, async |reader| {
        reader.open("").await?;
        const BREACH: &str = "
            const script = document.createElement('script');
            script.textContent = 'document.title = \"breached\"';
            document.body.append(script);
            const image = new Image();
            image.src = 'http://elsewhere.invalid/pixel.png';
            return true;";
        reader.evaluate::<Value>(BREACH, &[]).await?;
        assert_eq!(reader.driver().title().await?, "Briefmark");
        let mut heard = 0;
        for _ in 0..50 {
            heard += reader.forgive("Content Security Policy").await?;
            if heard >= 2 {
                break;
            }
        }
        assert_eq!(heard, 2, "one breach by a script, one by an image");
        assert_eq!(reader.forgive("a request left the site: http://elsewhere").await?, 1);
        Ok(())
    })
}

#[test]
fn a_module_or_a_brief_that_does_not_arrive_is_said_in_a_sentence() -> Outcome {
    journey(Screen::Phone, async |reader| {
        for lost in ["*_bg.wasm", "*/briefs/*"] {
            reader.stand_at_the_door().await?;
            let blocked = serde_json::json!({ "urls": [lost] });
            reader.protocol("Network.enable", serde_json::json!({})).await?;
            reader.protocol("Network.setBlockedURLs", blocked).await?;
            reader.driver().goto(reader.site().url()).await?;
            reader.see_words("[role=alert]", "a part of it did not arrive").await?;
        }
        reader.prefer(Scheme::Light, Medium::Screen).await?;
        reader.find_no_barrier().await?;
        reader.prefer(Scheme::Dark, Medium::Screen).await?;
        reader.find_no_barrier().await?;
        reader.screenshot("did-not-arrive").await?;
        assert!(reader.forgive("Failed to fetch").await? > 0, "the console says why");
        Ok(())
    })
}

/// A site that is one module has no such part: there it is seen to open at once.
#[test]
fn a_part_that_does_not_arrive_is_said_and_the_next_time_is_another_try() -> Outcome {
    journey(Screen::Wide, async |reader| {
        reader.stand_at_the_door().await?;
        let block = async |urls: &[&str]| {
            reader.protocol("Network.setBlockedURLs", serde_json::json!({ "urls": urls })).await
        };
        reader.protocol("Network.enable", serde_json::json!({})).await?;
        block(&["*-rest.wasm"]).await?;
        reader.driver().goto(reader.site().url()).await?;
        reader.see("[data-booted] .library").await?;
        reader.see(".masthead .tools").await?;
        let is_cut = is_cut(reader);
        reader.press("?").await?;
        if is_cut {
            reader.see_words(".notices", "did not arrive, so nothing was opened").await?;
            reader.find_no_barrier().await?;
            reader.see_no("dialog").await?;
            block(&[]).await?;
            reader.press("?").await?;
        }
        reader.see("dialog .keys").await?;
        assert_eq!(reader.forgive("Failed to fetch").await? > 0, is_cut, "the console says why");
        Ok(())
    })
}

#[test]
fn where_what_marks_does_not_arrive_a_brief_can_be_read_and_a_key_tries_again() -> Outcome {
    journey(Screen::Wide, async |reader| {
        reader.stand_at_the_door().await?;
        let block = async |urls: &[&str]| {
            reader.protocol("Network.setBlockedURLs", serde_json::json!({ "urls": urls })).await
        };
        reader.protocol("Network.enable", serde_json::json!({})).await?;
        block(&["*-marking.wasm", "*-later-*.css"]).await?;
        let address = format!("{}{BRIEF}", reader.site().url());
        reader.driver().goto(address).await?;
        reader.see("[data-booted] [data-id='1']").await?;
        let is_cut = is_cut(reader);
        if is_cut {
            reader.see_words(".notices", "can be read and not marked").await?;
            reader.find_no_barrier().await?;
            block(&[]).await?;
            reader.press("j").await?;
        }
        reader.see(".masthead .tools").await?;
        reader.see_no(".notices .problem").await?;
        reader.select_in("[data-id='4']", "Political", "Bureau").await?;
        reader.see(".bar").await?;
        click_button(reader, ".bar", "Highlight only").await?;
        reader.see_words("mark", "Political").await?;
        assert_eq!(reader.forgive("Failed to fetch").await? > 0, is_cut, "the console says why");
        Ok(())
    })
}
