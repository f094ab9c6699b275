//! What lets the built page be driven beside other tools: `window.__bench`, in builds with the feature
//! `bench` and in no other.
//!
//! Everything goes the way that a reader's own hand would go: a document is a file that was given, an
//! annotation is anchored, drawn, made, recoloured, deleted and hit by the session's own calls. What
//! stands here is bookkeeping: the driver's names and offsets on one side, ours on the other.

mod names;
mod stored;
mod text;

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::{Array, JsString};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use super::exchange::receive;
use super::session::{Reading, Session};
use super::{later, library};
use crate::annotation::{Anchor, AnnotationId};
use crate::browser::bench::{self as driver, Document, Options, Passage, Place, Stored, refusal};
use crate::browser::clock::{self, Slice};
use crate::browser::{address, place, selection};
use crate::route::Route;
use crate::text::{Passage as Words, Span};
use crate::workspace::Edit;
use names::{Names, theme_id};
use stored::{Looked, Positions, Themes};
use text::Shared;

/// How many of a driver's passages are read between two looks at the clock.
const STRIDE: usize = 32;

/// What a driver drives.
#[wasm_bindgen]
pub struct Bench {
    session: Session,
    /// A document that was asked for and may not be here whole.
    loading: RefCell<Option<Given>>,
    opened: RefCell<Option<Opened>>,
    /// What the driver last had anchored.
    asked: RefCell<Asked>,
    /// What it last had shown.
    brought: RefCell<Vec<AnnotationId>>,
    names: RefCell<Names>,
}

/// Passages that a driver had anchored.
struct Asked {
    /// Until they are shown.
    passages: Vec<Stored>,
    /// Whether their positions may be used.
    hint: bool,
    /// Where those lie that it came to, in the driver's order.
    found: Vec<Looked>,
    n_passages: usize,
    is_shown: bool,
}

impl Asked {
    fn nothing() -> Asked {
        Asked { passages: Vec::new(), hint: true, found: Vec::new(), n_passages: 0, is_shown: true }
    }

    /// The words of the nth, where they were read and stand at its position, and that.
    fn take_standing(&mut self, nth: usize) -> Option<(String, Span)> {
        let looked = self.found.get_mut(nth).filter(|looked| !looked.exact.is_empty())?;
        let span = looked.anchor.settled()?;
        Some((std::mem::take(&mut looked.exact), span))
    }

    /// Where each of them lies; nothing for those that it did not come to.
    fn anchors(&self) -> impl Iterator<Item = Option<&Anchor>> {
        (0..self.n_passages).map(|nth| self.found.get(nth).map(|looked| &looked.anchor))
    }
}

/// A driver's text of a document, and what it shares with the one on screen, once that was found out.
#[derive(Clone)]
struct Given {
    text: JsString,
    shared: Rc<OnceCell<Shared>>,
}

impl Given {
    fn shared(&self, reading: &Reading) -> &Shared {
        self.shared.get_or_init(|| Shared::new(&reading.brief, &String::from(&self.text)))
    }

    /// Finds it out while the browser has nothing else to do: it is the driver's business.
    async fn compare(self, session: Session) {
        // Until another document is loaded.
        while Rc::strong_count(&self.shared) > 1 && self.shared.get().is_none() {
            clock::idle().await;
            if let Some(reading) = on_screen(session) {
                self.shared(&reading);
            }
        }
    }
}

/// The document on screen.
#[derive(Clone)]
struct Opened {
    reading: Arc<Reading>,
    given: Given,
}

impl Opened {
    /// What the driver's text shares with it.
    fn shared(&self) -> &Shared {
        self.given.shared(&self.reading)
    }
}

/// Puts `window.__bench` into the page.
pub(super) fn offer(session: Session) {
    driver::set_ready(false);
    let bench = Bench {
        session,
        loading: RefCell::default(),
        opened: RefCell::default(),
        asked: RefCell::new(Asked::nothing()),
        brought: RefCell::default(),
        names: RefCell::default(),
    };
    driver::set_driven(bench.into());
    leptos::task::spawn_local(async {
        // All of the page is there then, and has been painted.
        while !later::is_whole() {
            clock::frame().await;
        }
        clock::painted().await;
        driver::set_ready(true);
    });
}

