//! Makes one style sheet of the many that the page asks for: one request, and what they say alike is
//! compressed once. The sources stay apart, a sheet for each part of the page.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use crate::command::{Failure, read, write};

/// Puts one sheet in the place of all that the page of a site asks for, in their order.
///
/// # Errors
///
/// Where the page asks for none, or a file cannot be read or written.
pub(crate) fn join(site: &Path) -> Result<(), Failure> {
    let index = site.join("index.html");
    let page = read(&index)?;
    let links = links(&page);
    let mut sheet = String::new();
    for link in &links {
        sheet.push_str(&read(&site.join(name(link)))?);
        sheet.push('\n');
    }
    let mut content = DefaultHasher::new();
    sheet.hash(&mut content);
    let joined = format!("briefmark-{:016x}.css", content.finish());
    write(&index, with_one(&page, &links, &joined)?.as_bytes())?;
    for link in &links {
        let path = site.join(name(link));
        std::fs::remove_file(&path).map_err(|error| {
            Failure::new(format!("{} cannot be removed: {error}", path.display()))
        })?;
    }
    write(&site.join(joined), sheet.as_bytes())
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

/// The page with one sheet in the place of the first of these, and none in that of the others.
fn with_one(page: &str, links: &[&str], sheet: &str) -> Result<String, Failure> {
    let Some((first, others)) = links.split_first() else {
        return Err(Failure::new("index.html of the built site asks for no style sheet"));
    };
    let one = page.replace(first, &format!("<link rel=\"stylesheet\" href=\"./{sheet}\">"));
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
        let page = with_one(PAGE, &links(PAGE), "all.css").expect("it asks for some");
        assert_eq!(links(&page), ["<link rel=\"stylesheet\" href=\"./all.css\">"]);
        assert!(page.contains("i.svg") && page.contains("boot.js"));
        assert!(with_one("<head></head>", &[], "all.css").is_err());
    }
}
