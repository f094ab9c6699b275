//! Gives what the page's module imports short names.
//!
//! wasm-bindgen names each function that the module takes from its script by the words of both sides and
//! a hash of 16 digits, and both files hold the name: of what is sent they are the part that compresses
//! least. Nobody else speaks of these names, so a letter or two do.

use std::collections::BTreeMap;

use crate::command::Failure;

/// The section of a module that says what it imports, and the kind of import that is a function.
const IMPORTS: u8 = 2;
const FUNCTION: u8 = 0;
/// The bytes before the first section: the format's name and version.
const HEAD: usize = 8;

/// The module and its script, with short names in both for what the script gives to the module.
///
/// # Errors
///
/// Where the module is not one that wasm-bindgen wrote, or the script gives other things than it asks for.
pub(crate) fn shorten(module: &[u8], script: &str) -> Result<(Vec<u8>, String), Failure> {
    let mut names = BTreeMap::new();
    let mut reader = Reader { bytes: module, at: HEAD };
    let mut short = module.get(..HEAD).ok_or_else(unreadable)?.to_vec();
    while reader.at < module.len() {
        let start = reader.at;
        let kind = reader.byte()?;
        let content = reader.counted()?;
        if kind == IMPORTS {
            let content = with_short_names(content, &mut names)?;
            short.push(kind);
            push_counted(&mut short, &content);
        } else {
            short.extend_from_slice(&module[start..reader.at]);
        }
    }
    Ok((short, renamed(script, &names)?))
}

/// The content of the section of imports, with short names for the functions of the script.
fn with_short_names(
    section: &[u8],
    names: &mut BTreeMap<String, String>,
) -> Result<Vec<u8>, Failure> {
    let mut reader = Reader { bytes: section, at: 0 };
    let mut short = Vec::new();
    let n_imports = reader.number()?;
    push_number(&mut short, n_imports);
    for _ in 0..n_imports {
        let source = reader.counted()?;
        let name = reader.counted()?;
        push_counted(&mut short, source);
        if source.ends_with(b"_bg.js") {
            let name = str::from_utf8(name).map_err(|_| unreadable())?;
            let next = nth(names.len());
            push_counted(&mut short, names.entry(name.to_owned()).or_insert(next).as_bytes());
        } else {
            push_counted(&mut short, name);
        }
        if reader.byte()? != FUNCTION {
            return Err(Failure::new("the page's module imports what is no function"));
        }
        short.push(FUNCTION);
        push_number(&mut short, reader.number()?);
    }
    Ok(short)
}

/// The script, which names each of its functions for the module once, at the beginning of a line.
fn renamed(script: &str, names: &BTreeMap<String, String>) -> Result<String, Failure> {
    let mut renamed = String::new();
    let mut n_renamed = 0;
    for line in script.split_inclusive('\n') {
        let field = line.trim_start();
        let short = field.split_once(": ").and_then(|(name, _)| Some((name, names.get(name)?)));
        if let Some((name, short)) = short {
            n_renamed += 1;
            renamed.push_str(short);
            renamed.push_str(&field[name.len()..]);
        } else {
            renamed.push_str(line);
        }
    }
    if n_renamed == names.len() {
        Ok(renamed)
    } else {
        let of = names.len();
        Err(Failure::new(format!("the script names {n_renamed} of {of} functions of the module")))
    }
}

/// The nth of all names of small letters, the shortest first.
fn nth(mut n: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b"abcdefghijklmnopqrstuvwxyz"[n % 26]));
        if n < 26 {
            break;
        }
        n = n / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// Reads the binary format of WebAssembly.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8, Failure> {
        let byte = *self.bytes.get(self.at).ok_or_else(unreadable)?;
        self.at += 1;
        Ok(byte)
    }

    /// A number in LEB128.
    fn number(&mut self) -> Result<usize, Failure> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(unreadable())
    }

    /// Bytes behind the number of them.
    fn counted(&mut self) -> Result<&'a [u8], Failure> {
        let length = self.number()?;
        let end = self.at.checked_add(length).ok_or_else(unreadable)?;
        let bytes = self.bytes.get(self.at..end).ok_or_else(unreadable)?;
        self.at = end;
        Ok(bytes)
    }
}

fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn push_counted(bytes: &mut Vec<u8>, content: &[u8]) {
    push_number(bytes, content.len());
    bytes.extend_from_slice(content);
}

fn unreadable() -> Failure {
    Failure::new("the page's module is none of WebAssembly")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports functions, each of a source, and has another section before and behind.
    fn module(imports: &[(&str, &str)]) -> Vec<u8> {
        let mut section = Vec::new();
        push_number(&mut section, imports.len());
        for (source, name) in imports {
            push_counted(&mut section, source.as_bytes());
            push_counted(&mut section, name.as_bytes());
            section.extend([FUNCTION, 0]);
        }
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend([1, 4, 1, 0x60, 0, 0]);
        module.push(IMPORTS);
        push_counted(&mut module, &section);
        module.extend([3, 1, 0]);
        module
    }

    #[test]
    fn module_and_script_agree_on_names_of_a_letter() {
        let long = module(&[
            ("./b_bg.js", "__wbg_now_0123456789abcdef"),
            ("./parts.js", "__load"),
            ("./b_bg.js", "__wbg_log_fedcba9876543210"),
            ("./b_bg.js", "__wbg_now_0123456789abcdef"),
        ]);
        let script = "const import0 = {\n    __wbg_now_0123456789abcdef: function() {\n\
                      __wbg_log_fedcba9876543210: function(now) { a: 1 }\n};\n";
        let (short, renamed) = shorten(&long, script).expect("both are whole");
        let expected = [("./b_bg.js", "a"), ("./parts.js", "__load")];
        let expected = [&expected[..], &[("./b_bg.js", "b"), ("./b_bg.js", "a")]].concat();
        assert_eq!(short, module(&expected));
        assert_eq!(renamed, "const import0 = {\na: function() {\nb: function(now) { a: 1 }\n};\n");
        assert!(shorten(&long, "const import0 = {};").is_err());
        assert!(shorten(&long[..long.len() - 5], script).is_err());
    }

    #[test]
    fn no_two_names_are_one() {
        let names: std::collections::BTreeSet<_> = (0..20_000).map(nth).collect();
        assert_eq!(names.len(), 20_000);
        assert_eq!([nth(0), nth(25), nth(26), nth(701), nth(702)], ["a", "z", "aa", "zz", "aaa"]);
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for number in [0, 127, 128, 16_383, 16_384, 3_000_000] {
            let mut bytes = Vec::new();
            push_number(&mut bytes, number);
            let mut reader = Reader { bytes: &bytes, at: 0 };
            assert_eq!(reader.number().expect("it was written"), number);
            assert_eq!(reader.at, bytes.len());
        }
    }
}
