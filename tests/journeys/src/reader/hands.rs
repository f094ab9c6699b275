//! What a reader does: by mouse, by key, by finger.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::Key;
use thirtyfour::action_chain::ActionChain;

use super::Reader;
use crate::trouble::{Outcome, Trouble};

/// A place in the view, in CSS pixels from its upper left corner.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Point {
    x: f64,
    y: f64,
}

/// Where words stand: just inside their first and their last letter.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Words {
    start: Point,
    end: Point,
}

/// Finds words in the text that is shown, brings them into view, and says where they stand. What
/// cannot be selected (page turns, labels) counts as text here: a reader sees it too.
const FIND_WORDS: &str = r#"
    const [scope, from, to] = arguments;
    const nodes = [];
    let text = "";
    for (const root of document.querySelectorAll(scope)) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.parentElement.checkVisibility()) continue;
        nodes.push({ node, start: text.length });
        text += node.data;
      }
    }
    const first = text.indexOf(from);
    if (first < 0) throw new Error(`“${from}” is not in the text of ${scope}`);
    const last = text.indexOf(to, first);
    if (last < 0) throw new Error(`“${to}” does not follow “${from}” in the text of ${scope}`);
    const boxOf = (at) => {
      const { node, start } = nodes.findLast(({ start }) => start <= at);
      const range = document.createRange();
      range.setStart(node, at - start);
      range.setEnd(node, at - start + 1);
      return range.getClientRects()[0];
    };
    const { node } = nodes.findLast(({ start }) => start <= first);
    const scrolls = (element) =>
      /auto|scroll/.test(getComputedStyle(element).overflowY) &&
      element.scrollHeight > element.clientHeight;
    let pane = node.parentElement;
    while (pane && !scrolls(pane)) pane = pane.parentElement;
    pane ??= document.scrollingElement;
    pane.scrollBy({ top: boxOf(first).top - innerHeight / 3, behavior: "instant" });
    const a = boxOf(first);
    const b = boxOf(last + to.length - 1);
    const start = { x: a.left + 1, y: (a.top + a.bottom) / 2 };
    const end = { x: b.right - 1, y: (b.top + b.bottom) / 2 };
    if (start.y < 0 || end.y > innerHeight) {
      throw new Error(`“${from}” to “${to}” does not fit into one view`);
    }
    return { start, end };"#;

/// Where the middle of an element stands, once it is in view and holds still.
const FIND_MIDDLE: &str = r#"
    const element = [...document.querySelectorAll(arguments[0])].find((e) => e.checkVisibility());
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const box = element.getBoundingClientRect();
    return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };"#;

impl Reader {
    /// Clicks on an element, once it is there to be seen.
    ///
    /// # Errors
    ///
    /// When it does not come, or something lies over it.
    pub async fn click(&self, css: &str) -> Outcome {
        let element = self.see(css).await?;
        // WebDriver leaves it where it is in view, be it under what stands over the page.
        self.middle(css).await?;
        Ok(element.click().await?)
    }

    /// Clicks on the middle of words of the page.
    ///
    /// # Errors
    ///
    /// When they are not shown.
    pub async fn click_words(&self, words: &str) -> Outcome {
        let found = self.words("body", words, words).await?;
        let mouse = self.driver.action_chain();
        Ok(move_to(mouse, found.middle()).click().perform().await?)
    }

    /// Moves the mouse onto an element, and leaves it there.
    ///
    /// # Errors
    ///
    /// When it is not shown.
    pub async fn point_at(&self, css: &str) -> Outcome {
        let middle = self.middle(css).await?;
        Ok(move_to(self.driver.action_chain(), middle).perform().await?)
    }

    /// Drags the mouse over the text of `main` from before the first words to after the last ones.
    ///
    /// # Errors
    ///
    /// When the words are not there in that order, or too far apart for one view.
    pub async fn select(&self, from: &str, to: &str) -> Outcome {
        self.select_in("main", from, to).await
    }

    /// As [`Reader::select`], in the elements that a selector names.
    ///
    /// # Errors
    ///
    /// As [`Reader::select`].
    pub async fn select_in(&self, css: &str, from: &str, to: &str) -> Outcome {
        let words = self.words(css, from, to).await?;
        self.drag(words.start, words.end).await
    }

