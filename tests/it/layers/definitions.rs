//! Which file defines what a path of the crate names: the tree of modules with their items and
//! imports, re-exports followed to where the item is.

use std::collections::{BTreeMap, BTreeSet};

use super::unit_tests::is_for_tests;

/// How many imports a name is followed through; more would be imports that lead to each other.
const MAX_IMPORTS: usize = 16;

/// The modules of a crate by their path from its root, unit tests left out.
#[derive(Default)]
pub struct Definitions(BTreeMap<Vec<String>, Module>);

#[derive(Default)]
struct Module {
    file: String,
    /// Modules in it that have a file of their own, each with the line of its `mod`, from 1.
    children: BTreeMap<String, usize>,
    /// What it defines itself, modules without a file of their own among it.
    items: BTreeSet<String>,
    /// Names that it imports, each with the path from the crate's root; `None` from another crate.
    imports: BTreeMap<String, Option<Vec<String>>>,
    /// Modules all of whose names it imports.
    globs: Vec<Vec<String>>,
}

impl Definitions {
    /// Adds what the file of this module defines.
    ///
    /// # Errors
    /// When it is no Rust.
    pub fn read(&mut self, file: &str, module: &[String], source: &str) -> Result<(), String> {
        let parsed = syn::parse_file(source)
            .map_err(|error| format!("{file}: cannot be parsed: {error}"))?;
        self.add(file, module, &parsed.items);
        Ok(())
    }

    fn add(&mut self, file: &str, path: &[String], items: &[syn::Item]) {
        let mut module = Module { file: file.to_owned(), ..Module::default() };
        let mut uses = Vec::new();
        for item in items {
            match item {
                syn::Item::Mod(item) if is_for_tests(&item.attrs) => {}
                syn::Item::Mod(item) => {
                    let name = item.ident.to_string();
                    match &item.content {
                        Some((_, inner)) => {
                            self.add(file, &joined(path, &name), inner);
                            module.items.insert(name);
                        }
                        None => {
                            module.children.insert(name, item.mod_token.span.start().line);
                        }
                    }
                }
                syn::Item::Use(item) if !is_for_tests(&item.attrs) => uses.push(&item.tree),
                _ => module.items.extend(name(item)),
            }
        }
        for tree in uses {
            module.import(path, tree, &[]);
        }
        self.0.insert(path.to_vec(), module);
    }

    /// The files of a module's children, each with the line of its `mod`, from 1.
    pub fn children(&self, module: &[String]) -> Vec<(usize, &str)> {
        let children = self.0.get(module).into_iter().flat_map(|module| &module.children);
        children
            .filter_map(|(name, line)| {
                Some((*line, self.0.get(&joined(module, name))?.file.as_str()))
            })
            .collect()
    }

    /// The file that defines what the path from the crate's root names; the innermost module that
    /// is known where it names nothing that can be found there. `None` for what is of another crate.
    pub fn home(&self, path: &[String]) -> Option<&str> {
        match self.find(path, MAX_IMPORTS) {
            Found::In(file) => Some(file),
            Found::Elsewhere => None,
            Found::Nowhere(file) => Some(file),
        }
    }

    fn find(&self, path: &[String], imports: usize) -> Found<'_> {
        let mut below = Vec::new();
        for (at, name) in path.iter().enumerate() {
            let Some(module) = self.0.get(&below) else {
                return Found::Elsewhere;
            };
            let is_last = at + 1 == path.len();
            // A module and a function may have one name: the last name of a path is the function.
            let is_module = self.0.contains_key(&joined(&below, name));
            if !is_last && is_module {
                below.push(name.clone());
                continue;
            }
            if module.items.contains(name) {
                return Found::In(&module.file);
            }
            if imports > 0 {
                match module.imports.get(name) {
                    Some(None) => return Found::Elsewhere,
                    Some(Some(target)) => {
                        return self.find(&[target, &path[at + 1..]].concat(), imports - 1);
                    }
                    None => {}
                }
                for glob in &module.globs {
                    let target = [glob, &path[at..]].concat();
                    if let Found::In(file) = self.find(&target, imports - 1) {
                        return Found::In(file);
                    }
                }
            }
            if !is_module {
                return Found::Nowhere(&module.file);
            }
            below.push(name.clone());
        }
        self.0.get(&below).map_or(Found::Elsewhere, |module| Found::In(&module.file))
    }
}

enum Found<'a> {
    In(&'a str),
    /// In another crate.
    Elsewhere,
    /// In no place that is known; the innermost module that is.
    Nowhere(&'a str),
}

impl Module {
    fn import(&mut self, path: &[String], tree: &syn::UseTree, before: &[String]) {
        match tree {
            syn::UseTree::Path(inner) => {
                self.import(path, &inner.tree, &joined(before, &inner.ident.to_string()));
            }
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.import(path, tree, before));
            }
            syn::UseTree::Name(name) if name.ident == "self" => {
                if let Some(last) = before.last() {
                    self.imports.insert(last.clone(), self.absolute(path, before));
                }
            }
            syn::UseTree::Name(name) => {
                let name = name.ident.to_string();
                let target = self.absolute(path, &joined(before, &name));
                self.imports.insert(name, target);
            }
            syn::UseTree::Rename(rename) => {
                let target = self.absolute(path, &joined(before, &rename.ident.to_string()));
                self.imports.insert(rename.rename.to_string(), target);
            }
            syn::UseTree::Glob(_) => self.globs.extend(self.absolute(path, before)),
        }
    }

    /// A path of an import from the crate's root; `None` when it is of another crate.
    fn absolute(&self, module: &[String], import: &[String]) -> Option<Vec<String>> {
        let first = import.first()?;
        let mut from = match first.as_str() {
            "crate" => Vec::new(),
            "super" | "self" => module.to_vec(),
            name if self.children.contains_key(name) || self.items.contains(name) => {
                module.to_vec()
            }
            _ => return None,
        };
        for name in import {
            match name.as_str() {
                "crate" | "self" => {}
                "super" => drop(from.pop()?),
                name => from.push(name.to_owned()),
            }
        }
        Some(from)
    }
}

fn joined(path: &[String], name: &str) -> Vec<String> {
    [path, &[name.to_owned()]].concat()
}

/// The name of an item that a path can end in; none of an `impl` or a `use`.
fn name(item: &syn::Item) -> Option<String> {
    let ident = match item {
        syn::Item::Const(item) => &item.ident,
        syn::Item::Enum(item) => &item.ident,
        syn::Item::Fn(item) => &item.sig.ident,
        syn::Item::Macro(item) => item.ident.as_ref()?,
        syn::Item::Static(item) => &item.ident,
        syn::Item::Struct(item) => &item.ident,
        syn::Item::Trait(item) => &item.ident,
        syn::Item::TraitAlias(item) => &item.ident,
        syn::Item::Type(item) => &item.ident,
        syn::Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}
