//! Whether what is measured is what it is said to be: a small text, driven as a large one will be.

use journeys::{Outcome, Reader, Trouble};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Labels, a footnote and markings that the reading text leaves out; letters of one, two and four bytes,
/// of one and two UTF-16 units; white space of several kinds; the same words twice.
const SOURCE: &str = "\
THE HARBOUR

1. The first paragraph, of the harbour at Odessa, says naïvely what is known: 📌 little, and
nothing of the ships.

2. The second says a little more\\* of the ships, and of the men on them, in some detail.

\\* Source: a traveller.

a. An item of a list, by a man who knows.
b. Another item, of the ships again.
";

/// The same, as a driver may hold it: each paragraph on a line, whatever the white space was.
const TEXT: &str = "\
THE HARBOUR
1. The first paragraph, of the harbour at Odessa, says naïvely what is known: 📌 little, and \
nothing of the ships.
2. The second says a little more* of the ships, and of the men on them, in some detail.
* Source: a traveller.
a. An item of a list, by a man who knows.
b. Another item, of the ships again.";

/// Drives the app over it, and fails where it answers otherwise than it should.
pub(crate) async fn check(reader: &Reader) -> Outcome {
    crate::product::arrive(reader).await?;
    let name: String = run(reader, "return __bench.name;", &Value::Null).await?;
    expect("the name", &name, &"Briefmark".to_owned())?;
    let document = json!({ "id": "harbour", "html": "", "text": TEXT, "source": SOURCE });
    run::<Option<()>>(reader, "await __bench.load(given); return null;", &document).await?;
    reader.see("[data-bench-root]").await?;

    let passages = [
        passage("near", "says naïvely what is known: 📌 little", ""),
        passage("far", "nothing of the ships", ""),
        passage("second", "of the ships, and of the men", "little more* "),
        passage("item", "of the ships again", "Another item, "),
        passage("note", "a traveller", ""),
    ];
    // A note stands last in the reading text: what stood around it here says nothing there, so that
    // only its position finds it.
    for (hint, passages) in [(false, &passages[..4]), (true, &passages[..])] {
        let expected: Vec<_> = passages.iter().map(|it| json!([it["start"], it["end"]])).collect();
        let given = json!([passages, { "hint": hint, "deadline": 10_000 }]);
        let done: Value = run(reader, "return await __bench.anchor(...given);", &given).await?;
        expect("how many were anchored", &done["done"], &json!(passages.len()))?;
        let results: Vec<Value> = run(reader, "return __bench.results();", &Value::Null).await?;
        expect("where they lie", &results, &expected)?;
        let states: Vec<String> = run(reader, "return __bench.states();", &Value::Null).await?;
        let settled = if hint { "exact" } else { "moved" };
        expect("their states", &states, &vec![settled.to_owned(); passages.len()])?;
    }
    let done: Value = run(reader, "return await __bench.paint({});", &Value::Null).await?;
    expect("how many were painted", &done["done"], &json!(passages.len()))?;
    for it in &passages {
        let found = hit(reader, it["exact"].as_str().unwrap_or_default()).await?;
        expect("what lies under its words", &found, &vec![it["id"].clone()])?;
    }

    // Made on the page and by offsets; stored, as a reader's own are.
    const BY_RANGE: &str = "
        const walker = document.createTreeWalker(
          document.querySelector('[data-bench-root]'), NodeFilter.SHOW_TEXT);
        let node = walker.nextNode();
        while (!node.data.includes('by a man')) node = walker.nextNode();
        const range = new Range();
        range.setStart(node, node.data.indexOf('by a man'));
        range.setEnd(node, node.data.indexOf('by a man') + 8);
        await __bench.create({ range, id: 'by range', theme: 'A' });
        return null;";
    run::<Option<()>>(reader, BY_RANGE, &Value::Null).await?;
    expect("what was made", &hit(reader, "by a man").await?, &vec![json!("by range")])?;
    let wide = passage("wide", "harbour at Odessa, says naïvely what is known: 📌 little", "");
    let given = json!({
        "range": [wide["start"], wide["end"]], "id": "wide", "theme": "A"
    });
    run::<Option<()>>(reader, "await __bench.create(given); return null;", &given).await?;
    let both = hit(reader, "naïvely").await?;
    expect("two on one another, the shorter first", &both, &vec![json!("near"), json!("wide")])?;
    let stored = reader.stored().await?;
    let quotes = stored.iter().filter(|(key, _)| key.contains("/annotation/"));
    expect("how many are stored", &quotes.count(), &2)?;

    let recolour = "await __bench.recolour('A', given); return null;";
    for (css, colour) in
        [("#123456", "#123456"), ("rgb(1 2 3 / 50%)", "#010203"), ("red", "#ff0000")]
    {
        run::<Option<()>>(reader, recolour, &json!(css)).await?;
        let themes = reader.stored().await?;
        let themes: Vec<_> = themes.iter().filter(|(key, _)| key.contains("/theme/")).collect();
        if !themes.iter().any(|(_, theme)| theme.contains(colour)) {
            return Err(Trouble::new(format!("no theme became {colour}: {themes:?}")));
        }
    }
    let given = json!([["wide", "near", "by range"], "A"]);
    run::<Option<()>>(reader, "await __bench.remove(...given); return null;", &given).await?;
    expect("what was deleted", &hit(reader, "naïvely").await?, &Vec::<Value>::new())?;
    expect("what was not", &hit(reader, "a traveller").await?, &vec![json!("note")])?;
    Ok(())
}

