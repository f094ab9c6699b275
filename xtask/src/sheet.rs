//! Makes two style sheets of the many that the page asks for: what is seen before anything can be
//! marked, and what comes with what marks, switched off until the page asks for it
//! (`src/browser/sheet.rs`). Fewer requests, and what sheets say alike is compressed once. The sources
//! stay apart, a sheet for each part of the page.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use crate::command::{Failure, read, write};

/// What the name of the first sheet begins with that is not needed at first; all after it are not.
const FIRST_OF_LATER: &str = "marks-";

/// What the name of the sheet begins with that comes with what marks.
pub(crate) const LATER: &str = "briefmark-later-";

/// Puts two sheets in the place of all that the page of a site asks for, in their order.
///
/// # Errors
///
/// Where the page does not ask for both kinds, or a file cannot be read or written.
pub(crate) fn join(site: &Path) -> Result<(), Failure> {
    let index = site.join("index.html");
    let page = read(&index)?;
    let links = links(&page);
    let n_first = links.iter().take_while(|link| !name(link).starts_with(FIRST_OF_LATER)).count();
    let (first, later) = links.split_at(n_first);
    let first_sheet = joined(site, first, "briefmark-")?;
    let later_sheet = joined(site, later, LATER)?;
    let page = with_one(&page, first, &asked_for(&first_sheet, ""))?;
    let page = with_one(&page, later, &asked_for(&later_sheet, " disabled"))?;
    write(&index, page.as_bytes())?;
    for link in &links {
        let path = site.join(name(link));
        std::fs::remove_file(&path).map_err(|error| {
            Failure::new(format!("{} cannot be removed: {error}", path.display()))
        })?;
    }
    Ok(())
}

/// Writes one sheet of what these elements ask for, and gives its name, which its content is part of.
fn joined(site: &Path, links: &[&str], beginning: &str) -> Result<String, Failure> {
    let mut sheet = String::new();
    for link in links {
        sheet.push_str(&read(&site.join(name(link)))?);
        sheet.push('\n');
    }
    let mut content = DefaultHasher::new();
    sheet.hash(&mut content);
    let joined = format!("{beginning}{:016x}.css", content.finish());
    write(&site.join(&joined), sheet.as_bytes())?;
    Ok(joined)
}

/// The element that asks for a sheet.
fn asked_for(sheet: &str, attribute: &str) -> String {
    format!("<link rel=\"stylesheet\" href=\"./{sheet}\"{attribute}>")
}

/// The elements of a page that ask for a style sheet, as they are written.
fn links(page: &str) -> Vec<&str> {
    let elements = page.split_inclusive('>').filter_map(|piece| {
        let element = &piece[piece.rfind("<link ")?..];
        (element.contains("stylesheet") && element.contains(".css")).then_some(element)
    });
    elements.collect()
}

/// The name of the file that such an element asks for.
fn name(link: &str) -> &str {
    let end = link.find(".css").map_or(link.len(), |at| at + ".css".len());
    let start = link[..end].rfind(['/', '"', '=']).map_or(0, |at| at + 1);
    &link[start..end]
}

/// The page with one element in the place of the first of these, and none in that of the others.
fn with_one(page: &str, links: &[&str], element: &str) -> Result<String, Failure> {
    let Some((first, others)) = links.split_first() else {
        return Err(Failure::new("index.html of the built site asks for no style sheet of a kind"));
    };
    let one = page.replace(first, element);
    Ok(others.iter().fold(one, |page, link| page.replace(link, "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><link rel=icon href=./i.svg><link rel=\"stylesheet\" href=\"./a-1.css\"/>\n\
                        <link href=./b-2.css rel=stylesheet><script src=./boot.js></script></head>";

    #[test]
    fn the_sheets_are_known_however_they_are_asked_for() {
        let names: Vec<_> = links(PAGE).into_iter().map(name).collect();
        assert_eq!(names, ["a-1.css", "b-2.css"]);
    }

    #[test]
    fn one_sheet_stands_in_the_place_of_all() {
        let element = asked_for("all.css", " disabled");
        let page = with_one(PAGE, &links(PAGE), &element).expect("it asks for some");
        assert_eq!(links(&page), ["<link rel=\"stylesheet\" href=\"./all.css\" disabled>"]);
        assert!(page.contains("i.svg") && page.contains("boot.js"));
        assert!(with_one("<head></head>", &[], &element).is_err());
    }
}
