//! The public conformance suites, read from where BRIEFMARK_SUITES says.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use briefmark::annotation::CONTEXT;
use briefmark::exchange::{Selection, context, export, import};
use briefmark::workspace::{Edit, Workspace};
use jsonschema::{Draft, Registry};
use oxjsonld::JsonLdParser;
use oxjsonld::JsonLdRemoteDocument;
use serde_json::{Value, json};

use super::{full_work, imported};
use crate::told::suites;
use crate::work::{after, annotation, any_edits, at};

#[test]
fn every_correct_example_of_the_w3c_is_taken_and_goes_out_again() {
    let Some(suites) = suites("W3C correct examples") else { return };
    let files = files(&suites.join("w3c-web-annotation/examples-correct"));
    assert!(files.len() >= 44, "only {} examples", files.len());
    for path in files {
        let (incoming, report) = import(&fs::read(&path).unwrap()).expect("an example is a file");
        assert_eq!(report.refused, [], "{}", path.display());
        assert!(!incoming.annotations.is_empty(), "{}", path.display());
        let text = fs::read_to_string(&path).unwrap();
        let out = export(&imported(&text), &Selection::All);
        assert_eq!(export(&imported(&out), &Selection::All), out, "{}", path.display());
        // Nothing that the example says is missing from what goes out.
        let (said, written) = (words(&parsed(&text)), words(&parsed(&out)));
        let lost: Vec<_> = said.difference(&written).collect();
        assert!(lost.is_empty(), "{} lost {lost:?}", path.display());
    }
}

#[test]
fn every_exported_annotation_meets_the_w3cs_assertions() {
    let Some(suites) = suites("W3C assertions") else { return };
    let assertions = Assertions::read(&suites.join("w3c-web-annotation-tests"));
    let aimless = json!({ "@context": CONTEXT, "id": "urn:x:1", "type": "Annotation" });
    assert!(!assertions.is_met("annotations/3.1-targetKeyFound.json", &aimless));
    assert!(
        !assertions
            .is_met("annotations/3.1-annotationIdValidated.json", &json!({ "id": "no IRI" }))
    );
    for work in works() {
        let file = parsed(&export(&work, &Selection::All));
        assertions.hold("collections/collectionMusts.test", &file);
        for item in file["first"]["items"].as_array().unwrap() {
            let mut item = item.clone();
            item["@context"] = file["@context"].clone();
            assertions.hold("annotations/annotationMusts.test", &item);
            for should in SHOULD {
                assertions.holds(should, &item);
            }
        }
    }
}

/// The recommendations that concern what we write.
const SHOULD: [&str; 5] = [
    "annotations/3.3.1-annotationCreatedImplemented.json",
    "annotations/3.3.1-annotationModifiedImplemented.json",
    "annotations/3.3.1-annotationCreatorImplemented.json",
    "annotations/3.3.5-annotationMotivationImplemented.json",
    "annotations/3.3.1-annotationSingleCreatorImplemented.json",
];

#[test]
fn a_json_ld_reader_loses_no_key() {
    let Some(suites) = suites("JSON-LD context") else { return };
    let w3c = fs::read_to_string(suites.join("w3c-web-annotation/anno.jsonld")).unwrap();
    let file = parsed(&export(&full_work(), &Selection::All));
    let without_versions = {
        let mut file = file.clone();
        file.as_object_mut().unwrap().shift_remove("otherVersions");
        file
    };
    let n_triples = triples(&file, &w3c);
    // Each property of each object is taken away in turn: a triple, or many, must go with it.
    let mut n_tried = 0;
    for pointer in pointers(&without_versions) {
        let mut less = file.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        less.pointer_mut(parent)
            .unwrap()
            .as_object_mut()
            .unwrap()
            .shift_remove(&key.replace("~1", "/"));
        assert!(triples(&less, &w3c) < n_triples || is_name(key), "{pointer} says nothing");
        n_tried += 1;
    }
    assert!(n_tried > 60, "{n_tried}");
    let mut less = file.clone();
    less.as_object_mut().unwrap().shift_remove("otherVersions");
    assert_eq!(triples(&less, &w3c) + 1, n_triples, "the other versions are one literal");
}

