//! A codebook as a SKOS concept scheme in JSON-LD: ours, and those of other programs, whose keys may
//! bear a prefix or be whole IRIs, and whose words may bear a language.

use serde_json::{Map, Value, json};

use crate::annotation::CONTEXT;
use crate::codebook::{BadTheme, Field, OtherTheme, Theme};
use crate::exchange::Item;
use crate::exchange::import::{Reading, Reason, list, urn};
use crate::exchange::native::{context, written};

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";

/// The keys that we read of a concept.
const KEYS: [&str; 7] =
    ["prefLabel", "definition", "scopeNote", "example", "notation", "broader", "narrower"];

/// The file for some themes, in this order.
pub(super) fn export(themes: &[(usize, &Theme)]) -> String {
    let themes: Vec<Value> = themes.iter().map(|(_, theme)| theme.to_json()).collect();
    let mut file = Map::new();
    file.insert("@context".to_owned(), json!([CONTEXT, context()]));
    file.insert("id".to_owned(), json!(urn(&json!(themes).to_string())));
    file.insert("type".to_owned(), json!("ConceptScheme"));
    file.insert("themes".to_owned(), Value::Array(themes));
    written(&Value::Object(file))
}

/// The concepts of a document; what could not be taken goes into the report.
pub(super) fn import(document: &Value, reading: &mut Reading) -> Vec<OtherTheme> {
    let mut concepts: Vec<Map<String, Value>> = items(document)
        .iter()
        .filter_map(Value::as_object)
        .map(plain)
        .filter(|concept| match concept.get("type") {
            Some(kind) => kind == "Concept",
            None => concept.contains_key("prefLabel"),
        })
        .collect();
    // Some programs say what stands under a concept, and not what stands above it.
    let under: Vec<(String, String)> = concepts
        .iter()
        .filter_map(|concept| {
            Some((concept.get("id")?.as_str()?.to_owned(), concept.get("narrower")?))
        })
        .flat_map(|(above, below)| list(below).iter().map(move |it| (above.clone(), it)))
        .filter_map(|(above, below)| Some((iri_of(below)?, above)))
        .collect();
    for concept in &mut concepts {
        let id = concept.get("id").and_then(Value::as_str).map(str::to_owned);
        if let Some((_, above)) = under.iter().find(|(below, _)| Some(below) == id.as_ref()) {
            concept.entry("broader").or_insert_with(|| json!(above));
        }
    }
    let has_tree = concepts.iter().any(|concept| concept.contains_key("broader"));
    let mut themes = Vec::new();
    for (index, mut concept) in concepts.into_iter().enumerate() {
        let is_ours = concept.contains_key("briefmark:colour");
        concept.entry("briefmark:position").or_insert_with(|| json!(index));
        let id = concept.get("id").and_then(Value::as_str).map(str::to_owned);
        match Theme::from_json(&Value::Object(concept)) {
            Ok(theme) if theme.name.trim().is_empty() => {
                reading.refuse(Item::Theme, index, id, Reason::Theme(BadTheme::NoName));
            }
            Ok(theme) => {
                let says = says(&theme, is_ours, has_tree);
                themes.push(OtherTheme { theme, says });
            }
            Err(reason) => reading.refuse(Item::Theme, index, id, Reason::Theme(reason)),
        }
    }
    themes
}

/// Where concepts stand: our own scheme, a file of annotations with its codebook, a graph, a list, or
/// one by itself.
fn items(document: &Value) -> &[Value] {
    match document {
        Value::Object(object) => {
            let scheme = object.get("codebook").unwrap_or(document);
            let found = ["themes", "@graph"].into_iter().find_map(|key| scheme.get(key));
            list(found.unwrap_or(document))
        }
        document => list(document),
    }
}

/// What a concept says. Ours say all: what they do not name, they leave empty.
fn says(theme: &Theme, is_ours: bool, has_tree: bool) -> Vec<Field> {
    let is_said = |field: &Field| match field {
        Field::Name => true,
        Field::Definition => !theme.definition.is_empty(),
        Field::Examples => !theme.examples.is_empty(),
        Field::CounterExamples => !theme.counter_examples.is_empty(),
        Field::Notation => theme.notation.is_some(),
        Field::Key => theme.key.is_some(),
        Field::Colour | Field::Line => false,
        Field::Broader => has_tree,
        Field::Source => theme.source.is_some(),
    };
    Field::ALL.into_iter().filter(|field| is_ours || is_said(field)).collect()
}

/// A concept with the keys and the plain values that ours have. What we do not read stays as it is.
fn plain(concept: &Map<String, Value>) -> Map<String, Value> {
    let mut plain = Map::new();
    for (key, value) in concept {
        let bare = key.strip_prefix(SKOS).or(key.strip_prefix("skos:")).unwrap_or(key);
        let (key, value) = match bare {
            "@id" | "id" => ("id", value.clone()),
            "@type" | "type" => ("type", kind_of(value)),
            "modified" | "dcterms:modified" | "http://purl.org/dc/terms/modified" => {
                ("modified", words_of(value).unwrap_or_else(|| value.clone()))
            }
            "narrower" => ("narrower", value.clone()),
            "broader" => match list(value).iter().find_map(iri_of) {
                Some(iri) => ("broader", json!(iri)),
                None => continue,
            },
            bare if KEYS.contains(&bare) => {
                (bare, words_of(value).unwrap_or_else(|| value.clone()))
            }
            _ => (key.as_str(), value.clone()),
        };
        plain.insert(key.to_owned(), value);
    }
    if let Some(note) = plain.get("scopeNote").filter(|note| note.is_string()).cloned()
        && !plain.contains_key("definition")
    {
        plain.shift_remove("scopeNote");
        plain.insert("definition".to_owned(), note);
    }
    plain
}

/// `Concept`, where that is one of the classes.
fn kind_of(value: &Value) -> Value {
    let names = list(value).iter().filter_map(Value::as_str);
    let bare =
        |name: &str| name.strip_prefix(SKOS).or(name.strip_prefix("skos:")).map(str::to_owned);
    let mut names = names.map(|name| bare(name).unwrap_or_else(|| name.to_owned()));
    if names.any(|name| name == "Concept") { json!("Concept") } else { value.clone() }
}

/// The words of a literal: in English where it is given in several languages, else the first.
fn words_of(value: &Value) -> Option<Value> {
    let literals = list(value);
    let language = |literal: &Value| {
        literal
            .get("@language")
            .or(literal.get("language"))
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let is_english = |literal: &&Value| language(literal).is_some_and(|it| it.starts_with("en"));
    let literal = literals.iter().find(is_english).or(literals.first())?;
    match literal {
        Value::String(_) => Some(literal.clone()),
        Value::Number(number) => Some(json!(number.to_string())),
        literal => literal.get("@value").filter(|words| words.is_string()).cloned(),
    }
}

/// The IRI of what is referred to, by itself or as an object.
fn iri_of(value: &Value) -> Option<String> {
    let id = value.get("@id").or(value.get("id")).unwrap_or(value);
    id.as_str().map(str::to_owned)
}
