use std::fs;

use crate::program::{Place, QUESTION, Ran, YARD, run, token};

/// Every command that reads or writes the library.
const COMMANDS: &[&[&str]] = &[
    &["ask", QUESTION],
    &["search", "yard"],
    &["quote", "a.txt", "0", "1"],
    &["sources"],
    &["index"],
    &["index", "--rebuild"],
    &["eval", "questions.jsonl"],
    &["serve"],
];

/// Documents of somebody who names folders and files as this program does.
const DOCUMENTS: &[(&str, &str)] = &[
    ("docs/a.txt", YARD),
    ("docs/index/plan.md", "# Plan\n\nThe harbour opened in 1802.\n"),
    ("docs/index.new/draft.md", "The ferry burned in 1911.\n"),
    ("docs/index.old/old.md", "The crane was bought in 1925.\n"),
    ("docs/texts/letter.txt", "The pilots met the ships behind the bar.\n"),
    ("docs/lock", "a lock\n"),
];

/// Runs every command over these folders: each is refused with one line that says this, and
/// everything stays as it was.
fn each_is_refused(place: &Place, seeds: &str, data: &str, expected: &str) {
    let before = place.tree("");
    for arguments in COMMANDS {
        let ran = run(place.command(seeds, data, arguments).env("DISCORD_TOKEN", token()));
        let Ran { code, err, .. } = &ran;
        assert!(
            *code == 2 && err.contains(expected) && err.lines().count() == 1,
            "{seeds} {data} {arguments:?}: {ran:?}"
        );
        assert_eq!(place.tree(""), before, "{seeds} {data} {arguments:?}");
    }
    let checked =
        run(place.command(seeds, data, &["check", "--offline"]).env("DISCORD_TOKEN", token()));
    assert!(
        checked.code == 1
            && checked.out.contains("wrong  data: ")
            && checked.out.contains(expected),
        "{checked:?}"
    );
    assert_eq!(place.tree(""), before, "{seeds} {data} check");
}

#[test]
fn data_within_the_documents_and_documents_within_data_are_refused_by_every_command() {
    let place = Place::with(DOCUMENTS);
    for (seeds, data) in [
        ("docs", "docs"),
        ("docs", "docs/new/data"),
        ("docs", "new/../docs"),
        ("docs/index", "docs"),
        ("docs/texts", "docs"),
    ] {
        each_is_refused(&place, seeds, data, "expected the data folder apart from");
    }
}

#[cfg(unix)]
#[test]
fn links_do_not_hide_that_data_lies_within_the_documents() {
    use std::os::unix::fs::symlink;
    let place = Place::with(DOCUMENTS);
    symlink(place.at("docs"), place.at("link")).expect("linked");
    fs::create_dir_all(place.at("data")).expect("made");
    symlink(place.at("docs/texts"), place.at("data/texts")).expect("linked");
    for (seeds, data) in [
        ("docs", "link"),
        ("link", "docs"),
        ("docs", "link/new"),
        ("link/texts", "docs"),
        ("docs", "data"),
    ] {
        each_is_refused(&place, seeds, data, "expected the data folder apart from");
    }
}

#[test]
fn a_folder_of_somebody_else_is_refused_and_stays_as_it_is() {
    let place = Place::with(DOCUMENTS);
    fs::rename(place.at("docs"), place.at("home")).expect("renamed");
    place.write("docs/a.txt", YARD);
    each_is_refused(&place, "docs", "home", "expected a new or empty folder");
}

#[test]
fn files_of_somebody_else_in_its_own_folders_are_never_removed() {
    let place = Place::with(&[("docs/a.txt", YARD), ("docs/b.txt", "The ferry burned in 1911.\n")]);
    assert_eq!(place.run(&["index"]).code, 0);
    fs::remove_file(place.at("docs/b.txt")).expect("removed");
    let hexadecimal = "0123456789abcdef".repeat(4);
    let texts = [
        "data/texts/letter.txt".to_owned(),
        format!("data/texts/{hexadecimal}.md"),
        format!("data/texts/{}.txt", hexadecimal.to_uppercase()),
        format!("data/texts/{hexadecimal}.txt/letter.txt"),
    ];
    texts.iter().for_each(|path| place.write(path, "Dear friend"));
    // What was replaced, a copy of the index by hand, a version that does not fit: each would be
    // removed whole, were it not for one file.
    for foreign in ["data/index/notes.md", "data/index.old/notes.md", "data/index.new/meta.json"] {
        place.write(foreign, "mine");
        let before = place.tree("data");
        let ran = place.run(&["index", "--rebuild"]);
        assert!(ran.code == 2 && ran.err.lines().count() == 1, "{foreign}: {ran:?}");
        assert!(
            ran.err.contains("expected nothing but the index that this program makes"),
            "{ran:?}"
        );
        assert_eq!(place.tree("data"), before, "{foreign}");
        let (path, name) = (place.at(foreign), place.at("mark"));
        if foreign.starts_with("data/index/") {
            let mark = place.at("data/index/verbatim-version");
            fs::rename(&mark, &name).expect("renamed");
            fs::write(&mark, "0").expect("written");
            let (before, ran) = (place.tree("data"), place.run(&["ask", QUESTION]));
            assert_eq!((ran.code, place.tree("data")), (2, before), "{ran:?}");
            fs::rename(&name, &mark).expect("renamed");
        }
        fs::remove_file(&path).expect("removed");
    }
    assert_eq!(place.run(&["index", "--rebuild"]).out, "1 read, 0 removed, 0 unchanged\n");
    for path in &texts {
        assert_eq!(fs::read_to_string(place.at(path)).expect("still there"), "Dear friend");
    }
    assert_eq!(place.names("data/texts").len(), texts.len() + 1, "the text of b.txt is gone");
    assert_eq!(place.names("data"), ["index", "lock", "texts", "vectors", "verbatim-data"]);
}

#[test]
fn a_new_an_empty_and_a_hidden_beginning_are_taken_and_marked() {
    for (files, data) in [
        (&[][..], "new/deeper/data"),
        (&[("data/.gitkeep", "")], "data"),
        (&[("data/lost+found/a", "")], "data"),
    ] {
        let place = Place::with(&[("docs/a.txt", YARD)]);
        files.iter().for_each(|(path, words)| place.write(path, words));
        let ran = run(&mut place.command("docs", data, &["ask", QUESTION]));
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(place.names(data).contains(&"verbatim-data".to_owned()));
    }
}

#[test]
fn data_of_an_earlier_version_is_taken_over_with_its_index_and_closed_to_others() {
    let place = Place::with(&[("docs/a.txt", YARD)]);
    assert_eq!(place.run(&["index"]).code, 0);
    fs::remove_file(place.at("data/verbatim-data")).expect("removed");
    #[cfg(unix)]
    let mode = || {
        use std::os::unix::fs::PermissionsExt;
        fs::metadata(place.at("data")).expect("a folder").permissions().mode() & 0o777
    };
    #[cfg(unix)]
    fs::set_permissions(place.at("data"), std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .expect("changed");
    let ran = place.run(&["index"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "0 read, 0 removed, 1 unchanged\n"), "{ran:?}");
    assert!(place.at("data/verbatim-data").is_file());
    #[cfg(unix)]
    assert_eq!(mode(), 0o700);
}
