//! Where cards go in a margin.

use briefmark::browser::margin::{Card, stack};
use wasm_bindgen_test::wasm_bindgen_test;

/// The least room between two cards that a reader can tell apart.
const NEAR: f64 = 8.0;

#[wasm_bindgen_test]
fn a_card_with_room_stands_beside_its_passage() {
    check(&[(100.0, 50.0), (300.0, 50.0)], None, &[100.0, 300.0]);
    check(&[(100.0, 50.0), (300.0, 50.0)], Some(1), &[100.0, 300.0]);
}

#[wasm_bindgen_test]
fn a_card_without_room_is_pushed_down() {
    check(&[(100.0, 50.0), (110.0, 50.0), (400.0, 50.0)], None, &[100.0, 162.0, 400.0]);
}

#[wasm_bindgen_test]
fn those_before_the_active_card_give_way_upwards() {
    check(&[(100.0, 50.0), (110.0, 50.0), (115.0, 50.0)], Some(1), &[48.0, 110.0, 172.0]);
}

#[wasm_bindgen_test]
fn no_card_is_pushed_out_over_the_top() {
    check(&[(10.0, 50.0), (20.0, 50.0)], Some(1), &[0.0, 62.0]);
    check(&[(-80.0, 50.0)], Some(0), &[0.0]);
}

#[wasm_bindgen_test]
fn whatever_they_wish_cards_keep_their_order_and_never_overlap() {
    for_each_margin(|cards, active| {
        let tops = stack(cards, active);
        assert_eq!(tops.len(), cards.len());
        assert!(tops.first().is_none_or(|top| *top >= 0.0), "{cards:?} {active:?}: {tops:?}");
        for (index, pair) in tops.windows(2).enumerate() {
            let bottom = pair[0] + cards[index].height;
            assert!(pair[1] >= bottom + NEAR, "{cards:?} {active:?}: {tops:?}");
        }
    });
}

#[wasm_bindgen_test]
fn the_active_card_has_its_wish_wherever_those_before_it_fit_above() {
    let mut n_exact = 0;
    for_each_margin(|cards, active| {
        let Some(active) = active else { return };
        let above: f64 = cards[..active].iter().map(|card| card.height + 12.0).sum();
        if cards[active].wish >= above {
            let tops = stack(cards, Some(active));
            assert!(
                (tops[active] - cards[active].wish).abs() < 1e-6,
                "{cards:?} {active}: {tops:?}"
            );
            n_exact += 1;
        }
    });
    assert!(n_exact > 100, "the trials must try it");
}

fn check(cards: &[(f64, f64)], active: Option<usize>, tops: &[f64]) {
    let cards: Vec<_> = cards.iter().map(|&(wish, height)| Card { wish, height }).collect();
    assert_eq!(stack(&cards, active), tops);
}

/// Some hundred margins of up to a dozen cards in the order of their wishes, the same each time.
fn for_each_margin(check: impl FnMut(&[Card], Option<usize>)) {
    let mut check = check;
    let mut state = 20_u32;
    let mut random = move |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    for _ in 0..600 {
        let n_cards = random(12);
        let mut cards: Vec<_> = (0..n_cards)
            .map(|_| Card {
                wish: f64::from(random(1500)) - 100.0,
                height: f64::from(random(120)) + 20.0,
            })
            .collect();
        cards.sort_by(|one, other| one.wish.total_cmp(&other.wish));
        let active = random(n_cards + 1);
        check(&cards, (active < n_cards).then_some(active as usize));
    }
}
