//! What the program's sources say: the texts in them, without comments and without unit tests.

use std::fs;
use std::str::FromStr;

use proc_macro2::{TokenStream, TokenTree};

use crate::world;

/// A file of the program.
pub struct Source {
    /// Its path below `src/`, with `/`.
    pub path: String,
    /// As it is, without its unit tests.
    pub code: String,
    /// The texts in it, in order.
    pub literals: Vec<String>,
}

impl Source {
    /// Without lines that are comments.
    pub fn bare(&self) -> String {
        let bare = self.code.lines().filter(|line| !is_comment(line));
        bare.map(|line| line.split(" // ").next().unwrap_or_default())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// The files of the program, by their paths. Files of unit tests are left out.
pub fn sources() -> Vec<Source> {
    let root = world::root().join("src");
    let mut sources = Vec::new();
    for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
        let path = entry.expect("an entry").into_path();
        let name = path.strip_prefix(&root).expect("below the folder").to_string_lossy();
        let name = name.replace('\\', "/");
        if name.ends_with(".rs") && !name.ends_with("tests.rs") {
            sources.push(source(&name, &fs::read_to_string(&path).expect("a source file")));
        }
    }
    assert!(sources.len() > 100, "only {} files were found", sources.len());
    sources
}

/// A file with this text.
pub fn source(path: &str, text: &str) -> Source {
    // Unit tests stand at the foot.
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let bare: Vec<&str> = code.lines().filter(|line| !is_comment(line)).collect();
    let tokens = TokenStream::from_str(&bare.join("\n")).expect("Rust");
    let mut literals = Vec::new();
    gather(tokens, &mut literals);
    Source { path: path.to_owned(), code: code.to_owned(), literals }
}

/// Whether a line is one for readers alone; the compiler keeps some of them as texts.
fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

fn gather(tokens: TokenStream, literals: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => gather(group.stream(), literals),
            TokenTree::Literal(literal) => {
                let text = syn::parse_str::<syn::LitStr>(&literal.to_string());
                literals.extend(text.map(|text| text.value()));
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

#[test]
fn texts_of_comments_and_of_unit_tests_are_left_out() {
    let text = "//! \"a\"\n/// \"b\"\n#[error(\"c \\\n    d\")]\nfn e() { f!(\"g\") } // \"h\"\n#[cfg(test)]\nmod tests { const I: &str = \"i\"; }\n";
    assert_eq!(source("a.rs", text).literals, ["c d", "g"]);
}
