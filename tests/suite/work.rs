//! Random work of a reader, for the laws of the workspace and of files.

use briefmark::annotation::{
    Annotation, AnnotationId, Body, Flag, Motivation, Quote, Selector, Target,
};
use briefmark::codebook::{Colour, LineStyle, Theme, ThemeId, ThemeSource};
use briefmark::coder::Coder;
use briefmark::text::CodePoint;
use briefmark::timestamp::Timestamp;
use briefmark::workspace::{Edit, Marked, Workspace};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// A moment of the tests' clock.
pub(crate) fn at(tick: i64) -> Timestamp {
    Timestamp::from_millis(1_795_361_400_000 + tick * 1000)
}

/// One of a few annotations, so that edits meet.
pub(crate) fn annotation_id(n: u8) -> AnnotationId {
    AnnotationId(format!("urn:uuid:0a000000-0000-4000-8000-{n:012}"))
}

/// One of a few themes.
pub(crate) fn theme_id(n: u8) -> ThemeId {
    ThemeId(format!("urn:uuid:0b000000-0000-4000-8000-{n:012}"))
}

/// A named coder.
pub(crate) fn coder(n: u8) -> Coder {
    Coder { id: format!("urn:uuid:0c000000-0000-4000-8000-{n:012}"), name: format!("Reader {n}") }
}

/// A theme with a letter.
pub(crate) fn theme(n: u8, name: &str) -> Theme {
    let letter = char::from(b'a' + n % 26);
    Theme {
        id: theme_id(n),
        name: name.to_owned(),
        definition: String::new(),
        examples: String::new(),
        counter_examples: String::new(),
        notation: Some(letter.to_string()),
        key: Some(letter),
        colour: Colour { red: 1, green: 2, blue: n },
        line: LineStyle::Wavy,
        broader: None,
        source: n.is_multiple_of(2).then(|| ThemeSource {
            brief: "urn:briefmark:a".to_owned(),
            citation: format!("¶11.{letter}"),
        }),
        position: u32::from(n),
        modified: at(0),
        extra: Map::new(),
    }
}

/// A passage of a brief.
pub(crate) fn target(citation: &str, exact: &str) -> Target {
    Target {
        source: "urn:briefmark:a".to_owned(),
        selectors: vec![
            Selector::Quote(Quote {
                exact: exact.to_owned(),
                prefix: "before ".to_owned(),
                suffix: String::new(),
            }),
            Selector::Position { start: CodePoint(3), end: CodePoint(9) },
        ],
        citation: Some(citation.to_owned()),
        digest: Some("0".repeat(64)),
        extra: Map::new(),
    }
}

/// An annotation of one passage, not yet anybody's.
pub(crate) fn annotation(n: u8, bodies: Vec<Body>) -> Annotation {
    Annotation {
        id: annotation_id(n),
        motivations: vec![Motivation::Highlighting],
        created: None,
        modified: None,
        creator: None,
        bodies,
        targets: vec![target(&format!("¶{n}, p. {n}"), "some words")],
        extra: Map::new(),
    }
}

/// A note.
pub(crate) fn note(text: &str) -> Body {
    Body::Note { text: text.to_owned(), extra: Map::new() }
}

/// A theme's body.
pub(crate) fn marked(n: u8) -> Body {
    Body::Theme { theme: theme_id(n), name: format!("Theme {n}") }
}

/// Text that breaks what is not careful.
pub(crate) fn naughty() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("\u{feff}\u{202e}<script>alert('1')</script>\u{0}".to_owned()),
        Just("=cmd|'/C calc'!A0\r\n\"quoted\", \\ and \u{7f}".to_owned()),
        Just("👩‍👩‍👧‍👦 café é \u{5d0}\u{5b8} Ж ﷽".to_owned()),
        Just("__proto__".to_owned()),
        "\\PC{0,12}",
        any::<String>().prop_map(|text| text.chars().take(12).collect()),
    ]
}

/// JSON as deep as a file's own properties are.
pub(crate) fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        Just(serde_json::from_str("1.50e300").expect("a number")),
        naughty().prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::vec(("[a-z]{1,4}", inner), 0..3)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// Properties that are none of ours.
pub(crate) fn extra() -> impl Strategy<Value = Map<String, Value>> {
    proptest::collection::vec(("x-[a-z]{1,3}", json_value()), 0..2)
        .prop_map(|pairs| pairs.into_iter().collect())
}

