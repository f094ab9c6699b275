//! An element that is written anew holds what it should, and keeps what was so already.

use briefmark::browser::element::{make, put, put_text, write};
use briefmark::browser::renewal::renew;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Node};

const WORDS: [&str; 13] =
    ["", "a", "b", "ab", "ba", "aa", "abc", "abbc", "axc", "xbc", "abx", "abcabc", "bb"];

/// An element for a letter.
fn holding(letter: &char) -> Element {
    let element = make("i", &[]);
    write(&element, &letter.to_string());
    element
}

/// An element that holds one for each letter of a word.
fn holding_all(letters: &[char]) -> Element {
    let element = make("span", &[]);
    for letter in letters {
        put(&element, &holding(letter));
    }
    element
}

fn held(element: &Element) -> Vec<Node> {
    std::iter::successors(element.first_child(), Node::next_sibling).collect()
}

#[wasm_bindgen_test]
fn what_is_written_anew_is_there_and_what_is_the_same_at_both_ends_has_stayed() {
    let words = WORDS.map(|word| word.chars().collect::<Vec<char>>());
    for before in &words {
        for now in &words {
            let element = holding_all(before);
            let were = held(&element);
            let mut n_written = 0;
            renew(&element, Some(before), now, |letter| {
                n_written += 1;
                holding(letter)
            });
            let case = format!("{before:?} → {now:?}");
            let text = element.text_content().unwrap_or_default();
            assert_eq!(text.chars().collect::<Vec<_>>(), *now, "{case}");
            let n_first = before.iter().zip(now).take_while(|(one, other)| one == other).count();
            let (gone, new) = (&before[n_first..], &now[n_first..]);
            let pairs = gone.iter().rev().zip(new.iter().rev());
            let n_last = pairs.take_while(|(one, other)| one == other).count();
            let are = held(&element);
            assert_eq!(are[..n_first], were[..n_first], "{case}");
            assert_eq!(are[are.len() - n_last..], were[were.len() - n_last..], "{case}");
            assert_eq!(n_written, now.len() - n_first - n_last, "{case}");
        }
    }
}

#[wasm_bindgen_test]
fn what_holds_something_else_than_was_thought_is_written_anew_as_a_whole() {
    for before in [None, Some(&['a', 'b'][..])] {
        let element = holding_all(&['a', 'x', 'c']);
        put_text(&element, "and words");
        renew(&element, before, &['a', 'b', 'c'], holding);
        assert_eq!(element.text_content().unwrap_or_default(), "abc");
        assert_eq!(element.child_element_count(), 3);
    }
}
