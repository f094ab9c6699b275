//! The address.

use briefmark::route::{Carried, Place, Route, carried, sought};
use proptest::prelude::*;

fn place() -> impl Strategy<Value = Place> {
    prop_oneof![
        Just(Place::Start),
        "[a-z0-9.+-]{1,12}".prop_map(Place::Block),
        any::<u32>().prop_map(Place::Page),
        "\\PC{1,20}".prop_map(Place::Annotation),
    ]
}

proptest! {
    /// Whatever stands in the address leads back to where it was written.
    #[test]
    fn parse_undoes_display(slug in "\\PC{1,20}", place in place()) {
        let route = Route::Brief { slug, place };
        prop_assert_eq!(Route::parse(&route.to_string()), route);
    }

    /// A search stands beside the place, and changes neither.
    #[test]
    fn a_search_in_the_address_is_read_back(slug in "\\PC{1,20}", place in place(), words in "\\PC{1,20}") {
        let route = Route::Brief { slug, place };
        let address = route.seeking(&words);
        prop_assert_eq!(Route::parse(&address), route.clone());
        prop_assert_eq!(sought(&address), Some(words));
        prop_assert_eq!(sought(&route.to_string()), None);
    }

    /// What an address brings stands beside the place too.
    #[test]
    fn what_an_address_brings_is_read_back(slug in "\\PC{1,20}", place in place(), name in "\\PC{1,20}") {
        let route = Route::Brief { slug, place };
        for brought in [Carried::Layer(name.clone()), Carried::Set("AZaz09-_".to_owned())] {
            let address = route.carrying(&brought);
            prop_assert_eq!(Route::parse(&address), route.clone());
            prop_assert_eq!(carried(&address), Some(brought));
            prop_assert_eq!(sought(&address), None);
        }
        prop_assert_eq!(carried(&route.seeking(&name)), None);
        prop_assert_eq!(carried(&route.to_string()), None);
    }

    #[test]
    fn any_hash_leads_somewhere(hash in "\\PC{0,60}") {
        let route = Route::parse(&hash);
        prop_assert_eq!(Route::parse(&route.to_string()), route);
    }
}

#[test]
fn an_address_reads_as_a_citation() {
    let place = Place::Block("11.l.3".to_owned());
    let route = Route::Brief { slug: "khrushchev-purge-1957".to_owned(), place };
    assert_eq!(route.to_string(), "#/brief/khrushchev-purge-1957/11.l.3");
}
