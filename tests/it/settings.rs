//! What the operator does with settings in the terminal: looks at them, moves them, mends them.

use std::path::Path;
use std::process::{Command, Output};

use verbatim::settings::{Documents, PlaceSettings, Settings};

use crate::world;

/// Runs `verbatim settings …` over this data folder.
fn settings(data: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_verbatim"))
        .current_dir(data)
        .arg("--seeds")
        .arg(world::seeds())
        .arg("--data")
        .arg(data.join("data"))
        .arg("settings")
        .args(arguments)
        .output()
        .expect("the program starts")
}

fn said(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

#[test]
fn what_is_exported_is_imported_elsewhere_and_a_bad_file_changes_nothing() {
    let here = tempfile::tempdir().expect("a temporary folder");
    let empty = settings(here.path(), &["export"]);
    assert_eq!((empty.status.code(), said(&empty.stdout)), (Some(0), String::new()));
    let set = PlaceSettings {
        documents: Some(Documents::Chosen(Default::default())),
        ..PlaceSettings::default()
    };
    let store = Settings::open(&here.path().join("data")).expect("the data folder is there");
    store.set(7, Some(8), &set).expect("set");
    let exported = settings(here.path(), &["export"]);
    assert_eq!(said(&exported.stdout), "[channel.7.8]\ndocuments = []\n");

    let there = tempfile::tempdir().expect("a temporary folder");
    let file = there.path().join("settings.toml");
    std::fs::write(&file, &exported.stdout).expect("written");
    let file = file.to_str().expect("a plain path").to_owned();
    let imported = settings(there.path(), &["import", &file]);
    assert_eq!(said(&imported.stdout), "servers: 1, channels: 1\n");
    for (wrong, expected) in
        [("[channel.7.8]\ndocument = []\n", "line 2"), ("[server.x]\n", "\"x\" is no server")]
    {
        std::fs::write(&file, wrong).expect("written");
        let refused = settings(there.path(), &["import", &file]);
        let told = said(&refused.stderr);
        assert_eq!(refused.status.code(), Some(2), "{told}");
        assert!(told.contains(&file) && told.contains(expected), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
    assert_eq!(settings(there.path(), &["export"]).stdout, exported.stdout);
    let missing = settings(there.path(), &["import", "nowhere.toml"]);
    assert_eq!(missing.status.code(), Some(2), "{}", said(&missing.stderr));
}
