//! What a source file names: paths of its crate, resolved to the crate's root, and single names.
//! Paths are read from the syntax tree; within macros and attributes from their tokens.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::names::{Call, Names, is_path_separator};
use super::unit_tests::{attributes, is_for_tests};

/// What a file names, each with its line, from 1.
#[derive(Default)]
pub struct Named {
    /// Paths of its crate.
    pub paths: Vec<Path>,
    /// Every identifier.
    pub idents: Vec<(usize, String)>,
    /// A type and what is named behind it.
    pub calls: Vec<Call>,
    /// What would hide a path from this reading.
    pub refused: Vec<(usize, String)>,
}

/// A path of the crate.
pub struct Path {
    /// From 1.
    pub line: usize,
    /// From the crate's root, such as `["document", "Text"]`; empty for the root itself.
    pub names: Vec<String>,
    /// Whether it stands in a `#[cfg(test)]` item.
    pub in_test: bool,
}

/// Types that must go by their own name, so that calls of their functions are seen.
const NEVER_RENAMED: [&str; 5] = ["AskersWords", "Phrase", "Question", "Document", "Rendered"];

/// Reads the file of this module.
///
/// # Errors
/// When it is no Rust.
pub fn named(source: &str, module: &[String]) -> Result<Named, String> {
    let file = syn::parse_file(source).map_err(|error| format!("cannot be parsed: {error}"))?;
    let tokens: TokenStream =
        source.parse().map_err(|error| format!("cannot be parsed: {error}"))?;
    let mut reader = Reader {
        module: module.to_vec(),
        depth: module.len(),
        in_test: false,
        named: Named::default(),
    };
    reader.visit_file(&file);
    let mut names = Names::default();
    names.read(tokens, None, false);
    Ok(Named { idents: names.idents, calls: names.calls, ..reader.named })
}

struct Reader {
    /// The module that is read, from the crate's root.
    module: Vec<String>,
    /// How deep the file's own module is.
    depth: usize,
    /// Whether a `#[cfg(test)]` item is being read.
    in_test: bool,
    named: Named,
}

impl Reader {
    /// Notes a path that begins at `crate`, `super` or `self`; others name what was imported.
    fn note(&mut self, line: usize, path: &[String]) {
        let mut from = match path.first().map(String::as_str) {
            Some("crate") => Vec::new(),
            Some("super" | "self") => self.module.clone(),
            _ => return,
        };
        for piece in path {
            match piece.as_str() {
                "crate" | "self" => {}
                "super" => {
                    if from.pop().is_none() {
                        self.named
                            .refused
                            .push((line, format!("{} leads out of the crate", path.join("::"))));
                        return;
                    }
                }
                name => from.push(name.to_owned()),
            }
        }
        self.named.paths.push(Path { line, names: from, in_test: self.in_test });
    }

    fn use_tree(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |ident: &Ident| [before, &[ident.to_string()]].concat();
        let line = tree.span().start().line;
        match tree {
            syn::UseTree::Path(path) => self.use_tree(&path.tree, &with(&path.ident)),
            syn::UseTree::Name(name) => self.note(line, &with(&name.ident)),
            syn::UseTree::Rename(rename) => {
                if NEVER_RENAMED.iter().any(|name| rename.ident == name) {
                    self.named.refused.push((line, format!("{} is renamed", rename.ident)));
                }
                self.note(line, &with(&rename.ident));
            }
            syn::UseTree::Glob(_) => self.note(line, &[before, &["*".to_owned()]].concat()),
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.use_tree(tree, before))
            }
        }
    }

    /// Paths among the tokens of a macro, with groups as `use` has them.
    fn tokens(&mut self, tokens: TokenStream, before: &[String]) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            let line = tokens[at].span().start().line;
            let continues = at >= 2 && is_path_separator(&tokens[at - 2..at]);
            match &tokens[at] {
                TokenTree::Group(group) => self.tokens(group.stream(), &[]),
                TokenTree::Ident(ident) if !continues => {
                    let mut path = [before, &[ident.to_string()]].concat();
                    while tokens.get(at + 1..at + 3).is_some_and(is_path_separator) {
                        match tokens.get(at + 3) {
                            Some(TokenTree::Ident(next)) => path.push(next.to_string()),
                            Some(TokenTree::Punct(star)) if star.as_char() == '*' => {
                                path.push("*".to_owned())
                            }
                            Some(TokenTree::Group(group))
                                if group.delimiter() == Delimiter::Brace =>
                            {
                                self.tokens(group.stream(), &path)
                            }
                            _ => break,
                        }
                        at += 3;
                    }
                    // A lone `self` or `crate` among tokens is a receiver or a visibility.
                    if path.len() > 1 {
                        self.note(line, &path);
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }
}

impl<'a> Visit<'a> for Reader {
    fn visit_item(&mut self, item: &'a syn::Item) {
        let outside = self.in_test;
        self.in_test |= is_for_tests(attributes(item));
        visit::visit_item(self, item);
        self.in_test = outside;
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        let outside = self.in_test;
        self.in_test |= is_for_tests(&item.attrs);
        visit::visit_impl_item_fn(self, item);
        self.in_test = outside;
    }

    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
        assert!(self.module.len() >= self.depth, "modules are left as they were entered");
    }

    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        self.use_tree(&item.tree, &[]);
    }

    fn visit_item_extern_crate(&mut self, item: &'a syn::ItemExternCrate) {
        self.named
            .refused
            .push((item.span().start().line, "extern crate: expected a `use`".to_owned()));
    }

    fn visit_item_type(&mut self, item: &'a syn::ItemType) {
        if let syn::Type::Path(path) = &*item.ty
            && path
                .path
                .segments
                .last()
                .is_some_and(|last| NEVER_RENAMED.iter().any(|name| last.ident == name))
        {
            self.named
                .refused
                .push((item.span().start().line, "a type that is renamed".to_owned()));
        }
        visit::visit_item_type(self, item);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let names: Vec<String> =
            path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if path.leading_colon.is_none() && names.len() > 1 {
            self.note(path.span().start().line, &names);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'a syn::Macro) {
        visit::visit_macro(self, item);
        self.tokens(item.tokens.clone(), &[]);
    }

    fn visit_attribute(&mut self, attribute: &'a syn::Attribute) {
        let line = attribute.span().start().line;
        if attribute.path().is_ident("path") {
            self.named
                .refused
                .push((line, "a module elsewhere: expected it at its own path".to_owned()));
        }
        visit::visit_attribute(self, attribute);
        if let syn::Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone(), &[]);
            self.quoted_paths(list.tokens.clone());
        }
    }

    /// Who may see an item is no import.
    fn visit_vis_restricted(&mut self, _: &'a syn::VisRestricted) {}
}

impl Reader {
    /// Paths in the strings of an attribute, as serde takes them.
    fn quoted_paths(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.quoted_paths(group.stream()),
                TokenTree::Literal(literal) => {
                    let line = literal.span().start().line;
                    let text = literal.to_string();
                    if let Ok(path) = text.trim_matches('"').parse::<TokenStream>()
                        && text.starts_with("\"crate::") | text.starts_with("\"super::")
                    {
                        let path: Vec<String> = path
                            .into_iter()
                            .filter(|token| matches!(token, TokenTree::Ident(_)))
                            .map(|name| name.to_string())
                            .collect();
                        self.note(line, &path);
                    }
                }
                _ => {}
            }
        }
    }
}
