//! Which documents may be quoted at a place: all, or those that its managers chose, by folder or one
//! by one. A folder's documents to come are chosen with it.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::document::FileName;

/// The documents that may be quoted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Documents {
    /// All that there are.
    #[default]
    #[serde(with = "all")]
    All,
    /// Those that one of these takes in; without one, none.
    Chosen(BTreeSet<DocumentRule>),
}

/// A folder with all that lies below it, or one document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum DocumentRule {
    /// The path of a folder below the folder of documents; written with a stroke behind it.
    Folder(FileName),
    /// A document.
    File(FileName),
}

/// The text is neither.
#[derive(Debug, thiserror::Error)]
#[error(
    "\"{0}\": expected the path of a document, such as \"rules/combat.md\", or of a folder with a stroke behind it, such as \"rules/\""
)]
pub struct DocumentRuleError(String);

impl Documents {
    /// Whether a document may be quoted.
    pub fn take_in(&self, file: &FileName) -> bool {
        match self {
            Documents::All => true,
            Documents::Chosen(rules) => rules.iter().any(|rule| rule.takes_in(file)),
        }
    }

    /// Whether they are all, those to come too.
    pub fn are_all(&self) -> bool {
        matches!(self, Documents::All)
    }

    /// With this rule if it was without, else without it. What takes in all becomes that rule alone.
    #[must_use]
    pub fn toggled(&self, rule: DocumentRule) -> Documents {
        let mut rules = match self {
            Documents::All => BTreeSet::new(),
            Documents::Chosen(rules) => rules.clone(),
        };
        if !rules.remove(&rule) {
            rules.insert(rule);
        }
        Documents::Chosen(rules)
    }

    /// Whether this rule is one of them.
    pub fn has(&self, rule: &DocumentRule) -> bool {
        matches!(self, Documents::Chosen(rules) if rules.contains(rule))
    }
}

impl DocumentRule {
    /// Whether it takes in a document.
    pub fn takes_in(&self, file: &FileName) -> bool {
        match self {
            DocumentRule::File(one) => one == file,
            DocumentRule::Folder(folder) => {
                let below = file.as_str().strip_prefix(folder.as_str());
                below.is_some_and(|rest| rest.starts_with('/'))
            }
        }
    }
}

impl TryFrom<String> for DocumentRule {
    type Error = DocumentRuleError;

    fn try_from(text: String) -> Result<DocumentRule, DocumentRuleError> {
        let named = FileName::new(&text).map_err(|_| DocumentRuleError(text.clone()))?;
        let is_folder = text.ends_with('/');
        Ok(if is_folder { DocumentRule::Folder(named) } else { DocumentRule::File(named) })
    }
}

impl From<DocumentRule> for String {
    fn from(rule: DocumentRule) -> String {
        match rule {
            DocumentRule::Folder(folder) => format!("{}/", folder.as_str()),
            DocumentRule::File(file) => file.as_str().to_owned(),
        }
    }
}

impl fmt::Display for DocumentRule {
    /// For the operator.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DocumentRule::Folder(folder) => write!(f, "{folder}/"),
            DocumentRule::File(file) => file.fmt(f),
        }
    }
}

/// "All" as it is written: the word.
mod all {
    use serde::{Deserialize, Deserializer, Serializer, de};

    const WORD: &str = "all";

    pub fn serialize<S: Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(WORD)
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(deserializer: D) -> Result<(), D::Error> {
        let word = String::deserialize(deserializer)?;
        if word == WORD { Ok(()) } else { Err(de::Error::custom("expected \"all\" or a list")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> FileName {
        FileName::new(name).expect("a plain name")
    }

    fn rule(text: &str) -> DocumentRule {
        DocumentRule::try_from(text.to_owned()).expect("a rule")
    }

    #[test]
    fn a_folder_takes_in_what_lies_below_it_and_nothing_whose_name_only_begins_so() {
        let rules = Documents::Chosen([rule("rules/"), rule("a.txt")].into());
        for (name, expected) in [
            ("rules/combat.md", true),
            ("rules/spells/fire.md", true),
            ("rules.md", false),
            ("rulesets/combat.md", false),
            ("a.txt", true),
            ("b/a.txt", false),
        ] {
            assert_eq!(rules.take_in(&file(name)), expected, "{name}");
        }
        assert!(Documents::All.take_in(&file("b.txt")));
        assert!(!Documents::Chosen(BTreeSet::new()).take_in(&file("b.txt")));
    }

    #[test]
    fn they_are_written_as_a_word_or_a_list_and_read_again() {
        for (documents, expected) in [
            (Documents::All, r#""all""#),
            (Documents::Chosen(BTreeSet::new()), "[]"),
            (Documents::Chosen([rule("b/"), rule("a.txt")].into()), r#"["b/","a.txt"]"#),
        ] {
            assert_eq!(serde_json::to_string(&documents).expect("written"), expected);
            assert_eq!(serde_json::from_str::<Documents>(expected).expect("read"), documents);
        }
        for wrong in [r#""some""#, r#"["../a"]"#, r#"["/etc/"]"#, r#"[""]"#, "7"] {
            assert!(serde_json::from_str::<Documents>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_rule_is_added_or_taken_away() {
        let one = Documents::All.toggled(rule("b/"));
        assert!(one.has(&rule("b/")) && !one.has(&rule("b")));
        assert_eq!(one.toggled(rule("b/")), Documents::Chosen(BTreeSet::new()));
    }
}