#[wasm_bindgen]
impl Bench {
    /// What this is.
    #[wasm_bindgen(getter)]
    pub fn name(&self) -> String {
        "Briefmark".to_owned()
    }

    /// Opens a document, as a file that a reader gives is opened, and waits until it is on screen: of a
    /// long one, its first pages.
    ///
    /// # Errors
    /// When the app refuses it; the reason is the one that a reader is told.
    pub async fn load(&self, document: Document) -> Result<(), JsValue> {
        let session = self.session;
        if session.route.get_untracked() != Route::Library {
            address::go(&Route::Library);
            clock::painted().await;
        }
        let file = driver::file(&format!("{}.txt", document.id()), &document.source())?;
        self.opened.replace(None);
        let given = Given { text: document.text(), shared: Rc::default() };
        self.loading.replace(Some(given.clone()));
        receive(session, vec![file]);
        self.wait_for(|| library::preview().map(drop).or(on_screen(session).map(drop))).await?;
        driver::mark_root(&format!("{}, {}", place::ROOT, place::FIRST_PAGES));
        // What was waited for came before the painting of a frame.
        clock::breathe().await;
        leptos::task::spawn_local(given.compare(session));
        Ok(())
    }

    /// Finds where passages lie that were stored elsewhere: they are shown once that is asked for. Gives
    /// `{ done }`: how many it came to.
    ///
    /// # Errors
    /// When no document is on screen.
    pub async fn anchor(
        &self,
        passages: Vec<Stored>,
        options: Option<Options>,
    ) -> Result<JsValue, JsValue> {
        let opened = self.opened().await?;
        let until = clock::ticks() + deadline(options.as_ref());
        let hint = options.as_ref().and_then(Options::hint).unwrap_or(true);
        let brief = &opened.reading.brief;
        let anchors = self.session.with_layer_untracked(|layer| layer.anchors_over(brief));
        let mut positions = hint.then(|| Positions::new(&opened));
        let mut found = Vec::with_capacity(passages.len());
        let mut slice = Slice::begin();
        for strides in passages.chunks(STRIDE) {
            for passage in strides {
                let here = positions.as_mut().and_then(|it| it.look(&anchors, passage));
                found.push(match here {
                    Some(looked) => looked,
                    None => {
                        let target = stored::target(passage, &opened, hint);
                        let anchor = loop {
                            match anchors.in_step(&target) {
                                Some(anchor) => break anchor,
                                None => slice.rest().await,
                            }
                        };
                        Looked { anchor, exact: String::new() }
                    }
                });
            }
            slice.rest().await;
            if clock::ticks() >= until {
                break;
            }
        }
        let n_done = found.len();
        let n_passages = passages.len();
        self.asked.replace(Asked { passages, hint, found, n_passages, is_shown: false });
        Ok(driver::done(n_done))
    }

    /// Where each of them lies, `[start, end]` in UTF-16 units of the driver's text, or `null`; what
    /// is a proposal to the reader counts as found.
    #[must_use]
    pub fn results(&self) -> Array {
        let Some(opened) = self.here() else { return Array::new() };
        let text = &opened.reading.brief.text;
        let offsets = |anchor: Option<&Anchor>| match anchor? {
            Anchor::Exact { span } | Anchor::Moved { span } | Anchor::Changed { span, .. } => {
                opened.shared().to_given(text, *span)
            }
            Anchor::Ambiguous { .. } | Anchor::Lost | Anchor::Whole => None,
        };
        self.asked.borrow().anchors().map(|anchor| driver::offsets(offsets(anchor))).collect()
    }

