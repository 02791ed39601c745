//! The words on buttons and in menus, taken apart without the program's own code: each is a phrase of
//! `prompts/`, an example question, words of a document or of `sources.toml`, or what the message
//! itself says was asked.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::{buttons, shown};
use crate::world;

/// What labels may say.
pub struct Labels {
    phrases: BTreeSet<String>,
    /// All words of the phrases.
    words: BTreeSet<String>,
    /// All words of the documents and of what is said of them, white space as one space.
    documents: String,
    folders: Vec<String>,
}

impl Labels {
    /// Those of a bot over the documents of these folders.
    pub fn over(all_seeds: &[&Path]) -> Labels {
        let (mut phrases, mut words) = (BTreeSet::new(), BTreeSet::new());
        for file in ["en.ftl", "ru.ftl", "questions.jsonl"] {
            let text = std::fs::read_to_string(world::root().join("prompts").join(file));
            for line in text.expect("phrases").lines() {
                words.extend(line.split_whitespace().map(str::to_owned));
                let said = line.split_once(" = ").map(|(_, said)| said.trim().to_owned());
                let question = serde_json::from_str::<Value>(line).ok();
                let question = question.and_then(|one| Some(one["question"].as_str()?.to_owned()));
                phrases.extend(said.into_iter().chain(question));
            }
        }
        let mut labels = Labels { phrases, words, documents: String::new(), folders: Vec::new() };
        all_seeds.iter().for_each(|seeds| labels.read(seeds, seeds));
        labels
    }

    fn read(&mut self, folder: &Path, seeds: &Path) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                let below = path.strip_prefix(seeds).expect("it lies below");
                self.folders.push(format!("{}/", below.display()));
                self.read(&path, seeds);
            } else if let Ok(bytes) = std::fs::read(&path) {
                self.documents.push_str(&one_space(&String::from_utf8_lossy(&bytes)));
                self.documents.push(' ');
            }
        }
    }

    /// What of a message's controls is none of these.
    pub fn faults(&self, message: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        for control in buttons(message) {
            let said = ["label", "placeholder"].map(|name| control[name].as_str());
            let own = said.into_iter().flatten();
            let is_said = |words: &&str| {
                let is_asked = shown(message).replace('\\', "").contains(*words);
                !(self.is_phrase(words) || control["type"] == 3 && is_asked)
            };
            faults.extend(own.filter(is_said).map(str::to_owned));
            for option in control["options"].as_array().into_iter().flatten() {
                let label = option["label"].as_str().unwrap_or_default();
                if !self.is_option(label) {
                    faults.push(label.to_owned());
                }
            }
        }
        faults
    }

    /// A phrase; or one with numbers in it, which has forms: then each of its words is one of theirs.
    fn is_phrase(&self, said: &str) -> bool {
        let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
        let has_number = said.split_whitespace().any(is_number);
        let fixed = || said.split_whitespace().filter(|word| !is_number(word));
        self.phrases.contains(said)
            || has_number && fixed().count() > 0 && fixed().all(|word| self.words.contains(word))
    }

    fn is_option(&self, label: &str) -> bool {
        let label = label.strip_prefix("✓ ").unwrap_or(label);
        self.is_phrase(label)
            || self.folders.iter().any(|folder| folder == label)
            || label.split([' ', '·', '›']).all(str::is_empty)
            // A number, words, a place, each set apart.
            || label.split(" · ").all(|piece| {
                let words = piece.trim_start_matches("› ").trim_end_matches(" […]");
                words.parse::<usize>().is_ok()
                    || self.is_phrase(words)
                    || words.split(" › ").all(|words| self.documents.contains(&one_space(words)))
            })
    }
}

fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn words_that_are_nobodys_are_missed_on_no_button_and_in_no_menu() {
    let labels = Labels::over(&[&world::seeds()]);
    let message = |label: &str, option: &str, placeholder: &str| {
        let menu = serde_json::json!({"type": 3, "placeholder": placeholder, "options": [{"label": option}]});
        serde_json::json!({
            "content": "1 passage has “tea boats”.",
            "components": [{"components": [{"type": 2, "label": label}]}, {"components": [menu]}],
        })
    };
    let fine = message("Delete", "1 · Cambodia’s Relations With Russia · paragraph 7", "tea boats");
    assert!(labels.faults(&fine).is_empty(), "{:?}", labels.faults(&fine));
    for wrong in [
        message("Remove it", "By title", "Open a document"),
        message("Delete", "1 · Cambodia’s Quarrels With Russia · paragraph 7", "Open a document"),
        message("Delete", "By title", "coffee boats"),
    ] {
        assert_eq!(labels.faults(&wrong).len(), 1, "{wrong}");
    }
}
