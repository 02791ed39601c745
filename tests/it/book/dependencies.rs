//! Why each dependency is there, and where it is used: the page is held to `Cargo.toml` and to the code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use regex::Regex;
use toml::Table;

use super::code::{Source, source, sources};
use super::pages::Page;
use crate::world;

/// Each crate of the program, with the parts of `src/` that name it.
type Used = BTreeMap<String, BTreeSet<String>>;

/// The names in a table of dependencies.
fn names(manifest: &Table, table: &str) -> BTreeSet<String> {
    let dependencies = |owner: &Table| match owner.get(table) {
        Some(toml::Value::Table(table)) => table.keys().cloned().collect(),
        _ => Vec::new(),
    };
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let of_targets = targets.into_iter().flat_map(Table::values).filter_map(toml::Value::as_table);
    dependencies(manifest).into_iter().chain(of_targets.flat_map(dependencies)).collect()
}

/// Which parts of the program name these crates: a folder or a file of `src/`.
fn used(names: &BTreeSet<String>, sources: &[Source]) -> Used {
    let part = |path: &str| {
        let first = path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first).to_owned()
    };
    let of = |name: &String| {
        let name = name.replace('-', "_");
        let named =
            Regex::new(&format!(r"(?:^|[^\w:]){name}::|\buse {name}\b")).expect("a pattern");
        let namers = sources.iter().filter(|source| named.is_match(&source.bare()));
        namers.map(|source| part(&source.path)).collect()
    };
    names.iter().map(|name| (name.clone(), of(name))).collect()
}

/// What the page says otherwise than the code.
fn faults(page: &Page, used: &Used) -> Vec<String> {
    let mut faults = Vec::new();
    let mut told = BTreeSet::new();
    for row in page.rows() {
        let [(_, names), (reason, _), (_, parts)] = row.as_slice() else {
            faults.push(format!("no row of three cells: {row:?}"));
            continue;
        };
        let name = names.first().cloned().unwrap_or_default();
        let parts: BTreeSet<String> = parts.iter().cloned().collect();
        match used.get(&name) {
            None => faults.push(format!("{name} is no dependency")),
            Some(used) if used.is_empty() => faults.push(format!("nothing uses {name}")),
            Some(used) if *used != parts => {
                faults.push(format!("{name} is named in {used:?}, not in {parts:?}"));
            }
            Some(_) => {}
        }
        if reason.split_whitespace().count() < 1 {
            faults.push(format!("{name} is there for nothing"));
        }
        told.insert(name);
    }
    let untold = used.keys().filter(|name| !told.contains(*name));
    faults.extend(untold.map(|name| format!("{name} is not told of")));
    faults
}

/// The project's manifest.
fn manifest() -> Table {
    let text = fs::read_to_string(world::root().join("Cargo.toml")).expect("a manifest");
    text.parse().expect("TOML")
}

#[test]
fn the_page_says_of_each_dependency_what_it_is_for_and_where_it_is_named() {
    let names = names(&manifest(), "dependencies");
    assert!(names.len() > 30 && names.contains("seccompiler"), "{names:?}");
    assert_eq!(faults(&Page::read("docs/dependencies.md"), &used(&names, &sources())), [""; 0]);
}

#[test]
fn the_page_names_what_only_tests_need() {
    let page = Page::read("docs/dependencies.md");
    let spans: BTreeSet<String> = page.spans().into_iter().collect();
    let needed = names(&manifest(), "dev-dependencies");
    assert_eq!(needed.difference(&spans).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn every_advisory_that_is_left_has_a_reason_and_a_crate_that_is_there() {
    let text = fs::read_to_string(world::root().join("deny.toml")).expect("a file");
    let deny: Table = text.parse().expect("TOML");
    let locked = fs::read_to_string(world::root().join("Cargo.lock")).expect("a lock file");
    let ignored = deny["advisories"]["ignore"].as_array().expect("a list");
    for advisory in ignored {
        let reason = advisory["reason"].as_str().unwrap_or_default();
        let words: Vec<&str> = reason.split(' ').collect();
        let [name, version, rest @ ..] = words.as_slice() else {
            panic!("{advisory} has no reason that begins with a crate and its version");
        };
        assert!(rest.len() > 3, "{advisory}: why does it not matter?");
        let package = format!("name = \"{name}\"\nversion = \"{version}.");
        assert!(locked.contains(&package), "{advisory}: {name} {version} is not used any more");
    }
}

#[test]
fn what_is_told_wrongly_is_found() {
    let page = "| c | f | n |\n|---|---|---|\n| `a` | x | `cli` |\n| `b-c` | y | `cli` |\n| `d` | z | `cli` |\n| `e` | z | |\n";
    let sources = [
        source("cli.rs", "use a::B; // b_c::d\n"),
        source("index/write.rs", "fn f() { b_c::d(); q::e::f(); }"),
    ];
    let names = ["a", "b-c", "e", "f"].map(str::to_owned).into();
    let expected = [
        r#"b-c is named in {"index"}, not in {"cli"}"#,
        "d is no dependency",
        "nothing uses e",
        "f is not told of",
    ];
    assert_eq!(faults(&Page::example(page), &used(&names, &sources)), expected);
}
