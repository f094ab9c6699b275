//! What a reader waits for: the bytes of the built site, as they are and as hosts send them.

use std::io::Write;
use std::path::Path;

use brotli::CompressorWriter;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::command::{Failure, bytes};
use crate::dist::{files_of, has_extension};
use crate::{cut, sheet};

/// All that is fetched before the first word can be read, compressed by brotli, in bytes.
const BUDGET: usize = 200_000;

/// The same bytes in three forms.
#[derive(Clone, Copy, Default)]
struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// What a page fetches only when it is asked for: the worker that knows the formats of others.
const WORKER: [&str; 3] = ["exchange.js", "exchange-worker.js", "exchange-worker_bg.wasm"];

/// Prints the sizes of wasm, JavaScript, CSS and HTML, and whether their sum is within the budget; below
/// it the texts that are published, what is fetched once the page is painted, so that words can be marked,
/// and what is fetched later.
///
/// # Errors
///
/// Where a file cannot be read. A site over its budget works, so it is told and fails nothing.
pub(crate) fn report(site: &Path) -> Result<(), Failure> {
    let [mut total, mut marking, mut later] = [Size::default(); 3];
    println!("{:>8}  {:>9}  {:>9}  {:>9}", "", "raw", "gzip", "brotli");
    for kind in ["wasm", "js", "css", "html"] {
        let mut size = Size::default();
        for path in files_of(site)?.iter().filter(|path| has_extension(path, kind)) {
            let counted = match when(path) {
                When::AtFirst => &mut size,
                When::ToMark => &mut marking,
                When::Later => &mut later,
            };
            *counted = counted.plus(measure(&bytes(path)?));
        }
        print_row(kind, size);
        total = total.plus(size);
    }
    print_row("in all", total);
    print_row("briefs", texts(site)?);
    print_row("to mark", marking);
    print_row("later", later);
    let share = |bytes: usize| 100.0 * bytes as f64 / BUDGET as f64;
    println!(
        "{:.0} % of the budget of {} bytes of brotli; {:.0} % with what marks",
        share(total.brotli),
        grouped(BUDGET),
        share(total.brotli + marking.brotli)
    );
    if total.brotli > BUDGET {
        let over = grouped(total.brotli - BUDGET);
        println!("{over} bytes over the budget");
    }
    Ok(())
}

/// The briefs of a site: they are fetched at first too, and are no part of the product.
fn texts(site: &Path) -> Result<Size, Failure> {
    let files = files_of(&site.join("briefs"))?;
    files.iter().try_fold(Size::default(), |size, path| Ok(size.plus(measure(&bytes(path)?))))
}

/// When a page fetches a file.
enum When {
    /// Before the first word can be read.
    AtFirst,
    /// As soon as it is painted: what words are marked with.
    ToMark,
    /// When it is asked for, or when the browser has nothing else to do.
    Later,
}

fn when(path: &Path) -> When {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if name.ends_with(cut::LAST) || WORKER.contains(&name) {
        When::Later
    } else if name.starts_with(sheet::LATER)
        || name.ends_with(".wasm") && !name.ends_with("_bg.wasm")
    {
        When::ToMark
    } else {
        When::AtFirst
    }
}

impl Size {
    fn plus(self, other: Size) -> Size {
        Size {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

/// Compresses as hard as a host that does it once, before anyone asks.
fn measure(bytes: &[u8]) -> Size {
    const TO_MEMORY: &str = "writing to memory does not fail";
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes).expect(TO_MEMORY);
    let gzip = gzip.finish().expect(TO_MEMORY);

    let parameters =
        BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..Default::default() };
    let mut brotli = Vec::new();
    let mut writer = CompressorWriter::with_params(&mut brotli, 4096, &parameters);
    writer.write_all(bytes).expect(TO_MEMORY);
    drop(writer);

    Size { raw: bytes.len(), gzip: gzip.len(), brotli: brotli.len() }
}

fn print_row(name: &str, size: Size) {
    let Size { raw, gzip, brotli } = size;
    println!("{name:>8}  {:>9}  {:>9}  {:>9}", grouped(raw), grouped(gzip), grouped(brotli));
}

/// The number with a comma before each three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (digit_idx, digit) in digits.chars().enumerate() {
        if digit_idx > 0 && (digits.len() - digit_idx).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_threes() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(200_000), "200,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn repetition_costs_less_compressed() {
        let size = measure("the same line again\n".repeat(1000).as_bytes());
        assert_eq!(size.raw, 20_000);
        assert!(size.brotli < size.gzip && size.gzip < 200, "{} {}", size.gzip, size.brotli);
    }
}
