//! Laws of moments.

use briefmark::timestamp::Timestamp;
use proptest::prelude::*;

fn millis(text: &str) -> Option<i64> {
    Timestamp(text.to_owned()).millis()
}

#[test]
fn a_browsers_clock_is_written_in_utc() {
    assert_eq!(Timestamp::from_millis(0).0, "1970-01-01T00:00:00.000Z");
    assert_eq!(Timestamp::from_millis(1_795_361_400_123).0, "2026-11-22T15:30:00.123Z");
    assert_eq!(Timestamp::from_millis(-1).0, "1969-12-31T23:59:59.999Z");
    assert_eq!(Timestamp::from_millis(951_782_400_000).0, "2000-02-29T00:00:00.000Z");
}

#[test]
fn offsets_of_one_moment_are_one_instant() {
    let utc = Timestamp("2026-11-22T15:30:00Z".to_owned());
    for same in
        ["2026-11-22T16:30:00+01:00", "2026-11-22T10:00:00.000-05:30", "2026-11-22 15:30:00z"]
    {
        let same = Timestamp(same.to_owned());
        assert!(!same.is_after(&utc) && !utc.is_after(&same), "{same:?}");
    }
    assert!(Timestamp("2026-11-22T15:30:00.0001Z".to_owned()).is_after(&utc));
}

#[test]
fn words_that_mean_no_moment_are_kept_and_come_first() {
    for words in [
        "",
        "yesterday",
        "2026-02-30",
        "2026-1-1",
        "2026-01-01T25:00:00Z",
        "-2026-01-01",
        "2026-01-01T00:00Z",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00+24:00",
        "२०२६-०१-०१",
    ] {
        assert_eq!(millis(words), None, "{words:?}");
        assert!(Timestamp::from_millis(0).is_after(&Timestamp(words.to_owned())));
    }
}

#[test]
fn the_version_after_another_is_never_before_it() {
    let (early, late) = (Timestamp::from_millis(5), Timestamp::from_millis(9));
    assert_eq!(late.no_earlier_than_after(&early), late);
    assert_eq!(early.no_earlier_than_after(&late), Timestamp::from_millis(10));
    assert_eq!(late.no_earlier_than_after(&late), Timestamp::from_millis(10));
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(millis in -62_135_596_800_000_i64..253_402_300_800_000) {
        prop_assert_eq!(Timestamp::from_millis(millis).millis(), Some(millis));
    }

    #[test]
    fn nothing_written_as_a_moment_harms(words in "\\PC{0,30}|[0-9T:Z.+ -]{0,30}") {
        let _ = Timestamp(words).millis();
    }
}
