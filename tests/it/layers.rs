//! The layers: imports point downward only, and the files of a folder form no circle. Every path of
//! the sources that begins with `crate::` or `super::` is held to the table of ARCHITECTURE.md, as
//! are the few names that belong to one place.

mod circles;
mod definitions;
mod files;
mod names;
mod paths;
mod unit_tests;

use std::fs;

use self::files::{module, sources, tops};
use self::names::Call;
use self::paths::{Named, Path, named};

/// The layers from above, each with its modules. The binary above them may import everything.
const LAYERS: &[(&str, &[&str])] = &[
    ("edges", &["discord", "cli", "health"]),
    (
        "keeping",
        &[
            "answered",
            "database",
            "environment",
            "feedback",
            "figures",
            "findings",
            "identifies",
            "library",
            "publish",
            "sessions",
            "settings",
            "uploads",
        ],
    ),
    ("saying", &["reply"]),
    ("looking up", &["lookup"]),
    ("answering", &["answer"]),
    ("finding", &["model", "question", "rank"]),
    ("corpus", &["corpus"]),
    ("index", &["index", "vectors"]),
    (
        "words",
        &[
            "document", "quote", "sources", "extract", "segment", "reading", "receipt", "phrases",
            "language",
        ],
    ),
];

/// Modules of this layer never import each other.
const EDGES: &str = "edges";

/// Names that may stand only in these modules, or `main`.
const AT_HOME: &[(&str, &[&str])] = &[
    ("serenity", &["discord"]),
    ("reqwest", &["discord", "index", "publish"]),
    ("object_store", &["publish"]),
    ("tokio_tungstenite", &["discord"]),
    ("rusqlite", &["answered", "database", "feedback", "settings", "vectors"]),
    ("notify", &["library"]),
    ("tantivy", &["index"]),
    ("rten", &["model"]),
    ("html5ever", &["extract"]),
    ("seccompiler", &["reading"]),
    ("anyhow", &["main"]),
    ("hyper", &["health"]),
    ("prometheus_client", &["figures", "health"]),
];

/// Makers of words, each with the files or folders that alone may name it; and whether that holds
/// within unit tests too.
const MAKERS: &[(&str, &str, &[&str], bool)] = &[
    ("AskersWords", "cut", &["question"], true),
    ("Phrase", "new", &["phrases/catalog", "phrases/examples"], true),
    ("CommandMention", "new", &["phrases/voice"], true),
    // What follows would let words in by the side: a question that nobody asked, a text under
    // another file's name, a message that is no reply.
    ("Question", "new", EDGE_FOLDERS, false),
    ("Document", "new", &["corpus", "library"], false),
    ("Text", "read_as", &["library/file_indexer"], true),
    ("Rendered", "new", &["discord/render"], true),
];
const EDGE_FOLDERS: &[&str] = LAYERS[0].1;

/// How high the module's layer is, and its name; `None` when the table does not have it.
fn layer(module: &str) -> Option<(usize, &'static str)> {
    LAYERS
        .iter()
        .rev()
        .enumerate()
        .find(|(_, (_, modules))| modules.contains(&module))
        .map(|(height, (name, _))| (height, *name))
}

/// What is wrong with a file, by its path below `src/` with `/`.
fn faults(file: &str, source: &str) -> Vec<String> {
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    let module = module(stem);
    let own = module.first().map_or(stem, String::as_str);
    let Named { paths, idents, calls, refused } = match named(source, &module) {
        Ok(named) => named,
        Err(error) => return vec![format!("{file}: {error}")],
    };
    let mut faults: Vec<String> =
        refused.into_iter().map(|(line, what)| format!("{file}:{line}: {what}")).collect();
    for Path { line, names, .. } in paths {
        if let Some(fault) = path_fault(own, names.first().map(String::as_str)) {
            faults.push(format!("{file}:{line}: crate::{}: {fault}", names.join("::")));
        }
    }
    for (line, ident) in idents {
        if let Some((_, homes)) =
            AT_HOME.iter().find(|(name, homes)| *name == ident && !homes.contains(&own))
        {
            faults.push(format!("{file}:{line}: {ident} may be named only in {homes:?}"));
        }
    }
    for Call { line, maker, function, in_test } in calls {
        let rule = MAKERS.iter().find(|(one, other, _, tests_too)| {
            *one == maker && *other == function && (*tests_too || !in_test)
        });
        if let Some((_, _, homes, _)) = rule
            && !homes.iter().any(|home| stem == *home || stem.starts_with(&format!("{home}/")))
        {
            faults
                .push(format!("{file}:{line}: {maker}::{function} may be named only in {homes:?}"));
        }
    }
    faults
}

