//! The reference of variables, `.env.example` and the program agree: each variable that the sources
//! read stands in both, none that they do not read stands there, and defaults are the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use clap::CommandFactory;
use regex::Regex;
use verbatim::cli::arguments::{Arguments, PLACES};
use verbatim::environment::{LogFormat, SilenceLimit, UploadServers};

use super::code::{Source, source, sources};
use super::pages::Page;

static NAME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:VERBATIM|DISCORD)(?:_[A-Z]+)+$").expect("a pattern"));
static SET: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^#?((?:VERBATIM|DISCORD)[A-Z_]+)=(.*)$").expect("a pattern"));

/// The variables that the sources read.
fn read_in(sources: &[Source]) -> BTreeSet<String> {
    let literals = sources.iter().flat_map(|source| &source.literals);
    literals.filter(|literal| NAME.is_match(literal)).cloned().collect()
}

/// The variables of the reference, each with its default, where that is a value.
fn in_reference(page: &Page) -> BTreeMap<String, Option<String>> {
    let mut found = BTreeMap::new();
    for row in page.rows() {
        let [(_, names), _, (_, default), ..] = &row[..] else { continue };
        for name in names.iter().filter(|name| NAME.is_match(name)) {
            found.insert(name.clone(), default.first().cloned());
        }
    }
    found
}

/// The variables of `.env.example`, set or not, with their values.
fn in_example(text: &str) -> BTreeMap<String, String> {
    SET.captures_iter(text).map(|found| (found[1].to_owned(), found[2].to_owned())).collect()
}

/// Where the three differ.
fn faults(sources: &[Source], reference: &Page, example: &str) -> Vec<String> {
    let (read, told, example) = (read_in(sources), in_reference(reference), in_example(example));
    let mut faults = Vec::new();
    for name in &read {
        if !told.contains_key(name) {
            faults.push(format!("{name}: not in the reference"));
        }
        if !example.contains_key(name) {
            faults.push(format!("{name}: not in .env.example"));
        }
    }
    let others = told.keys().chain(example.keys()).filter(|name| !read.contains(*name));
    faults.extend(others.map(|name| format!("{name}: nobody reads it")));
    for (name, default) in &told {
        if let (Some(default), Some(shown)) = (default, example.get(name))
            && default != shown
        {
            faults.push(format!("{name}: {default} in the reference, {shown} in .env.example"));
        }
    }
    faults
}

/// The default that the program itself has, where it is a value that can be looked up.
fn own_default(name: &str, sources: &[Source]) -> Option<String> {
    let command = Arguments::command();
    if let Some((argument, _)) = PLACES.iter().find(|(_, variable)| *variable == name) {
        let argument = command.get_arguments().find(|one| one.get_id() == argument)?;
        return argument
            .get_default_values()
            .first()
            .map(|value| value.to_string_lossy().into_owned());
    }
    let pattern = format!(r#""{name}"\)\s*\.unwrap_or_else\(\|\| "([^"]*)""#);
    let pattern = Regex::new(&pattern).expect("a pattern");
    sources.iter().find_map(|source| Some(pattern.captures(&source.code)?[1].to_owned()))
}

#[test]
fn the_reference_the_example_and_the_program_have_the_same_variables() {
    let sources = sources();
    assert!(read_in(&sources).len() > 7);
    let reference = Page::read("docs/configuration.md");
    let example = Page::read(".env.example").text;
    assert_eq!(faults(&sources, &reference, &example), [""; 0]);
}

/// Whether a value says what the variable's absence does, of variables that the program has a type
/// for; `None` of others.
fn is_as_absent(name: &str, value: &str) -> Option<bool> {
    let value = Some(value);
    match name {
        "VERBATIM_SILENCE_LIMIT" => Some(SilenceLimit::parse(value) == SilenceLimit::parse(None)),
        "VERBATIM_LOG_FORMAT" => Some(LogFormat::parse(value) == LogFormat::parse(None)),
        "VERBATIM_UPLOADS" => Some(UploadServers::parse(value) == UploadServers::parse(None)),
        _ => None,
    }
}

/// Defaults of the reference that are not the program's, and those that nobody could compare.
fn default_faults(reference: &Page, sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, default) in in_reference(reference) {
        let own = own_default(&name, sources);
        let is_right = match (&default, own) {
            (default, Some(own)) => default.as_ref() == Some(&own),
            (Some(default), None) => is_as_absent(&name, default) == Some(true),
            (None, None) => true,
        };
        if !is_right {
            faults.push(format!("{name}: {}", default.unwrap_or_default()));
        }
    }
    faults
}

#[test]
fn defaults_are_those_of_the_program() {
    let reference = Page::read("docs/configuration.md");
    assert!(in_reference(&reference).values().flatten().count() > 4);
    assert_eq!(default_faults(&reference, &sources()), [""; 0]);
}

#[test]
fn another_default_is_found() {
    let of = |name: &str, default: &str| {
        let row =
            format!("| variable | option | default |\n|---|---|---|\n| `{name}` | | {default} |\n");
        default_faults(&Page::example(&row), &sources()).len()
    };
    for (name, default) in [
        ("VERBATIM_SEEDS", "`seeds`"),
        ("VERBATIM_LOG", "`verbatim=info,warn`"),
        ("VERBATIM_SILENCE_LIMIT", "`600`"),
        ("VERBATIM_LOG_FORMAT", "`text`"),
        ("VERBATIM_SERVERS", "all"),
    ] {
        assert_eq!(of(name, default), 0, "{name}");
        assert_eq!(of(name, "`another`"), 1, "{name}");
    }
    assert_eq!(of("VERBATIM_SEEDS", "none"), 1);
}

#[test]
fn a_variable_that_is_missing_unknown_or_has_another_default_is_found() {
    let sources = [source(
        "a.rs",
        "fn a() { get(\"VERBATIM_LOG\").unwrap_or_else(|| \"info\"); get(\"DISCORD_TOKEN\") }",
    )];
    let reference = "| variable | option | default |\n|---|---|---|\n| `VERBATIM_LOG` | | `info` |\n| `DISCORD_TOKEN` | | none |\n";
    let example = "DISCORD_TOKEN=\n\n#VERBATIM_LOG=info\n";
    let of = |reference: &str, example: &str| faults(&sources, &Page::example(reference), example);
    assert_eq!(of(reference, example), [""; 0]);
    for (reference, example, expected) in [
        (
            reference.replace("| `DISCORD_TOKEN` | | none |\n", ""),
            example.to_owned(),
            "DISCORD_TOKEN: not in the reference",
        ),
        (
            reference.to_owned(),
            example.replace("DISCORD_TOKEN=\n", ""),
            "DISCORD_TOKEN: not in .env.example",
        ),
        (
            reference.to_owned(),
            format!("{example}#VERBATIM_MOOD=good\n"),
            "VERBATIM_MOOD: nobody reads it",
        ),
        (
            format!("{reference}| `VERBATIM_MOOD` | | none |\n"),
            example.to_owned(),
            "VERBATIM_MOOD: nobody reads it",
        ),
        (
            reference.replace("`info`", "`warn`"),
            example.to_owned(),
            "VERBATIM_LOG: warn in the reference, info in .env.example",
        ),
    ] {
        assert_eq!(of(&reference, &example), [expected]);
    }
    assert_eq!(own_default("VERBATIM_LOG", &sources).as_deref(), Some("info"));
    assert_eq!(own_default("VERBATIM_SEEDS", &sources).as_deref(), Some("seeds"));
    assert_eq!(own_default("DISCORD_TOKEN", &sources), None);
}