/// Every key is defined by one of the two contexts; no term of ours shadows one of theirs.
#[test]
fn every_key_of_a_file_is_defined() {
    let Some(suites) = suites("JSON-LD context, by name") else { return };
    let w3c = parsed(&fs::read_to_string(suites.join("w3c-web-annotation/anno.jsonld")).unwrap());
    let (theirs, ours) = (w3c["@context"].as_object().unwrap(), context());
    let ours = ours.as_object().unwrap();
    assert!(ours.keys().all(|term| !theirs.contains_key(term)));
    let file = parsed(&export(&full_work(), &Selection::All));
    for pointer in pointers(&file) {
        let key = pointer.rsplit_once('/').unwrap().1;
        let prefix = key.split_once(':').map_or(key, |(prefix, _)| prefix);
        let defined = ours.contains_key(prefix) || theirs.contains_key(prefix);
        assert!(defined || key == "@context", "{key} is defined nowhere");
    }
}

#[test]
fn no_file_of_the_json_suite_harms_what_is_stored() {
    let Some(suites) = suites("JSONTestSuite") else { return };
    let files = files(&suites.join("JSONTestSuite"));
    assert!(files.len() > 300, "only {} files", files.len());
    let work = full_work();
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap();
        let file = fs::read(&path).unwrap();
        match import(&file) {
            Ok((incoming, _)) => {
                assert!(!name.starts_with("n_"), "{name} was taken for JSON");
                let mut after = work.clone();
                let merge = briefmark::workspace::plan(&after, incoming);
                after.apply(Edit::Import(merge), &at(900)).unwrap();
                assert_eq!(after, work, "{name}");
            }
            Err(briefmark::exchange::ImportError::NoAnnotations) => {
                assert!(!name.starts_with("n_"), "{name} was taken for JSON");
            }
            Err(error) => assert!(!name.starts_with("y_"), "{name}: {error}"),
        }
    }
}

#[test]
fn every_naughty_string_comes_back_as_a_note_and_as_a_name() {
    let Some(suites) = suites("naughty strings") else { return };
    let strings: Vec<String> =
        serde_json::from_slice(&fs::read(suites.join("naughty-strings/blns.json")).unwrap())
            .unwrap();
    assert!(strings.len() > 500);
    let mut work = Workspace::default();
    for (index, text) in strings.iter().enumerate() {
        let id = briefmark::annotation::AnnotationId(format!("urn:x:{index}"));
        let note = crate::work::note(text);
        let theme = briefmark::codebook::Theme {
            id: briefmark::codebook::ThemeId(format!("urn:x:theme:{index}")),
            ..crate::work::theme(1, text)
        };
        work.apply(Edit::AddThemes(vec![theme]), &at(1)).unwrap();
        let annotation = briefmark::annotation::Annotation { id, ..annotation(1, vec![note]) };
        work.apply(Edit::Annotate(annotation), &at(1)).unwrap();
    }
    let file = export(&work, &Selection::All);
    let back = imported(&file);
    assert_eq!(back.annotations, work.annotations);
    assert_eq!(back.themes, work.themes);
    assert_eq!(export(&back, &Selection::All), file);
    assert_eq!(Workspace::read(work.stored()).workspace, work);
}

/// Works of every sort: one of all things, and some random ones.
fn works() -> Vec<Workspace> {
    use proptest::strategy::{Strategy as _, ValueTree as _};
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let random = (0..8).map(|_| {
        let edits = any_edits(8).new_tree(&mut runner).expect("a strategy makes a value").current();
        // What a random body or target holds is not ours to answer for; what our edits make is.
        let ours = edits.into_iter().map(|edit| match edit {
            Edit::Annotate(random) => Edit::Annotate(briefmark::annotation::Annotation {
                id: random.id,
                ..annotation(1, vec![])
            }),
            edit => edit,
        });
        after(Workspace::default(), ours.collect(), 1)
    });
    let random = random.filter(|work| !work.annotations.is_empty());
    [full_work()].into_iter().chain(random).collect()
}

/// The W3C's assertions: JSON Schemas, and lists of those that belong together.
struct Assertions {
    folder: PathBuf,
    definitions: Registry<'static>,
}