/// What is wrong when the module `own` names the module `other`.
fn path_fault(own: &str, other: Option<&str>) -> Option<String> {
    if own == "main" || other == Some(own) {
        return None;
    }
    let Some(other) = other.filter(|other| *other != "*") else {
        return Some("the whole crate is imported: expected one module".to_owned());
    };
    let Some((height, name)) = layer(other) else {
        return Some(format!("\"{other}\" is in no layer"));
    };
    let Some((own_height, _)) = layer(own) else {
        return Some(format!("\"{own}\" is in no layer and imports nothing"));
    };
    if height > own_height {
        Some(format!("{own} lies below {other} ({name})"))
    } else if height == own_height && name == EDGES {
        Some(format!("{own} and {other} are both {EDGES}"))
    } else {
        None
    }
}

/// What is wrong with a file or folder at the top of `src/`.
fn top_fault(top: &str) -> Option<String> {
    let module = top.strip_suffix(".rs").unwrap_or(top);
    let is_root = matches!(top, "lib.rs" | "main.rs");
    (!is_root && layer(module).is_none())
        .then(|| format!("src/{top} is in no layer: put it into the table, or somewhere else"))
}

#[test]
fn imports_point_downward_only() {
    let files = sources();
    let mut wrong: Vec<String> = tops().iter().filter_map(|top| top_fault(top)).collect();
    let mut n_paths = 0;
    for (file, path) in &files {
        let source = fs::read_to_string(path).expect("UTF-8");
        n_paths += named(&source, &module(file.trim_end_matches(".rs")))
            .map_or(0, |named| named.paths.len());
        wrong.extend(faults(file, &source));
    }
    println!("{} files, {n_paths} paths", files.len());
    assert!(files.len() > 50 && n_paths > 100, "too little was read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_way_around_the_table_is_seen() {
    let refused = [
        ("quote.rs", "use crate::answer::Answer;", "quote lies below answer"),
        ("quote.rs", "use crate::{document::Text, reply::{self, Part}};", "quote lies below reply"),
        ("document/text.rs", "use super::super::index::Hit;", "document lies below index"),
        (
            "document/text.rs",
            "fn f(x: &super::super::library::Library) {}",
            "document lies below library",
        ),
        (
            "document/text.rs",
            "mod tests { use super::super::super::library::Library; }",
            "document lies below library",
        ),
        ("rank/ranking.rs", "fn f() { let x = crate::answer::answer; }", "rank lies below answer"),
        (
            "rank/score.rs",
            "fn f() { println!(\"{}\", crate::answer::N_QUOTES); }",
            "rank lies below answer",
        ),
        (
            "rank/score.rs",
            "macro_rules! m { () => { $crate::answer::N_QUOTES } }",
            "rank lies below answer",
        ),
        (
            "rank/score.rs",
            "fn f() { m!(use crate::{question::Question, answer::{Cut}}); }",
            "rank lies below answer",
        ),
        (
            "rank/score.rs",
            "#[serde(with = \"crate::answer::json\")] struct S;",
            "rank lies below answer",
        ),
        ("rank/ranking.rs", "#[derive(crate::answer::Derive)] struct S;", "rank lies below answer"),
        ("rank/ranking.rs", "impl crate::reply::Sayable for u8 {}", "rank lies below reply"),
        ("cli/ask.rs", "use crate::discord::render;", "cli and discord are both edges"),
        ("discord/bot.rs", "fn f() { crate::cli::ask::one() }", "discord and cli are both edges"),
        ("discord/bot.rs", "use crate::health::Health;", "discord and health are both edges"),
        ("reply.rs", "use crate::environment::Token;", "reply lies below environment"),
        ("reply.rs", "use crate::misc::helper;", "\"misc\" is in no layer"),
        ("misc.rs", "use crate::quote::Quote;", "\"misc\" is in no layer"),
        ("reply.rs", "use crate::*;", "the whole crate"),
        ("reply.rs", "use super::*;", "the whole crate"),
        ("reply.rs", "use crate as everything;", "the whole crate"),
        ("reply.rs", "use super::super::answer;", "leads out of the crate"),
        ("reply.rs", "extern crate self as everything;", "extern crate"),
        ("reply.rs", "#[path = \"elsewhere.rs\"] mod answer;", "a module elsewhere"),
        ("answer.rs", "use tantivy::Index;", "tantivy may be named only"),
        ("answer.rs", "fn f() -> ::tantivy::Result<()> { todo!() }", "tantivy may be named only"),
        ("answer.rs", "fn f() { m!(tantivy::doc!()) }", "tantivy may be named only"),
        ("reply.rs", "use serenity::all::Message;", "serenity may be named only"),
        ("cli.rs", "use rusqlite::Connection;", "rusqlite may be named only"),
        ("cli/ask.rs", "use anyhow::Context;", "anyhow may be named only"),
        ("reply.rs", "fn f() { AskersWords::cut(a, b); }", "AskersWords::cut may be named only"),
        (
            "reply.rs",
            "fn f() { crate::phrases::AskersWords::cut(a, b); }",
            "AskersWords::cut may be named only",
        ),
        ("reply.rs", "fn f() { <AskersWords>::cut(a, b); }", "AskersWords::cut may be named only"),
        (
            "reply.rs",
            "fn f() { words.map(AskersWords::cut); }",
            "AskersWords::cut may be named only",
        ),
        ("reply.rs", "use crate::phrases::AskersWords as Words;", "renamed"),
        ("reply.rs", "type Words = AskersWords;", "renamed"),
        (
            "phrases/phrase.rs",
            "impl AskersWords { fn f() { Self::cut(a, b) } }",
            "AskersWords::cut may be named only",
        ),
        (
            "phrases/phrase.rs",
            "impl Phrase { fn f() { Self::new(a) } }",
            "Phrase::new may be named only",
        ),
        (
            "phrases/phrase.rs",
            "impl Phrase { fn f() -> impl Fn() { g } fn h() { Self::new(a) } }",
            "Phrase::new may be named only",
        ),
        ("answer.rs", "fn f() { Question::new(a) }", "Question::new may be named only"),
        (
            "answer.rs",
            "#[cfg(test)] mod tests { fn f() {} } fn f() { Question::new(a) }",
            "Question::new may be named only",
        ),
        (
            "answer.rs",
            "#[cfg(test)] mod tests { fn f() { AskersWords::cut(a) } }",
            "AskersWords::cut may be named only",
        ),
        ("reply.rs", "fn f() { Document::new(a) }", "Document::new may be named only"),
        ("discord/messages.rs", "fn f() { Rendered::new(a) }", "Rendered::new may be named only"),
        ("phrases.rs", "fn f() { m![Phrase::new(a)] }", "Phrase::new may be named only"),
        ("reply.rs", "fn f( {", "cannot be parsed"),
    ];
    for (file, source, expected) in refused {
        let found = faults(file, source);
        assert!(found.iter().any(|fault| fault.contains(expected)), "{file}: {source}: {found:?}");
    }
    for top in ["utils.rs", "misc", "eval", "metrics.rs"] {
        assert!(top_fault(top).is_some(), "{top}");
    }
}

#[test]
fn what_the_table_allows_is_allowed() {
    let allowed = [
        (
            "answer.rs",
            "use crate::document::Text; use crate::index::{self, Hit}; mod tests { use super::*; }",
        ),
        (
            "index/store.rs",
            "use super::schema::Fields; use crate::{segment, language::terms::term}; use tantivy::Index;",
        ),
        (
            "index/store.rs",
            "pub(super) fn f() {} pub(crate) fn g() {} pub(in crate::index) fn h() {}",
        ),
        (
            "quote.rs",
            "use crate::document::Document; use crate::sources::Sources; /* crate::reply */",
        ),
        (
            "discord/bot.rs",
            "use serenity::all::Message; use super::render; use crate::library::Library;",
        ),
        ("main.rs", "use verbatim::discord; use anyhow::Result; use crate::anything;"),
        ("lib.rs", "pub mod document; pub mod answer;"),
        ("question/wanted.rs", "fn f() { AskersWords::cut(a, b); }"),
        ("rank/ranking.rs", "#[cfg(test)] mod tests { fn f() { Question::new(a) } }"),
        ("cli/ask.rs", "fn f() { Question::new(a) }"),
        ("phrases/catalog.rs", "fn f() { Phrase::new(a); Phrases::new(a); }"),
        (
            "reply.rs",
            "/// Not [`crate::discord`], nor `tantivy`.\nfn f() { let text = \"crate::discord\"; }",
        ),
    ];
    for (file, source) in allowed {
        assert_eq!(faults(file, source), Vec::<String>::new(), "{file}: {source}");
    }
    for top in ["lib.rs", "main.rs", "answer", "answer.rs", "environment.rs"] {
        assert_eq!(top_fault(top), None, "{top}");
    }
}