    /// Drags an element by the mouse, and drops it on the end of some words of `main`.
    ///
    /// # Errors
    ///
    /// When one or the other is not shown.
    pub async fn drag_to_words(&self, css: &str, words: &str) -> Outcome {
        let end = self.words("main", words, words).await?.end;
        // Asked last: finding the words may have scrolled the page.
        let start = self.place_on(css, 0.5).await?;
        self.drag(start, end).await
    }

    /// Drags an element by the mouse, and drops it on another, at such a share of its height.
    ///
    /// # Errors
    ///
    /// When one or the other is not there.
    pub async fn drag_onto(&self, css: &str, other: &str, share: f64) -> Outcome {
        let (start, end) = (self.place_on(css, 0.5).await?, self.place_on(other, share).await?);
        // A drag of the system's own never ends in a browser without a screen: what the page is told of
        // it is told by the protocol.
        let mouse = async |kind: &str, Point { x, y }: Point| {
            let event = json!({
                "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1,
            });
            self.protocol("Input.dispatchMouseEvent", event).await
        };
        self.protocol("Input.setInterceptDrags", json!({ "enabled": true })).await?;
        mouse("mousePressed", start).await?;
        for nth in [1.0, 2.0] {
            mouse("mouseMoved", Point { x: start.x + 4.0 * nth, y: start.y + 4.0 * nth }).await?;
        }
        for kind in ["dragEnter", "dragOver", "drop"] {
            let Point { x, y } = end;
            const MOVE: u32 = 16;
            let data = json!({ "items": [], "dragOperationsMask": MOVE });
            let event = json!({ "type": kind, "x": x, "y": y, "data": data });
            self.protocol("Input.dispatchDragEvent", event).await?;
        }
        mouse("mouseReleased", end).await?;
        self.protocol("Input.setInterceptDrags", json!({ "enabled": false })).await?;
        Ok(())
    }

    /// A place in the middle of an element, at such a share of its height, where it stands now.
    async fn place_on(&self, css: &str, share: f64) -> Outcome<Point> {
        const IN_PLACE: &str = "\
            const box = document.querySelector(arguments[0]).getBoundingClientRect();
            return { x: (box.left + box.right) / 2, y: box.top + box.height * arguments[1] };";
        self.evaluate(IN_PLACE, &[json!(css), json!(share)]).await
    }

    /// Presses keys in turn: `j`, `Enter`, `Shift+ArrowRight`, parted by spaces.
    ///
    /// # Errors
    ///
    /// When one of them is no name of a key.
    pub async fn press(&self, keys: &str) -> Outcome {
        for chord in keys.split(' ') {
            let mut held = Vec::new();
            let mut chain = self.driver.action_chain();
            // A plus is a key too, at the end: `+`, `Control++`.
            let (modifiers, last) = match chord.strip_suffix('+') {
                Some(modifiers) => (modifiers, "+"),
                None => chord.rsplit_once('+').unwrap_or(("", chord)),
            };
            for name in modifiers.split('+').filter(|name| !name.is_empty()) {
                let key = key(name)?;
                held.push(key);
                chain = chain.key_down(key);
            }
            let last = key(last)?;
            chain = chain.key_down(last).key_up(last);
            while let Some(key) = held.pop() {
                chain = chain.key_up(key);
            }
            chain.perform().await?;
        }
        Ok(())
    }

    /// Types text into whatever has the focus.
    ///
    /// # Errors
    ///
    /// When nothing takes it.
    pub async fn type_text(&self, text: &str) -> Outcome {
        Ok(self.driver.action_chain().send_keys(text).perform().await?)
    }

    /// Taps on the middle of an element with a finger.
    ///
    /// # Errors
    ///
    /// When it is not shown.
    pub async fn tap(&self, css: &str) -> Outcome {
        let middle = self.middle(css).await?;
        self.touch(middle).await
    }

    /// Taps on words of the page with a finger.
    ///
    /// # Errors
    ///
    /// When they are not shown.
    pub async fn tap_words(&self, words: &str) -> Outcome {
        let middle = self.words("main", words, words).await?.middle();
        self.touch(middle).await
    }