    /// The state of each of them: `exact`, `moved`, `changed`, `ambiguous`, `lost`.
    #[must_use]
    pub fn states(&self) -> Vec<String> {
        let asked = self.asked.borrow();
        let states = asked.anchors().map(|anchor| match anchor {
            Some(Anchor::Exact { .. }) => "exact",
            Some(Anchor::Moved { .. }) => "moved",
            Some(Anchor::Changed { .. }) => "changed",
            Some(Anchor::Ambiguous { .. }) => "ambiguous",
            Some(Anchor::Lost) | None => "lost",
            Some(Anchor::Whole) => "whole",
        });
        states.map(str::to_owned).collect()
    }

    /// Shows what was anchored, as the app shows what it finds in its store, and waits until all of it and
    /// all of the text is in its place, and what is in the window is painted. Gives `{ done }`: how many
    /// are shown or proposed.
    ///
    /// # Errors
    /// When no document is on screen.
    pub async fn paint(&self, options: Option<Options>) -> Result<JsValue, JsValue> {
        let opened = self.opened().await?;
        let until = clock::ticks() + deadline(options.as_ref());
        if !std::mem::replace(&mut self.asked.borrow_mut().is_shown, true) {
            self.bring(&opened).await;
        }
        let is_whole = || self.session.paper().is_some_and(|paper| paper.is_whole());
        while !(self.is_laid() && is_whole()) && clock::ticks() < until {
            clock::frame().await;
        }
        clock::painted().await;
        let n_shown = self.session.with_layer_untracked(|layer| {
            self.brought.borrow().iter().filter(|id| !layer.anchors(id).is_empty()).count()
        });
        Ok(driver::done(n_shown))
    }

    /// Marks a passage with a theme, and stores it, as a reader does.
    ///
    /// # Errors
    /// When there are no words there, or the app refuses.
    pub async fn create(&self, passage: Passage) -> Result<(), JsValue> {
        let opened = self.opened().await?;
        let reading = &opened.reading;
        let text = &reading.brief.text;
        let span = match driver::range(&passage.range()) {
            Some(Place::Range(range)) => selection::of_range(text, &range),
            Some(Place::Offsets(start, end)) => {
                opened.shared().to_read(text, start, end).and_then(|span| Words::around(text, span))
            }
            None => return Err(refusal("`range` is a Range of the page, or [start, end]")),
        };
        let words = span.and_then(|words| reading.brief.passage(words.span()));
        let words = words.ok_or_else(|| refusal("there are no words of the text there"))?;
        self.make_themes([passage.theme().as_str()].into_iter());
        let id = self.session.mark(words, &[theme_id(&passage.theme())]);
        let id = id.ok_or_else(|| refusal("the annotation was not made"))?;
        self.names.borrow_mut().call(id, passage.id());
        clock::painted().await;
        Ok(())
    }

    /// Gives a theme another colour: any that CSS knows.
    ///
    /// # Errors
    /// When there is no such theme or colour.
    pub async fn recolour(&self, theme: String, css: String) -> Result<(), JsValue> {
        let id = theme_id(&theme);
        let theme = self.session.with_untracked(|work| work.themes.get(&id).cloned());
        let mut theme = theme.ok_or_else(|| refusal("nothing was marked with this theme"))?;
        theme.colour = driver::colour(&css).ok_or_else(|| refusal("this is not a colour"))?;
        self.session.apply(Edit::ReviseTheme(theme));
        clock::painted().await;
        Ok(())
    }

    /// Deletes annotations. Their theme stays in the codebook.
    ///
    /// # Errors
    /// Never; what is not there is passed over.
    pub async fn remove(&self, ids: Vec<String>, _theme: JsValue) -> Result<(), JsValue> {
        let ids = ids.iter().map(|name| self.names.borrow().annotation(name)).collect();
        self.session.apply(Edit::DeleteAnnotations(ids));
        clock::painted().await;
        Ok(())
    }