/// An annotation with anything in it.
pub(crate) fn any_annotation() -> impl Strategy<Value = Annotation> {
    let motivation = prop_oneof![
        Just(Motivation::Classifying),
        Just(Motivation::Commenting),
        Just(Motivation::Highlighting),
        Just(Motivation::Other("tagging".to_owned())),
    ];
    let body = prop_oneof![
        (0..4_u8, naughty()).prop_map(|(n, name)| Body::Theme { theme: theme_id(n), name }),
        (naughty(), extra()).prop_map(|(text, extra)| Body::Note { text, extra }),
        proptest::sample::select(&Flag::ALL[..]).prop_map(Body::Flag),
        json_value()
            .prop_filter("a list is no body", |value| !value.is_array())
            .prop_map(Body::Other),
    ];
    let selector = prop_oneof![
        (naughty(), naughty(), naughty()).prop_map(|(exact, prefix, suffix)| {
            Selector::Quote(Quote { exact, prefix, suffix })
        }),
        (0..99_u32, 0..99_u32).prop_map(|(start, length)| Selector::Position {
            start: CodePoint(start),
            end: CodePoint(start + length),
        }),
        naughty().prop_map(|value| Selector::Other(json!({
            "type": "FragmentSelector", "value": value,
            "refinedBy": { "type": "TextPositionSelector", "start": 1, "end": 2 },
        }))),
    ];
    let target = (
        "[a-z:]{1,9}",
        proptest::collection::vec(selector, 0..3),
        proptest::option::of(naughty()),
        proptest::option::of("[0-9a-f]{64}"),
        extra(),
    )
        .prop_map(|(source, selectors, citation, digest, extra)| Target {
            source,
            selectors,
            citation,
            digest,
            extra,
        });
    (
        0..6_u8,
        proptest::collection::vec(motivation, 0..3),
        proptest::option::of(0..50_i64),
        proptest::option::of(0..3_u8),
        proptest::collection::vec(body, 0..4),
        proptest::collection::vec(target, 1..3),
        extra(),
    )
        .prop_map(|(n, motivations, modified, maker, bodies, targets, extra)| Annotation {
            id: annotation_id(n),
            motivations,
            created: modified.map(at),
            modified: modified.map(|tick| at(tick + 1)),
            creator: maker.map(coder),
            bodies,
            targets,
            extra,
        })
}

/// Something that a reader does with the whole of the codebook.
fn any_recoding() -> impl Strategy<Value = Edit> {
    prop_oneof![
        1 => (0..5_u8, proptest::option::of(0..5_u8), 0..3_usize).prop_map(|(n, broader, nth)| {
            Edit::MoveTheme { id: theme_id(n), broader: broader.map(theme_id), nth }
        }),
        1 => (0..5_u8, 0..5_u8).prop_map(|(from, into)| {
            Edit::MergeThemes { from: theme_id(from), into: theme_id(into) }
        }),
        1 => (0..5_u8, proptest::collection::vec((0..6_u8, 0..5_u8), 0..3)).prop_map(|(from, to)| {
            let to = to.into_iter().map(|(n, theme)| (annotation_id(n), theme_id(theme)));
            Edit::Recode { from: theme_id(from), to: to.collect() }
        }),
    ]
}

/// Something that a reader does with one thing at a time.
fn any_single_edit() -> impl Strategy<Value = Edit> {
    let some_theme = || {
        (0..5_u8, naughty(), proptest::option::of(0..5_u8)).prop_map(|(n, name, broader)| Theme {
            broader: broader.map(theme_id),
            ..theme(n, &name)
        })
    };
    prop_oneof![
        4 => any_annotation().prop_map(|mut annotation| {
            annotation.creator = None;
            Edit::Annotate(annotation)
        }),
        2 => (0..6_u8, proptest::collection::vec(0..5_u8, 0..3)).prop_map(|(n, themes)| {
            Edit::SetThemes(annotation_id(n), themes.into_iter().map(theme_id).collect())
        }),
        2 => (0..6_u8, naughty()).prop_map(|(n, text)| Edit::SetNote(annotation_id(n), text)),
        1 => (0..6_u8, proptest::sample::subsequence(&Flag::ALL[..], 0..=2))
            .prop_map(|(n, flags)| Edit::SetFlags(annotation_id(n), flags)),
        1 => (0..6_u8, naughty()).prop_map(|(n, exact)| {
            Edit::SetTargets(annotation_id(n), vec![target("¶1", &exact), target("¶2", "b")])
        }),
        1 => proptest::collection::vec(0..6_u8, 0..3).prop_map(|ids| {
            Edit::DeleteAnnotations(ids.into_iter().map(annotation_id).collect())
        }),
        2 => proptest::collection::vec(some_theme(), 1..3).prop_map(Edit::AddThemes),
        1 => some_theme().prop_map(Edit::ReviseTheme),
        1 => (0..5_u8, any::<bool>()).prop_map(|(n, stays)| {
            Edit::DeleteTheme(theme_id(n), if stays { Marked::Stays } else { Marked::Goes })
        }),
        1 => (0..3_u8).prop_map(|n| Edit::SetCoder(coder(n))),
        1 => (0..3_u8).prop_map(|n| Edit::RemoveLayer(coder(n).id)),
        1 => (0..6_u8, naughty()).prop_map(|(n, text)| {
            Edit::SetDraft { place: annotation_id(n).0, text, upon: None }
        }),
    ]
}

/// What stands after some edits, those that could not be made left out.
pub(crate) fn after(mut workspace: Workspace, edits: Vec<Edit>, from: i64) -> Workspace {
    for (tick, edit) in (from..).zip(edits) {
        let _ = workspace.apply(edit, &at(tick));
    }
    workspace
}

/// Something that a reader does.
pub(crate) fn any_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![5 => any_single_edit(), 1 => any_recoding()]
}

/// A run of edits.
pub(crate) fn any_edits(length: usize) -> impl Strategy<Value = Vec<Edit>> {
    proptest::collection::vec(any_edit(), 0..length)
}
