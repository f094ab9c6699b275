//! What other programs make of our files, by their own rules.

use briefmark::annotation::{Annotation, Body, Selector, describe};
use briefmark::brief::{self, Brief};
use briefmark::exchange::{Format, Parcel, Selection, read, write};
use briefmark::text::{Passage, Span, sentences, words};
use briefmark::workspace::{ACCEPTS, BLIND, SETTLES, Workspace};
use expect_test::expect;
use serde_json::Value;

use super::{READ, marked_brief};
use crate::work::{annotation, marked, note};

/// Hypothesis looks for a quotation by its words and by what stands around them
/// (`src/annotator/anchoring/match-quote.ts`): every place where the words stand is weighed, 50 parts
/// for the words, 20 for each side; the best is taken.
#[test]
fn hypothesis_finds_every_passage_by_its_own_rule() {
    let source = include_str!("../../../briefs/khrushchev-purge-1957.md");
    let (brief, _) = brief::parse(source, "x.md");
    let whole = brief.text.as_str();
    let sentences: Vec<Passage> =
        brief.blocks.iter().flat_map(|block| sentences(&brief.text, block.span)).collect();
    assert!(sentences.len() > 100);
    // Each sentence, and single words, which stand many times.
    let single = words(&brief.text, brief.text.span());
    let mut work = Workspace::default();
    for (n, passage) in sentences.into_iter().chain(single.into_iter().step_by(53)).enumerate() {
        let mut one = annotation(0, vec![marked(0), note("Why?")]);
        one.id.0 = format!("urn:uuid:0a000000-0000-4000-8000-{n:012}");
        one.targets = vec![describe(&brief, passage)];
        work.annotations.insert(one.id.clone(), one);
    }
    let file = json_of(Format::Hypothesis, &brief, &work);
    let text: Vec<char> = whole.chars().collect();
    for item in file["annotations"].as_array().unwrap() {
        let selectors = item["target"][0]["selector"].as_array().unwrap();
        let (position, quote) = (&selectors[0], &selectors[1]);
        let say = |key: &str| quote[key].as_str().unwrap().chars().collect::<Vec<char>>();
        let found = match_quote(&text, &say("exact"), &say("prefix"), &say("suffix"));
        assert_eq!(Value::from(found.unwrap()), position["start"], "{quote}");
    }
    assert!(file["annotations"].as_array().unwrap().len() > 120);
}

/// Recogito believes the position, in UTF-16 units, and asks for both selectors.
#[test]
fn recogito_shows_the_words_that_were_marked() {
    let (brief, _) = brief::parse("1. A 🜲 sign and 👩‍👩‍👧‍👦 more words.\n\n2. The end of it.\n", "x.md");
    let mut work = Workspace::default();
    for (n, words) in ["sign", "👩‍👩‍👧‍👦 more", "words.\nThe end", "A"].iter().enumerate()
    {
        let byte = brief.text.as_str().find(words).unwrap();
        let start = brief.text.code_point(briefmark::text::Byte(byte)).0;
        let length = u32::try_from(words.chars().count()).unwrap();
        let passage = Passage::around(&brief.text, Span::new(start, start + length)).unwrap();
        let one = Annotation {
            targets: vec![describe(&brief, passage)],
            ..annotation(u8::try_from(n).unwrap(), vec![marked(0), note("Why?")])
        };
        work.annotations.insert(one.id.clone(), one);
    }
    let file = json_of(Format::Recogito, &brief, &work);
    let units: Vec<u16> = brief.text.as_str().encode_utf16().collect();
    let mut n_shown = 0;
    for item in file.as_array().unwrap() {
        assert_eq!(item["type"], "Annotation");
        for target in item["target"].as_array().unwrap() {
            let selectors = target["selector"].as_array().unwrap();
            let of = |kind: &str| selectors.iter().find(|one| one["type"] == kind).unwrap();
            let place = |edge: &str| {
                usize::try_from(of("TextPositionSelector")[edge].as_u64().unwrap()).unwrap()
            };
            let shown = String::from_utf16(&units[place("start")..place("end")]).unwrap();
            assert_eq!(of("TextQuoteSelector")["exact"], shown);
            n_shown += 1;
        }
    }
    assert_eq!(n_shown, 4);
    // And ours is not led astray by the other way of counting.
    let back = read(file.to_string().as_bytes()).unwrap().incoming.annotations;
    for one in back {
        let here = briefmark::annotation::anchor(&brief, &work.annotations[&one.id].targets[0]);
        let there = briefmark::annotation::anchor(&brief, &one.targets[0]);
        assert_eq!(there.settled(), here.settled());
    }
}

