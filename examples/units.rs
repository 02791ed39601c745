//! Prints what may be quoted of files, a line a unit: its kind, its place, the path of headings, what
//! introduces it, its words.
//!
//! usage: units FOLDER FILE…        (each FILE below FOLDER)

use std::error::Error;
use std::path::Path;

use verbatim::document::{ByteRange, FileName, Passage};
use verbatim::extract::{self, Format};
use verbatim::segment;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: units FOLDER FILE…")?;
    for name in arguments {
        let file = FileName::new(&name)?;
        let bytes = std::fs::read(Path::new(&folder).join(&name))?;
        let head = &bytes[..bytes.len().min(extract::HEAD_BYTES)];
        let read = Format::of(&file, head).and_then(|format| extract::text(bytes.clone(), format));
        match read {
            Ok(read) => {
                for passage in segment::passages(&read.text, read.markup) {
                    print(&read.text, &passage);
                }
            }
            Err(reason) => println!("{name}: {reason}"),
        }
    }
    Ok(())
}

fn print(text: &str, passage: &Passage) {
    let show = |range: ByteRange| {
        let hidden =
            |at: usize| passage.hidden.iter().any(|one| one.start() <= at && at < one.end());
        let words = text[range.as_std()].char_indices();
        let shown: String =
            words.filter(|(at, _)| !hidden(range.start() + at)).map(|(_, c)| c).collect();
        shown.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let path: Vec<String> = passage.sections.iter().map(|section| show(*section)).collect();
    println!("¶ {} · {}", passage.paragraph, path.join(" › "));
    for unit in &passage.units {
        let words: Vec<String> = unit.parts.iter().map(|part| show(*part)).collect();
        let lead = unit.lead.map_or(String::new(), |lead| format!("⟨{}⟩ ", show(lead)));
        let (start, end) = (unit.parts[0].start(), unit.parts[unit.parts.len() - 1].end());
        println!("  {:?} {start}–{end}: {lead}{}", unit.kind, words.join(" […] "));
    }
}
