//! Whether a line of plain text looks like code or a command: such a line heads nothing.

use std::sync::LazyLock;

use regex::Regex;

/// What hardly any line of prose has: a prompt, an option, a call, an assignment, a line's end as
/// programs write it; words that begin a line in many languages for programs.
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
          ^(?:\$|%|>>>|\#!)\s?\S
        | \s--?[a-z][\w-]*(?:[\s=]|$)
        | ^\s*(?:import|from|use|using|include|require|package|export|const|let|var|fn|def|class|sudo)
          \s[\w.:/<>{}\x22'@*,-]+;?(?:\s(?:import|as|from|=)\s.*)?$
        | ^\#include\s
        | ^[a-z_][\w.]*\([^)]*\)\s*[;{]?$
        | ^[\w.\[\]\x22'-]+\s*(?:=|:=|\+=|->|=>)\s*\S
        | [{}]$
        | ^\S+;$
        | ^</?[a-z][^>]*>
        | ^(?:\./|/|~/)[\w./-]+",
    )
    .expect("a valid pattern")
});

/// Whether it looks like code or a command.
pub fn looks_like_code(line: &str) -> bool {
    CODE.is_match(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_told_from_prose() {
        for line in [
            "$ lift up",
            "lift --all",
            "import lamps",
            "from lamps import Lamp",
            "port = 7070",
            "lift(3);",
            "if open {",
            "./configure",
        ] {
            assert!(looks_like_code(line), "{line}");
        }
        for line in [
            "Opening times",
            "Use of the crane",
            "The crane (north)",
            "Import of coal",
            "Lamps – a guide",
            "use the small key",
            "from the mole to the light",
        ] {
            assert!(!looks_like_code(line), "{line}");
        }
    }
}