    /// Selects words of `main` as a phone does: a finger rests on the first of them until the
    /// system takes the touch for its own and selects, then a handle is dragged to the last.
    ///
    /// The system's part no driver reaches, and a desktop's Chromium does not play it. The page
    /// gets what it would get: a touch that begins, a selection, the touch's cancellation, and the
    /// selection's growth.
    ///
    /// # Errors
    ///
    /// When the words are not there in that order, or too far apart for one view.
    pub async fn select_by_touch(&self, from: &str, to: &str) -> Outcome {
        const SELECT: &str = r#"
            const [start, end] = arguments;
            const at = ({ x, y }) => document.caretPositionFromPoint(x, y);
            const [a, b] = [at(start), at({ x: end.x + 0.9, y: end.y })];
            getSelection().setBaseAndExtent(a.offsetNode, a.offset, b.offsetNode, b.offset);"#;
        let first = self.words("main", from, from).await?;
        let all = self.words("main", from, to).await?;
        // The second search may have moved the page by a hair: what it found holds.
        let first = Point { x: all.start.x + first.end.x - first.start.x, y: all.start.y };
        self.touch_event("touchStart", &[all.start]).await?;
        tokio::time::sleep(Duration::from_millis(600)).await;
        self.evaluate::<Value>(SELECT, &[all.start.json(), first.json()]).await?;
        self.touch_event("touchCancel", &[]).await?;
        self.evaluate::<Value>(SELECT, &[all.start.json(), all.end.json()]).await?;
        // A page is told of a selection in a task of its own, and no finger is as quick as that.
        const TOLD: &str = "
            const frame = (next) => requestAnimationFrame(next);
            frame(() => frame(() => frame(() => setTimeout(arguments[0], 400))));";
        self.evaluate_later::<Value>(TOLD, &[]).await?;
        Ok(())
    }

    async fn words(&self, scope: &str, from: &str, to: &str) -> Outcome<Words> {
        self.evaluate(FIND_WORDS, &[json!(scope), json!(from), json!(to)]).await
    }

    async fn middle(&self, css: &str) -> Outcome<Point> {
        self.see(css).await?;
        self.evaluate(FIND_MIDDLE, &[json!(css)]).await
    }

    /// Drags as a hand does, over the way and not from end to end in one leap.
    async fn drag(&self, start: Point, end: Point) -> Outcome {
        let between = Point { x: (start.x + end.x) / 2.0, y: (start.y + end.y) / 2.0 };
        let mouse = move_to(self.driver.action_chain(), start).click_and_hold();
        Ok(move_to(move_to(mouse, between), end).release().perform().await?)
    }

    async fn touch(&self, point: Point) -> Outcome {
        self.touch_event("touchStart", &[point]).await?;
        tokio::time::sleep(Duration::from_millis(40)).await;
        self.touch_event("touchEnd", &[]).await
    }

    async fn touch_event(&self, kind: &str, fingers: &[Point]) -> Outcome {
        let points: Vec<Value> = fingers.iter().map(|finger| finger.json()).collect();
        let event = json!({ "type": kind, "touchPoints": points });
        self.protocol("Input.dispatchTouchEvent", event).await?;
        Ok(())
    }
}

impl Point {
    fn json(self) -> Value {
        json!({ "x": self.x, "y": self.y })
    }
}

impl Words {
    /// A place on the words: between their ends on one line, else on their first letter.
    fn middle(self) -> Point {
        if (self.start.y - self.end.y).abs() < 2.0 {
            Point { x: (self.start.x + self.end.x) / 2.0, y: self.start.y }
        } else {
            self.start
        }
    }
}

fn move_to(chain: ActionChain, point: Point) -> ActionChain {
    chain.move_to(point.x.round() as i64, point.y.round() as i64)
}

/// A key by the name that a page's own events give it.
fn key(name: &str) -> Outcome<char> {
    let key = match name {
        "Shift" => Key::Shift,
        "Control" => Key::Control,
        "Alt" => Key::Alt,
        "Meta" => Key::Meta,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Space" => Key::Space,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        _ => {
            let mut letters = name.chars();
            return match (letters.next(), letters.next()) {
                (Some(letter), None) => Ok(letter),
                (Some(_) | None, _) => Err(Trouble::new(format!("`{name}` is no key's name"))),
            };
        }
    };
    Ok(key.into())
}
