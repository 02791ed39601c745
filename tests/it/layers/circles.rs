//! Circles: in no folder do files name each other in a ring.
//!
//! An edge leads from a file to the file that defines what it names; a re-export is looked through.
//! A parent names its children by `mod`. A folder counts with its parent file as one member of the
//! folder around it: `foo.rs` and `foo/` together in the one, and by themselves.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;

use super::definitions::Definitions;
use super::files::{module, sources};
use super::paths::named;

/// A line of a file that names what another file defines.
#[derive(Clone)]
struct Edge {
    from: String,
    /// From 1.
    line: usize,
    to: String,
}

/// What the members of a folder name of each other.
type Graph = BTreeMap<String, BTreeMap<String, Vec<Edge>>>;

/// The circles of the files (by their paths below `src/` with `/`, each with its source): for every
/// edge that is on one, the shortest, but none around a smaller one. Each is a line of members
/// followed by the lines of source that make it.
///
/// # Errors
/// When a file is no Rust.
fn circles(files: &[(String, String)]) -> Result<Vec<String>, String> {
    let edges = edges(files)?;
    let folders = files.iter().flat_map(|(file, _)| {
        let module = module_of(file);
        (0..module.len()).map(move |depth| module[..depth].to_vec()).collect::<Vec<_>>()
    });
    let folders: BTreeSet<Vec<String>> = folders.collect();
    Ok(folders.iter().flat_map(|folder| circles_of(folder, &graph(folder, &edges))).collect())
}

fn module_of(file: &str) -> Vec<String> {
    module(file.trim_end_matches(".rs"))
}

/// All edges; none from unit tests, nor from the binary, which nothing can name.
fn edges(files: &[(String, String)]) -> Result<Vec<Edge>, String> {
    let files: Vec<_> = files.iter().filter(|(file, _)| file != "main.rs").collect();
    let mut definitions = Definitions::default();
    for (file, source) in &files {
        definitions.read(file, &module_of(file), source)?;
    }
    let mut edges = Vec::new();
    for (file, source) in files {
        let module = module_of(file);
        let mut note = |line, to: &str| {
            if to != file {
                edges.push(Edge { from: file.clone(), line, to: to.to_owned() });
            }
        };
        for (line, child) in definitions.children(&module) {
            note(line, child);
        }
        for path in named(source, &module)?.paths.into_iter().filter(|path| !path.in_test) {
            if let Some(to) = definitions.home(&path.names) {
                note(path.line, to);
            }
        }
    }
    Ok(edges)
}

/// The edges between the members of a folder.
fn graph(folder: &[String], edges: &[Edge]) -> Graph {
    let mut graph = Graph::new();
    for edge in edges {
        if let (Some(from), Some(to)) = (member(folder, &edge.from), member(folder, &edge.to))
            && from != to
        {
            let between = graph.entry(from).or_default().entry(to).or_default();
            between.push(edge.clone());
        }
    }
    graph
}

/// The member of a folder that a file belongs to, by the name of its file; `None` when it lies
/// outside.
fn member(folder: &[String], file: &str) -> Option<String> {
    let module = module_of(file);
    let below = module.strip_prefix(folder)?;
    Some(match (below.first(), folder.last()) {
        (Some(child), _) => format!("{child}.rs"),
        (None, Some(parent)) => format!("{parent}.rs"),
        (None, None) => file.to_owned(),
    })
}

/// The circles of one folder as they are reported, the shortest first.
fn circles_of(folder: &[String], graph: &Graph) -> Vec<String> {
    let mut rings = BTreeSet::new();
    for (from, named) in graph {
        for mut ring in named.keys().filter_map(|to| shortest(graph, to, from)) {
            // Begun at its first name, a circle is the same from wherever it was found.
            let first = (0..ring.len()).min_by_key(|at| &ring[*at]).unwrap_or(0);
            ring.rotate_left(first);
            rings.insert((ring.len(), ring));
        }
    }
    // A circle around a smaller one mostly ends with it.
    let mut kept: Vec<Vec<String>> = Vec::new();
    for (_, ring) in rings {
        if !kept.iter().any(|smaller| smaller.iter().all(|name| ring.contains(name))) {
            kept.push(ring);
        }
    }
    kept.iter().map(|ring| report(folder, graph, ring)).collect()
}

