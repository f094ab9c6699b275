//! An element that is written anew holds what it should, and keeps what was so already.

use briefmark::browser::element::{make, put, write};
use briefmark::browser::renewal::renew;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Node};

/// An element that holds one for each letter.
fn holding(letters: &str) -> Element {
    let element = make("span", &[]);
    for letter in letters.chars() {
        let held = make("i", &[]);
        write(&held, &letter.to_string());
        put(&element, &held);
    }
    element
}

fn held(element: &Element) -> Vec<Node> {
    std::iter::successors(element.first_child(), Node::next_sibling).collect()
}

#[wasm_bindgen_test]
fn what_is_written_anew_is_there_and_what_is_the_same_at_both_ends_has_stayed() {
    let words =
        ["", "a", "b", "ab", "ba", "aa", "abc", "abbc", "axc", "xbc", "abx", "abcabc", "bb"];
    for before in words {
        for after in words {
            let element = holding(before);
            let were = held(&element);
            let anew = holding(after);
            renew(&element, &anew);
            let case = format!("{before} → {after}");
            assert_eq!(element.text_content().unwrap_or_default(), after, "{case}");
            assert!(anew.first_child().is_none(), "{case}");
            let pairs = |one: &str, other: &str| {
                one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count()
            };
            let turned = |word: &str| word.chars().rev().collect::<String>();
            let n_first = pairs(before, after);
            let n_last = pairs(&turned(&before[n_first..]), &turned(&after[n_first..]));
            let are = held(&element);
            assert_eq!(are[..n_first], were[..n_first], "{case}");
            assert_eq!(are[are.len() - n_last..], were[were.len() - n_last..], "{case}");
        }
    }
}
