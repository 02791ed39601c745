//! Where the tests find the project's own files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use verbatim::corpus::Shelf;
use verbatim::library::{Amount, Folders, Progress};

/// The project's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of documents that the bot ships with.
pub fn seeds() -> PathBuf {
    root().join("seeds")
}

/// The names of the documents in a folder, sorted; sidecars and settings aside.
pub fn documents(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a UTF-8 name"))
        .filter(|name| (name.ends_with(".txt") || name.ends_with(".md")) && name != "README.md")
        .collect();
    names.sort();
    names
}

/// Every string literal in the program's sources, with its file. What only tests say counts too.
pub fn string_literals() -> Vec<(PathBuf, String)> {
    struct Literals(Vec<String>);
    impl<'ast> syn::visit::Visit<'ast> for Literals {
        fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
            self.0.push(literal.value());
        }

        fn visit_macro(&mut self, invoked: &'ast syn::Macro) {
            gather(invoked.tokens.clone(), &mut self.0);
        }

        // Comments are no literals, though the compiler keeps them as such.
        fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
    }

    fn gather(tokens: proc_macro2::TokenStream, literals: &mut Vec<String>) {
        let mut within_attribute = false;
        for token in tokens {
            let attribute = std::mem::take(&mut within_attribute);
            match token {
                proc_macro2::TokenTree::Punct(sign) => within_attribute = sign.as_char() == '#',
                proc_macro2::TokenTree::Group(_) if attribute => {}
                proc_macro2::TokenTree::Group(group) => gather(group.stream(), literals),
                proc_macro2::TokenTree::Literal(literal) => literals.extend(
                    syn::parse_str::<syn::LitStr>(&literal.to_string())
                        .map(|literal| literal.value()),
                ),
                _ => {}
            }
        }
    }

    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(root().join("src")).sort_by_file_name() {
        let path = entry.expect("an entry").into_path();
        if path.extension().is_some_and(|ending| ending == "rs") {
            let file = syn::parse_file(&std::fs::read_to_string(&path).expect("a source file"))
                .expect("Rust");
            let mut literals = Literals(Vec::new());
            syn::visit::visit_file(&mut literals, &file);
            found.extend(literals.0.into_iter().map(|literal| (path.clone(), literal)));
        }
    }
    found
}

/// A library over a folder of documents, with all that it writes in a folder that goes when it
/// goes.
pub struct Library {
    library: verbatim::library::Library,
    _data: tempfile::TempDir,
}

impl Library {
    /// The current state.
    pub fn shelf(&self) -> Arc<Shelf> {
        self.library.shelf()
    }
}

struct Silent;

impl Progress for Silent {
    fn step(&mut self, _done: Amount, _total: Amount) {}
    fn encoding(&mut self, _done: usize, _total: usize) {}
}

/// Opens a library over a folder of documents.
pub fn library(seeds: &Path) -> Library {
    let data = tempfile::tempdir().expect("a temporary folder");
    let folders = Folders {
        seeds: seeds.to_path_buf(),
        data: data.path().to_path_buf(),
        program: None,
        engine: None,
    };
    let (library, _) =
        verbatim::library::Library::open(&folders, &mut Silent).expect("the folder can be indexed");
    Library { library, _data: data }
}
