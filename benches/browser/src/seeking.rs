//! What searching takes, letter by letter, and filtering.

use journeys::Outcome;
use serde_json::{Value, json};

use crate::product::Done;
use crate::visit::Visit;

const OPEN: &str = "
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
    while (!document.querySelector('#search-field')) await painted();
    return null;";

const CLOSE: &str = "
    const field = document.querySelector('#search-field');
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    while (document.querySelector('#search-field')) await painted();
    return null;";

/// Searches as a reader does who types, and closes the search again.
pub(crate) async fn searching(
    visit: &Visit<'_>,
    add: &mut impl FnMut(&'static str, (f64, &'static str)),
) -> Outcome {
    const TYPE: &str = "
        const field = document.querySelector('#search-field');
        field.value += given;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        return null;";
    visit.cost::<Option<()>>(OPEN, &Value::Null).await?;
    for letter in "Khrushchev".chars() {
        let cost = visit.cost::<Option<()>>(TYPE, &json!(letter.to_string())).await?;
        add("search: a letter typed", (cost.cpu, "ms"));
    }
    visit.cost::<Option<()>>(CLOSE, &Value::Null).await?;
    Ok(())
}

/// Marks every hit of a word that stands everywhere.
pub(crate) async fn coding(
    visit: &Visit<'_>,
    add: &mut impl FnMut(&'static str, (f64, &'static str)),
) -> Outcome {
    const ASK: &str = "
        const field = document.querySelector('#search-field');
        field.value = 'the';
        field.dispatchEvent(new Event('input', { bubbles: true }));
        const foot = () => document.querySelector('.search-foot .primary:not(:disabled)');
        while (!foot()) await painted();
        foot().click();
        while (!document.querySelector('dialog .coding-preview li')) await painted();
        document.querySelector('dialog .finder [role=option]').click();
        while (document.querySelector('dialog .actions .primary:disabled')) await painted();
        return null;";
    const MARK: &str = "
        document.querySelector('dialog .actions .primary').click();
        while (document.querySelector('dialog')) await painted();
        return await __bench.paint({});";
    visit.cost::<Option<()>>(OPEN, &Value::Null).await?;
    visit.cost::<Option<()>>(ASK, &Value::Null).await?;
    add("code all hits", (visit.cost::<Done>(MARK, &Value::Null).await?.cpu, "ms"));
    visit.cost::<Option<()>>(CLOSE, &Value::Null).await?;
    Ok(())
}

/// Filters by words, and shows all again.
pub(crate) async fn filtering(
    visit: &Visit<'_>,
    add: &mut impl FnMut(&'static str, (f64, &'static str)),
) -> Outcome {
    // A link within the brief leaves the filter as it is; the back button does not.
    const STEPS: [(&str, &str); 2] = [
        ("filter: words", "location.hash = location.hash.split('?')[0] + '?text=anti-party';"),
        ("filter: all again", "history.back();"),
    ];
    for (work, step) in STEPS {
        let body = format!(
            "const arrived = new Promise((go) => addEventListener('hashchange', go, {{ once: true }}));
             {step}
             await arrived;
             await painted();
             return await __bench.paint({{}});"
        );
        add(work, (visit.cost::<Done>(&body, &Value::Null).await?.cpu, "ms"));
    }
    Ok(())
}