#[test]
fn brat_is_given_places_and_words_line_by_line() {
    let (brief, work) = marked_brief();
    let briefs = [brief];
    let file = write(Format::Brat, &Parcel::new(&work, &Selection::All, &briefs)).unwrap();
    let file = String::from_utf8(file.bytes).unwrap();
    let text: Vec<char> = briefs[0].text.as_str().chars().collect();
    for line in file.lines().filter(|line| line.starts_with('T')) {
        let mut cells = line.split('\t');
        let (_, places, words) =
            (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap());
        let (_, places) = places.split_once(' ').unwrap();
        let pieces: Vec<String> = places
            .split(';')
            .map(|piece| {
                let (start, end) = piece.split_once(' ').unwrap();
                text[start.parse().unwrap()..end.parse().unwrap()].iter().collect()
            })
            .collect();
        assert!(pieces.iter().all(|piece| !piece.contains('\n')));
        assert_eq!(pieces.join(" "), words);
    }
    expect![[r#"
        T1	a_Discord 100 160	closed to foreign ships in the winter of 1956. Khrushchev ha
        #1	AnnotatorNotes T1	*Why* now? <b>
        T2	a_Discord 131 298;299 324;325 377;378 412	winter of 1956. Khrushchev had visited it that year, and the reason may be sought there. Since then [2 lines not declassified] and no vessel above 4,000 tons was seen. The following were noted: two tankers, both under the flag of a third country; one dredger, of which more is said
        T3	b_Weakness 131 298;299 324;325 377;378 412	winter of 1956. Khrushchev had visited it that year, and the reason may be sought there. Since then [2 lines not declassified] and no vessel above 4,000 tons was seen. The following were noted: two tankers, both under the flag of a third country; one dredger, of which more is said
        T4	b_Weakness 300 324;325 340;400 419	he following were noted: two tankers, bo more is said below:
        #2	AnnotatorNotes T4	two lines
        T5	Highlight 766 792;793 825	report of 12 January 1961. Not the river boat of that name.
    "#]].assert_eq(&file);
}

/// What a format does not name in [`Format::leaves`] comes back from it.
#[test]
fn what_a_format_does_not_name_comes_back() {
    let (brief, mut work) = marked_brief();
    for one in work.annotations.values_mut() {
        one.created = Some(crate::work::at(3));
        one.modified = Some(crate::work::at(4));
        for body in &mut one.bodies {
            if let Body::Theme { theme, name } = body {
                name.clone_from(&work.themes[theme].name);
            }
        }
    }
    let mut all = work.annotations.values_mut();
    all.next().unwrap().extra.insert(BLIND.to_owned(), true.into());
    all.next().unwrap().set_settlement(["urn:x:1", "urn:x:2"].into_iter(), ["urn:x:2"].into_iter());
    let briefs = [brief];
    for format in READ {
        let written = write(format, &Parcel::new(&work, &Selection::All, &briefs)).unwrap();
        let back = read(&written.bytes).unwrap().incoming;
        let leaves = |words: &str| format.leaves().any(|matter| matter.words() == words);
        let mut n_compared = 0;
        for here in work.annotations.values() {
            let is_lost = here.targets[0].digest.is_none() && !here.targets[0].selectors.is_empty();
            if (leaves("passages without a sure place") && is_lost)
                || (leaves("notes on a whole brief") && here.targets[0].selectors.is_empty())
                || (leaves("several passages as one annotation") && here.targets.len() > 1)
            {
                continue;
            }
            let there = back.annotations.iter().find(|there| there.id == here.id);
            let there = there.unwrap_or_else(|| panic!("{} of {format} is gone", here.id.0));
            let plain = |one: &Annotation| {
                let mut plain = one.clone();
                if leaves("citations, and the digest of the text") {
                    plain.targets.iter_mut().for_each(|target| {
                        (target.citation, target.digest) = (None, None);
                    });
                }
                if leaves("the words around a passage") {
                    plain.targets.iter_mut().flat_map(|target| &mut target.selectors).for_each(
                        |one| {
                            if let Selector::Quote(quote) = one {
                                (quote.prefix, quote.suffix) = (String::new(), String::new());
                            }
                        },
                    );
                }
                if leaves("why it was made") {
                    plain.motivations.clear();
                }
                if leaves("who made it") {
                    plain.creator = None;
                }
                if leaves("identity of themes") {
                    plain.bodies.retain(|body| matches!(body, Body::Note { .. }));
                }
                if leaves("that it was coded blind") {
                    plain.extra.shift_remove(BLIND);
                }
                if leaves("which annotations it settles and accepts") {
                    plain.extra.shift_remove(SETTLES);
                    plain.extra.shift_remove(ACCEPTS);
                }
                plain.extra.shift_remove("briefmark:hypothesis");
                if format == Format::Hypothesis {
                    // Its places are of a page, so the words alone count.
                    plain.targets.iter_mut().for_each(|target| {
                        target.selectors.retain(|one| matches!(one, Selector::Quote(_)));
                    });
                }
                plain.targets.iter_mut().for_each(|target| target.extra.clear());
                plain.to_json()
            };
            assert_eq!(plain(there), plain(here), "{format}");
            n_compared += 1;
        }
        assert!(n_compared >= 3, "{format}");
        if !leaves("which theme is under which") {
            let above = |themes: &mut dyn Iterator<Item = &briefmark::codebook::Theme>| {
                let mut above: Vec<_> =
                    themes.map(|theme| (theme.id.clone(), theme.broader.clone())).collect();
                above.sort();
                above
            };
            assert_eq!(
                above(&mut back.themes.iter()),
                above(&mut work.themes.values()),
                "{format}"
            );
        }
    }
}

fn json_of(format: Format, brief: &Brief, work: &Workspace) -> Value {
    let briefs = [brief.clone()];
    let written = write(format, &Parcel::new(work, &Selection::All, &briefs))
        .expect("the format is written as JSON");
    serde_json::from_slice(&written.bytes).expect("the format is written as JSON")
}

/// Where Hypothesis takes a quotation to begin, without the hint of a position.
fn match_quote(text: &[char], exact: &[char], prefix: &[char], suffix: &[char]) -> Option<usize> {
    let hits = (0..=text.len().checked_sub(exact.len())?)
        .filter(|start| text[*start..*start + exact.len()] == *exact);
    let score = |start: usize| {
        let end = start + exact.len();
        let before = &text[start.saturating_sub(prefix.len())..start];
        let after = &text[end..(end + suffix.len()).min(text.len())];
        let side = |text: &[char], context: &[char]| {
            if context.is_empty() { 1.0 } else { match_score(text, context) }
        };
        50.0 + 20.0 * side(before, prefix) + 20.0 * side(after, suffix)
    };
    // The first of the best: the sort there is stable.
    let mut best: Option<(f64, usize)> = None;
    for start in hits {
        let score = score(start);
        if best.is_none_or(|(other, _)| score > other) {
            best = Some((score, start));
        }
    }
    best.map(|(_, start)| start)
}

/// 1 less the errors of the best match of a pattern in a text, by its length (Sellers' algorithm).
fn match_score(text: &[char], pattern: &[char]) -> f64 {
    if text.is_empty() || pattern.is_empty() {
        return 0.0;
    }
    let mut column: Vec<usize> = (0..=pattern.len()).collect();
    let mut least = pattern.len();
    for sign in text {
        let mut diagonal = 0;
        for row in 1..=pattern.len() {
            let here = column[row];
            let changed = diagonal + usize::from(pattern[row - 1] != *sign);
            column[row] = changed.min(here + 1).min(column[row - 1] + 1);
            diagonal = here;
        }
        least = least.min(column[pattern.len()]);
    }
    #[expect(clippy::cast_precision_loss, reason = "contexts are short")]
    let score = 1.0 - least as f64 / pattern.len() as f64;
    score
}