/// The members on a shortest way along the edges, both ends among them.
fn shortest(graph: &Graph, from: &str, to: &str) -> Option<Vec<String>> {
    let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut queue = VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        if at == to {
            let mut way = vec![at.to_owned()];
            let mut at = at;
            while at != from {
                at = came_from[at];
                way.push(at.to_owned());
            }
            way.reverse();
            return Some(way);
        }
        for next in graph.get(at).into_iter().flat_map(BTreeMap::keys) {
            if next != from && !came_from.contains_key(next.as_str()) {
                came_from.insert(next, at);
                queue.push_back(next);
            }
        }
    }
    None
}

fn report(folder: &[String], graph: &Graph, ring: &[String]) -> String {
    let names: Vec<&str> = ring.iter().chain(ring.first()).map(String::as_str).collect();
    let mut told = format!("src/{}: {}", folder.join("/"), names.join(" -> "));
    for pair in names.windows(2) {
        let mut lines: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
        for edge in &graph[pair[0]][pair[1]] {
            lines.entry((&edge.from, &edge.to)).or_default().push(edge.line.to_string());
        }
        for ((from, to), mut lines) in lines {
            lines.dedup();
            told.push_str(&format!("\n    {from}:{} names {to}", lines.join(",")));
        }
    }
    told
}

#[test]
fn files_of_a_folder_form_no_circle() {
    let read = |path| fs::read_to_string(path).expect("UTF-8");
    let files: Vec<_> = sources().into_iter().map(|(file, path)| (file, read(path))).collect();
    let edges = edges(&files).expect("Rust");
    println!("{} files, {} edges", files.len(), edges.len());
    assert!(files.len() > 50 && edges.len() > 200, "too little was read");
    let circles = circles(&files).expect("Rust");
    assert!(circles.is_empty(), "{} circles\n{}", circles.len(), circles.join("\n"));
}

/// The first lines of the reports on made-up files.
fn found(files: &[(&str, &str)]) -> Vec<String> {
    let owned = files.iter().map(|(file, source)| (file.to_string(), source.to_string()));
    let circles = circles(&owned.collect::<Vec<_>>()).expect("Rust");
    circles.iter().filter_map(|circle| circle.lines().next()).map(str::to_owned).collect()
}

#[test]
fn two_files_that_name_each_other_are_a_circle() {
    let files = [
        ("lib.rs", "pub mod room;"),
        ("room.rs", "mod one; mod two; mod three;"),
        ("room/one.rs", "use super::two::Two; pub struct One;"),
        ("room/two.rs", "pub struct Two; fn f(one: &crate::room::one::One) {}"),
        ("room/three.rs", "use super::one::One;"),
    ];
    assert_eq!(found(&files), ["src/room: one.rs -> two.rs -> one.rs"]);
}

#[test]
fn a_circle_of_three_is_told_with_its_lines() {
    let files = [
        ("lib.rs", "mod room;"),
        ("room.rs", "mod one; mod two; mod three;"),
        ("room/one.rs", "\nuse super::two::f;\nfn g() { super::two::f() }"),
        ("room/two.rs", "pub fn f() { println!(\"{}\", super::three::N); }"),
        ("room/three.rs", "pub const N: u8 = 3;\n\nimpl super::one::T for u8 {}"),
    ];
    let owned = files.map(|(file, source)| (file.to_owned(), source.to_owned()));
    let expected = "src/room: one.rs -> two.rs -> three.rs -> one.rs\
        \n    room/one.rs:2,3 names room/two.rs\
        \n    room/two.rs:1 names room/three.rs\
        \n    room/three.rs:3 names room/one.rs";
    assert_eq!(circles(&owned).expect("Rust"), [expected]);
}