/// A passage of the text, as a tool stores it: the first that follows `before`.
fn passage(id: &str, exact: &str, before: &str) -> Value {
    let byte = TEXT.find(&format!("{before}{exact}")).expect("the text has these words");
    let (before, rest) = TEXT.split_at(byte + before.len());
    let utf16 = |text: &str| text.encode_utf16().count();
    let context = |text: &str, take: usize| text.chars().take(take).collect::<String>();
    let prefix: String =
        before.chars().rev().take(32).collect::<Vec<_>>().into_iter().rev().collect();
    json!({
        "id": id,
        "theme": "A",
        "exact": exact,
        "prefix": prefix,
        "suffix": context(&rest[exact.len()..], 32),
        "start": utf16(before),
        "end": utf16(before) + utf16(exact),
    })
}

/// What lies under each letter of some words, which must be the same for all of them.
async fn hit(reader: &Reader, words: &str) -> Outcome<Vec<Value>> {
    const HIT: &str = "
        const root = document.querySelector('[data-bench-root]');
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const letters = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode())
          for (let i = 0; i < node.data.length; i += 1) letters.push([node, i]);
        const text = letters.map(([node, i]) => node.data[i]).join('');
        const start = text.indexOf(given);
        if (start < 0) throw new Error(`the page does not have “${given}”`);
        const found = new Set();
        for (const [node, i] of letters.slice(start, start + given.length)) {
          const range = new Range();
          range.setStart(node, i);
          range.setEnd(node, i + 1);
          const { left, right, top, bottom } = range.getBoundingClientRect();
          // Half of a surrogate pair, or white space at a line's end, is nowhere.
          if (right - left < 1) continue;
          for (const part of [0.2, 0.8])
            found.add(JSON.stringify(__bench.hitTest(left + (right - left) * part, (top + bottom) / 2)));
        }
        return [...found];";
    let found: Vec<String> = run(reader, HIT, &json!(words)).await?;
    match found.as_slice() {
        [one] => Ok(serde_json::from_str(one)?),
        several => {
            Err(Trouble::new(format!("under “{words}” lie now these, now those: {several:?}")))
        }
    }
}

/// Runs the body of an async function in the page.
async fn run<T: DeserializeOwned>(reader: &Reader, body: &str, given: &Value) -> Outcome<T> {
    let script = format!(
        "const given = arguments[0], answer = arguments[arguments.length - 1];
         (async () => {{ {body} }})().then(
           (value) => answer({{ value }}), (error) => answer({{ error: String(error?.stack ?? error) }}));"
    );
    let answer: Value = reader.evaluate_later(&script, std::slice::from_ref(given)).await?;
    match answer.get("error") {
        Some(error) => Err(Trouble::new(format!("{error}\nin: {body}"))),
        None => Ok(serde_json::from_value(answer.get("value").cloned().unwrap_or_default())?),
    }
}

fn expect<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, expected: &T) -> Outcome {
    if found == expected {
        return Ok(());
    }
    Err(Trouble::new(format!("{what}: found {found:?}, expected {expected:?}")))
}
