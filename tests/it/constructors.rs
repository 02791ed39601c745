//! The constructors are shut: each file of `tests/constructors/` does one forbidden thing, on lines
//! that end with `// FORBIDDEN: E0451`, and must be refused with that error. Without those lines it
//! must compile, so that it is not refused for another reason.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::world;

const MARK: &str = "// FORBIDDEN: ";

/// Libraries that this test was linked with.
struct Libraries {
    folder: PathBuf,
    verbatim: PathBuf,
    /// The one that verbatim was built with.
    serde: PathBuf,
}

impl Libraries {
    /// Looks in the folder of the running test.
    fn find() -> Libraries {
        let folder = std::env::current_exe()
            .expect("the path of this test")
            .parent()
            .expect("a folder")
            .to_path_buf();
        let verbatim = newest_first(&folder, "verbatim")
            .into_iter()
            .next()
            .expect("the library was built before its tests");
        let is_verbatims = |serde: &PathBuf| {
            let libraries = Libraries {
                folder: folder.clone(),
                verbatim: verbatim.clone(),
                serde: serde.clone(),
            };
            let probe = "fn reads<T: for<'d> serde::Deserialize<'d>>() {}\npub fn read() { reads::<verbatim::document::FileName>() }\n";
            libraries.errors(probe).is_empty()
        };
        let serde = newest_first(&folder, "serde")
            .into_iter()
            .find(is_verbatims)
            .expect("verbatim was built with one of them");
        Libraries { folder, verbatim, serde }
    }

    /// The codes of the errors in a source; an error without a code as its message.
    fn errors(&self, source: &str) -> BTreeSet<String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("forbidden.rs");
        fs::write(&file, source).expect("written");
        let external = |name: &str, library: &Path| {
            let mut argument = OsString::from(format!("{name}="));
            argument.push(library);
            argument
        };
        let mut dependency = OsString::from("dependency=");
        dependency.push(&self.folder);
        let output = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
            .args([
                "--edition",
                "2024",
                "--crate-type",
                "lib",
                "--emit",
                "metadata",
                "--error-format",
                "json",
                "--cap-lints",
                "allow",
            ])
            .args([
                OsString::from("--extern"),
                external("verbatim", &self.verbatim),
                "--extern".into(),
                external("serde", &self.serde),
            ])
            .args([OsString::from("-L"), dependency, "--out-dir".into(), folder.path().into()])
            .arg(&file)
            .output()
            .expect("the compiler runs");
        let errors: BTreeSet<String> =
            String::from_utf8_lossy(&output.stderr).lines().filter_map(error).collect();
        assert_eq!(
            output.status.success(),
            errors.is_empty(),
            "the compiler's messages are understood"
        );
        errors
    }
}

/// The code of a compiler's message that is an error; the closing count of errors is none.
fn error(line: &str) -> Option<String> {
    let message: serde_json::Value = serde_json::from_str(line)
        .ok()
        .filter(|message: &serde_json::Value| message["level"] == "error")?;
    let text = message["message"].as_str().unwrap_or_default();
    match message["code"]["code"].as_str() {
        Some(code) => Some(code.to_owned()),
        None if text.starts_with("aborting due to") => None,
        None => Some(text.to_owned()),
    }
}

/// Builds of a library.
fn newest_first(folder: &Path, name: &str) -> Vec<PathBuf> {
    let is_build = |path: &PathBuf| {
        let file =
            path.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
        file.starts_with(&format!("lib{name}-")) && file.ends_with(".rlib")
    };
    let mut builds: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder of the tests")
        .map(|entry| entry.expect("an entry").path())
        .filter(is_build)
        .collect();
    builds.sort_by_key(|path| {
        std::cmp::Reverse(fs::metadata(path).and_then(|about| about.modified()).expect("a time"))
    });
    builds
}

/// What is wrong with a case: it compiles, fails otherwise, or fails without its forbidden lines.
fn fault(libraries: &Libraries, source: &str) -> Option<String> {
    let expected: BTreeSet<String> = source
        .lines()
        .filter_map(|line| line.split_once(MARK))
        .map(|(_, code)| code.trim().to_owned())
        .collect();
    if expected.is_empty() {
        return Some(format!("no line ends with \"{MARK}E…\""));
    }
    let without: String = source
        .lines()
        .filter(|line| !line.contains(MARK))
        .map(|line| format!("{line}\n"))
        .collect();
    let errors = libraries.errors(&without);
    if !errors.is_empty() {
        return Some(format!("without the forbidden lines it should compile, but: {errors:?}"));
    }
    // One at a time, so that each is refused by itself.
    let forbidden = source.lines().filter(|line| line.contains(MARK));
    forbidden.into_iter().find_map(|one| {
        let alone: String = source
            .lines()
            .filter(|line| !line.contains(MARK) || *line == one)
            .map(|line| format!("{line}\n"))
            .collect();
        let (errors, code) = (libraries.errors(&alone), one.split_once(MARK)?.1.trim());
        (errors != BTreeSet::from([code.to_owned()]))
            .then(|| format!("expected {code}, found {errors:?}: {}", one.trim()))
    })
}

/// How many forbidden lines a file has, and what is wrong with it.
fn judge(libraries: &Libraries, file: &Path) -> (usize, Option<String>) {
    let source = fs::read_to_string(file).expect("UTF-8");
    let named = |fault| format!("{}: {fault}", file.file_name().unwrap_or_default().display());
    (source.matches(MARK).count(), fault(libraries, &source).map(named))
}

#[test]
fn words_have_no_origin_but_their_own() {
    let libraries = Libraries::find();
    let mut files: Vec<PathBuf> = fs::read_dir(world::root().join("tests/constructors"))
        .expect("the cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect();
    files.sort();
    let judged: Vec<(usize, Option<String>)> = std::thread::scope(|scope| {
        let judge = |files: &[PathBuf]| -> Vec<(usize, Option<String>)> {
            files.iter().map(|file| judge(&libraries, file)).collect()
        };
        let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
        let threads: Vec<_> = files
            .chunks(files.len().div_ceil(n_threads).max(1))
            .map(|files| scope.spawn(move || judge(files)))
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().expect("a case is judged, whatever is in it"))
            .collect()
    });
    let n_lines: usize = judged.iter().map(|(n_lines, _)| n_lines).sum();
    let wrong: Vec<String> = judged.into_iter().filter_map(|(_, fault)| fault).collect();
    println!("{} cases, {n_lines} forbidden lines", files.len());
    assert!(files.len() >= 30, "too few cases: {}", files.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_case_that_compiles_or_fails_for_another_reason_is_seen() {
    let libraries = Libraries::find();
    for (source, expected) in [
        (
            "pub fn make() -> u8 {\n    1 // FORBIDDEN: E0451\n}\n",
            "without the forbidden lines it should compile",
        ),
        ("pub fn make() {\n    let _ = 1; // FORBIDDEN: E0451\n}\n", "expected E0451, found {}"),
        (
            "pub fn make() {\n    let _: u8 = \"\"; // FORBIDDEN: E0451\n}\n",
            "expected E0451, found {\"E0308\"}",
        ),
        ("pub fn make() {}\n", "no line ends with"),
    ] {
        let found = fault(&libraries, source).unwrap_or_default();
        assert!(found.contains(expected), "{source}: {found}");
    }
}