    /// The annotations at a point of the window, in CSS pixels: shortest first.
    #[wasm_bindgen(js_name = hitTest)]
    #[must_use]
    pub fn hit_test(&self, x: f64, y: f64) -> Vec<String> {
        let under = self.session.paper().and_then(|paper| paper.under(x, y));
        let here = under.map(|(_, here)| here).unwrap_or_default();
        let names = self.names.borrow();
        here.iter().map(|id| names.of(id)).collect()
    }
}

impl Bench {
    /// The document that was loaded, once all of it is here.
    async fn opened(&self) -> Result<Opened, JsValue> {
        if let Some(given) = self.loading.take() {
            let reading = self.wait_for(|| on_screen(self.session)).await?;
            driver::mark_root(place::ROOT);
            self.opened.replace(Some(Opened { reading, given }));
        }
        self.here().ok_or_else(|| refusal("no document was loaded"))
    }

    /// Waits until something is there, or the reader is told that something went wrong.
    async fn wait_for<T>(&self, is_there: impl Fn() -> Option<T>) -> Result<T, JsValue> {
        loop {
            if let Some(it) = is_there() {
                return Ok(it);
            }
            clock::frame().await;
            if let Some(problem) = problem(self.session) {
                return Err(refusal(&problem));
            }
        }
    }

    /// The document that is here whole.
    fn here(&self) -> Option<Opened> {
        self.opened.borrow().clone()
    }

    /// Gives the app the passages that were anchored, as annotations.
    async fn bring(&self, opened: &Opened) {
        let (passages, hint) = {
            let mut asked = self.asked.borrow_mut();
            (std::mem::take(&mut asked.passages), asked.hint)
        };
        let mut slice = Slice::begin();
        let mut annotations = Vec::with_capacity(passages.len());
        let mut themes = Themes::default();
        for (nth, stored) in passages.iter().enumerate() {
            let id = self.names.borrow_mut().bring(stored.id());
            let target = match self.asked.borrow_mut().take_standing(nth) {
                Some((exact, span)) => stored::target_at(stored, opened, exact, Some(span), true),
                None => stored::target(stored, opened, hint),
            };
            annotations.push(stored::annotation(id, stored, &mut themes, target));
            if nth % STRIDE == 0 {
                slice.rest().await;
            }
        }
        self.make_themes(themes.names());
        self.brought.replace(annotations.iter().map(|annotation| annotation.id.clone()).collect());
        self.session.bring(annotations);
    }

    /// Whether every annotation of the document was looked for, and whether it is shown.
    fn is_laid(&self) -> bool {
        self.session.with_layer_untracked(|layer| layer.is_laid() && layer.is_looked_through())
    }

    /// Makes the themes that are not there yet, in one edit.
    fn make_themes<'name>(&self, names: impl Iterator<Item = &'name str>) {
        let names: BTreeSet<&str> = names.collect();
        let themes = self.session.with_untracked(|work| {
            let new = names.into_iter().filter(|name| !work.themes.contains_key(&theme_id(name)));
            let new = new
                .enumerate()
                .map(|(nth, name)| stored::theme(name.to_owned(), work.themes.len() + nth));
            new.collect::<Vec<_>>()
        });
        if !themes.is_empty() {
            self.session.apply(Edit::AddThemes(themes));
        }
    }
}

/// The brief that the address names, once it is the one on screen.
fn on_screen(session: Session) -> Option<Arc<Reading>> {
    let Route::Brief { slug, .. } = session.route.get_untracked() else { return None };
    let reading = session.reading().filter(|reading| reading.slug() == slug)?;
    session.paper().map(|_| reading)
}

/// What the reader was told last, where it is that something went wrong.
fn problem(session: Session) -> Option<String> {
    session.notices.with_untracked(|notices| {
        notices.last().filter(|notice| notice.is_lasting()).map(|notice| notice.text.clone())
    })
}

/// In how many milliseconds to give up.
fn deadline(options: Option<&Options>) -> f64 {
    options.and_then(Options::deadline).unwrap_or(f64::INFINITY)
}
