//! Notebooks of Jupyter (nbformat 4, and 3) as Markdown: their text as it is, their code in blocks.
//! What the code printed is left out.

use serde::Deserialize;

use super::escape;
use crate::document::{FileDamage, Refusal};

#[derive(Deserialize)]
struct Notebook {
    #[serde(default)]
    cells: Vec<Cell>,
    /// Before version 4.
    #[serde(default)]
    worksheets: Vec<Worksheet>,
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Worksheet {
    #[serde(default)]
    cells: Vec<Cell>,
}

#[derive(Deserialize)]
struct Cell {
    #[serde(default)]
    cell_type: String,
    #[serde(default, alias = "input")]
    source: Source,
    /// Of a heading, before version 4.
    #[serde(default)]
    level: Option<usize>,
}

/// Text, whole or in lines.
#[derive(Deserialize)]
#[serde(untagged)]
enum Source {
    Whole(String),
    Lines(Vec<String>),
}

impl Default for Source {
    fn default() -> Source {
        Source::Lines(Vec::new())
    }
}

#[derive(Deserialize, Default)]
struct Metadata {
    #[serde(default)]
    language_info: Option<Language>,
}

#[derive(Deserialize)]
struct Language {
    #[serde(default)]
    name: String,
}

/// The notebook as Markdown.
///
/// # Errors
/// When it is none.
pub fn text(json: &str) -> Result<String, Refusal> {
    let notebook: Notebook = serde_json::from_str(json.trim_start_matches('\u{feff}'))
        .map_err(|error| FileDamage::Library(error.to_string()))?;
    let language =
        notebook.metadata.language_info.map(|language| language.name).unwrap_or_default();
    let is_name = |c: char| c.is_ascii_alphanumeric() || "+-#_".contains(c);
    let language = if language.chars().all(is_name) { language } else { String::new() };
    let cells = notebook.worksheets.into_iter().flat_map(|sheet| sheet.cells);
    let mut text = String::new();
    for cell in notebook.cells.into_iter().chain(cells) {
        let source = match cell.source {
            Source::Whole(source) => source,
            Source::Lines(lines) => lines.concat(),
        };
        let source = source.trim_matches(['\n', '\r']).trim_end();
        if source.trim().is_empty() {
            continue;
        }
        match cell.cell_type.as_str() {
            "markdown" => text.push_str(source),
            "heading" => {
                let signs = "#".repeat(cell.level.unwrap_or(1).clamp(1, 6));
                text.push_str(&format!("{signs} {}", escape::paragraph(source)));
            }
            "code" => text.push_str(&fenced(source, &language)),
            _ => continue,
        }
        text.push_str("\n\n");
    }
    Ok(text)
}

/// Code in a block whose fence does not occur in it.
fn fenced(code: &str, language: &str) -> String {
    let mut longest = 0;
    let mut run = 0;
    for c in code.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}{language}\n{code}\n{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_and_code_is_a_block() {
        let notebook = r##"{"nbformat": 4, "metadata": {"language_info": {"name": "python"}}, "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": ["# Tides\n", "\n", "The tide was *high*."]},
            {"cell_type": "code", "outputs": [{"text": ["printed"]}], "source": "s = '```'"},
            {"cell_type": "raw", "source": "raw"}]}"##;
        assert_eq!(
            text(notebook).expect("a notebook"),
            "# Tides\n\nThe tide was *high*.\n\n````python\ns = '```'\n````\n\n"
        );
        let old = r#"{"worksheets": [{"cells": [{"cell_type": "heading", "level": 2, "source": "Tides"}, {"cell_type": "code", "input": "x"}]}]}"#;
        assert_eq!(text(old).expect("a notebook"), "## Tides\n\n```\nx\n```\n\n");
    }

    #[test]
    fn what_is_no_notebook_is_refused() {
        assert!(text("[1, 2]").is_err() && text("{\"cells\": 3}").is_err());
        assert!(text(&"[".repeat(1_000_000)).is_err());
    }
}