impl Assertions {
    /// The schemas name each other by file name; here they stand at one address.
    fn read(folder: &Path) -> Assertions {
        let definitions = files(&folder.join("definitions")).into_iter().map(|path| {
            let address = format!(
                "http://suite/{}",
                path.file_name()
                    .expect("a file of a folder has a name")
                    .to_str()
                    .expect("the suite's names are UTF-8")
            );
            let mut definition = parsed(&fs::read_to_string(&path).expect("the suite is there"));
            definition["id"] = json!(address);
            (address, definition)
        });
        let registry = Registry::new()
            .draft(Draft::Draft4)
            .extend(definitions)
            .expect("each definition has an address of its own");
        Assertions {
            folder: folder.to_owned(),
            definitions: registry.prepare().expect("the definitions refer to each other"),
        }
    }

    fn hold(&self, list: &str, item: &Value) {
        let list = parsed(&fs::read_to_string(self.folder.join(list)).expect("the suite is there"));
        let assertions = list["assertions"].as_array().expect("a test lists its assertions");
        assert!(assertions.len() >= 10);
        for assertion in assertions {
            self.holds(assertion.as_str().expect("an assertion is a file name"), item);
        }
    }

    fn holds(&self, assertion: &str, item: &Value) {
        assert!(self.is_met(assertion, item), "{assertion} of\n{item:#}");
    }

    fn is_met(&self, assertion: &str, item: &Value) -> bool {
        let mut schema =
            parsed(&fs::read_to_string(self.folder.join(assertion)).expect("the suite is there"));
        schema.as_object_mut().expect("an assertion is an object").shift_remove("id");
        let schema_said = jsonschema::options()
            .with_draft(Draft::Draft4)
            .with_registry(&self.definitions)
            .with_base_uri("http://suite/")
            .should_validate_formats(true)
            .build(&schema)
            .expect("an assertion is a schema");
        schema_said.is_valid(item) == (schema["expectedResult"] != "invalid")
    }
}

/// How many triples a JSON-LD reader finds.
fn triples(file: &Value, w3c: &str) -> usize {
    let w3c = w3c.to_owned();
    let document = file.to_string();
    let quads = JsonLdParser::new()
        .with_base_iri("http://base.example/")
        .expect("the address is an IRI")
        .for_slice(document.as_bytes())
        .with_load_document_callback(move |iri, _| {
            assert_eq!(iri, CONTEXT);
            let document = w3c.clone().into_bytes();
            Ok(JsonLdRemoteDocument { document, document_url: iri.to_owned() })
        });
    quads.collect::<Result<Vec<_>, _>>().expect("the file is JSON-LD").len()
}

/// A pointer to every property of every object, but for those of the context.
fn pointers(file: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![(String::new(), file)];
    while let Some((place, value)) = waiting.pop() {
        match value {
            Value::Object(object) => {
                for (key, value) in object.iter().filter(|(key, _)| *key != "@context") {
                    let place = format!("{place}/{}", key.replace('/', "~1"));
                    found.push(place.clone());
                    waiting.push((place, value));
                }
            }
            Value::Array(list) => {
                for (index, value) in list.iter().enumerate() {
                    waiting.push((format!("{place}/{index}"), value));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found
}

/// A name is not a statement: taking it away makes the same statements of something nameless.
fn is_name(key: &str) -> bool {
    key == "id"
}

/// Every key and every text of a document, but for its context.
fn words(document: &Value) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for pointer in pointers(document) {
        words.insert(pointer.rsplit_once('/').expect("a pointer has a last part").1.to_owned());
        if let Some(text) =
            document.pointer(&pointer).filter(|value| !value.is_object() && !value.is_array())
        {
            words.insert(text.to_string());
        }
    }
    // What an annotation need not say twice, and what the collection around it says of itself.
    for key in [
        "bodyValue",
        "creator",
        "label",
        "\"Annotation Examples\"",
        "\"http://www.w3.org/\"",
        "total",
        "43",
        "first",
        "startIndex",
        "0",
        "items",
        "id",
        "\"http://example.org/collection1\"",
        "\"http://example.org/collection1/page1\"",
        "\"AnnotationCollection\"",
        "\"AnnotationPage\"",
    ] {
        words.remove(key);
    }
    words
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("the text is JSON")
}

/// The files of a folder, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}
