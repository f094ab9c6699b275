//! The volumes are what they are said to be.

use volume::{Size, Volume, noisy};

#[test]
fn a_volume_has_its_size_and_is_the_same_each_time() {
    for (size, n_bytes) in
        [(Size::Small, 23_000), (Size::Middle, 250_000), (Size::Large, 2_500_000)]
    {
        let volume = Volume::new(size);
        let error = volume.source.len().abs_diff(n_bytes);
        assert!(error < n_bytes / 9, "{}: {} bytes", size.letter(), volume.source.len());
        assert_eq!(volume.source, Volume::new(size).source);
    }
}

#[test]
fn the_copies_differ_and_their_pages_do_not() {
    let volume = Volume::new(Size::Middle);
    let whole = volume.paragraphs.iter().filter(|paragraph| paragraph.len() > 400);
    let mut whole: Vec<_> = whole.collect();
    let n_long = whole.len();
    whole.sort();
    whole.dedup();
    assert_eq!(whole.len(), n_long, "a long paragraph stands twice");
    let markings = volume.source.matches("~~SECRET~~").count();
    let copies = volume.source.matches("**- V -**").count();
    assert_eq!(markings % copies, 0, "{markings} markings in {copies} copies");
}

#[test]
fn a_quotation_stands_where_it_says() {
    let volume = Volume::new(Size::Middle);
    let units: Vec<u16> = volume.text.encode_utf16().collect();
    let quotations = volume.quotations(1_000);
    assert_eq!(quotations.len(), 1_000);
    for it in &quotations {
        assert_eq!(String::from_utf16_lossy(&units[it.start..it.end]), it.exact);
        let n_letters = it.exact.chars().count();
        assert!((4..=280).contains(&n_letters), "{it:?}");
        let place = it.prefix.clone() + &it.exact + &it.suffix;
        assert!(volume.text.contains(&place), "{it:?}");
        assert!(!it.exact.contains('\n'), "{it:?}");
    }
    // They are spread from one end to the other.
    assert!(quotations[0].start < units.len() / 50);
    assert!(quotations[999].start > units.len() - units.len() / 50);
}

#[test]
fn noise_changes_about_so_many_letters() {
    let volume = Volume::new(Size::Small);
    assert_eq!(noisy(&volume.text, 0, 1), volume.text);
    let noisy = noisy(&volume.text, 2, 1);
    let words: std::collections::HashSet<&str> = volume.text.split_whitespace().collect();
    let n_words = noisy.split_whitespace().count();
    let n_wrong = noisy.split_whitespace().filter(|word| !words.contains(word)).count();
    // Six letters to a word: a little under a tenth of the words.
    assert!((n_words / 20..n_words / 7).contains(&n_wrong), "{n_wrong} of {n_words}");
}