#[test]
fn a_re_export_is_looked_through() {
    let through_the_parent = [
        ("lib.rs", "mod room;"),
        ("room.rs", "mod one; mod two; pub use two::Two; use one::{One as First, self};"),
        ("room/one.rs", "use super::Two; pub struct One;"),
        ("room/two.rs", "use crate::room::First; pub enum Two { A }"),
    ];
    assert_eq!(found(&through_the_parent), ["src/room: one.rs -> two.rs -> one.rs"]);
    let all_names = [
        ("lib.rs", "mod room;"),
        ("room.rs", "mod one; mod two; pub use self::two::*; pub(crate) use one::*;"),
        ("room/one.rs", "fn f() -> super::Two { super::Two::A } pub struct One;"),
        ("room/two.rs", "use super::One; pub enum Two { A }"),
    ];
    assert_eq!(found(&all_names), ["src/room: one.rs -> two.rs -> one.rs"]);
    let no_circle = [
        ("lib.rs", "mod room;"),
        ("room.rs", "mod one; mod two; pub use two::{Two, two}; use std::fs;"),
        ("room/one.rs", "use super::{Two, fs}; fn f() { super::two() }"),
        ("room/two.rs", "pub enum Two { A } pub fn two() {}"),
    ];
    assert_eq!(found(&no_circle), [""; 0]);
}

#[test]
fn a_parent_and_its_child_are_a_circle_when_the_child_names_what_the_parent_defines() {
    let circle = [
        ("lib.rs", "mod room;"),
        ("room.rs", "mod one; pub struct Room;"),
        ("room/one.rs", "use super::Room;"),
    ];
    assert_eq!(found(&circle), ["src/room: one.rs -> room.rs -> one.rs"]);
    let inline = [
        ("lib.rs", "mod room;"),
        ("room.rs", "mod one; pub mod inner { pub struct Room; }"),
        ("room/one.rs", "use super::inner::Room;"),
    ];
    assert_eq!(found(&inline), ["src/room: one.rs -> room.rs -> one.rs"]);
}

#[test]
fn a_folder_counts_with_its_parent_file_in_the_folder_around_it() {
    let files = [
        ("lib.rs", "mod room; mod hall;"),
        ("room.rs", "mod one; mod two;"),
        ("room/one.rs", "mod deep;"),
        ("room/one/deep.rs", "use super::super::two::Two; pub struct Deep;"),
        ("room/two.rs", "pub use super::one::deep::Deep; pub struct Two;"),
        ("hall.rs", "use crate::room::two::Two;"),
    ];
    assert_eq!(found(&files), ["src/room: one.rs -> two.rs -> one.rs"]);
    let rooms = [
        ("lib.rs", "mod room; mod hall;"),
        ("room.rs", "mod one;"),
        ("room/one.rs", "use crate::hall::Hall; pub struct One;"),
        ("hall.rs", "use crate::room::one::One; pub struct Hall;"),
    ];
    assert_eq!(found(&rooms), ["src/: hall.rs -> room.rs -> hall.rs"]);
}

#[test]
fn unit_tests_and_the_binary_make_no_circle() {
    let files = [
        ("lib.rs", "pub mod room;"),
        ("main.rs", "use crate::room;"),
        ("room.rs", "mod one; mod two; #[cfg(test)] mod tests; pub struct Room;"),
        ("room/one.rs", "use super::two::Two; pub struct One;"),
        (
            "room/two.rs",
            "pub struct Two; #[cfg(test)] mod tests { use super::super::{Room, one::One}; }
             impl Two { #[cfg(test)] fn f() { crate::room::one::f() } }
             #[cfg(test)] use super::one::One;",
        ),
    ];
    assert_eq!(found(&files), [""; 0]);
    let in_a_file = [&files[..], &[("room/tests.rs", "use super::Room;")]].concat();
    assert_eq!(found(&in_a_file), [""; 0]);
}
