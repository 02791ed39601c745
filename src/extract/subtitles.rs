//! Subtitles (SubRip, WebVTT) as plain text: what is said, without the numbers and times of the
//! cues and what is only heard, joined to paragraphs at the ends of sentences.

use std::sync::LazyLock;

use regex::Regex;

use crate::language::sentence_end::ends_sentence;

/// A paragraph ends with a sentence from this length on, in bytes.
const LONG: usize = 400;
/// And without one from this length on: speech that nobody set marks in.
const TOO_LONG: usize = 4000;

/// Tags of both formats, and those of another that SubRip files hold.
static TAGS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"</?[A-Za-z][^<>]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^{}]{0,100}\}")
        .expect("a valid pattern")
});
/// Who speaks, in WebVTT.
static VOICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<v(?:\.[^\s<>]{0,100})?\s+([^<>]{1,100})>").expect("a valid pattern")
});
/// Sounds: in brackets, or music.
static SOUND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[[^\[\]]{0,100}\]|^\([^()]{0,100}\)$|♪[^♪]*♪?").expect("a valid pattern")
});

/// What is said; empty when nothing is.
pub fn text(file: &str) -> String {
    let mut speech = Speech::default();
    for cue in cues(file) {
        for line in cue {
            speech.push(line);
        }
    }
    speech.text()
}

/// The lines of each cue, behind its time; other blocks (heads, notes, styles) have none.
fn cues(file: &str) -> impl Iterator<Item = Vec<&str>> {
    let mut lines = file.trim_start_matches('\u{feff}').lines().peekable();
    std::iter::from_fn(move || {
        // Up to the time of the next cue.
        lines.by_ref().find(|line| line.contains("-->"))?;
        let mut cue = Vec::new();
        while let Some(line) =
            lines.next_if(|line| !line.trim().is_empty() && !line.contains("-->"))
        {
            cue.push(line);
        }
        // Without an empty line between: the last line is the next cue's number.
        if lines.peek().is_some_and(|line| line.contains("-->"))
            && cue.last().is_some_and(|line| line.trim().bytes().all(|byte| byte.is_ascii_digit()))
        {
            cue.pop();
        }
        Some(cue)
    })
}

/// What was said so far.
#[derive(Default)]
struct Speech {
    paragraphs: Vec<String>,
    under_way: String,
    /// The last line: captions that roll up say each line twice.
    last: String,
    /// Who speaks.
    voice: String,
}

impl Speech {
    fn push(&mut self, line: &str) {
        let voice = VOICE.captures(line).map(|found| found[1].trim().to_owned());
        let bare = TAGS.replace_all(line, "");
        let bare = bare
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&nbsp;", " ");
        let bare = SOUND.replace_all(bare.trim(), " ");
        let words = bare.split_whitespace().collect::<Vec<_>>().join(" ");
        let said = words.trim_start_matches(['-', '–', '—', '>']).trim_start();
        if said.is_empty() || said == self.last {
            return;
        }
        if let Some(voice) = voice.filter(|voice| *voice != self.voice) {
            self.end();
            self.under_way = format!("{voice}: ");
            self.voice = voice;
        } else if said.len() < words.len() && ends_sentence(&self.under_way) {
            // A dash, or two angles: another speaks.
            self.end();
        } else if !self.under_way.is_empty() {
            self.under_way.push(' ');
        }
        self.under_way.push_str(said);
        self.last = said.to_owned();
        let is_long = self.under_way.len() >= LONG && ends_sentence(&self.under_way);
        if is_long || self.under_way.len() >= TOO_LONG {
            self.end();
        }
    }

    fn end(&mut self) {
        if !self.under_way.is_empty() {
            self.paragraphs.push(std::mem::take(&mut self.under_way));
        }
    }

    fn text(mut self) -> String {
        self.end();
        self.paragraphs.join("\n\n") + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_joined_to_sentences() {
        let file = "1\r\n00:00:01,000 --> 00:00:03,000\r\n<i>The lamp was lit</i>\r\nby the\r\n\r\n2\r\n00:00:03,000 --> 00:00:05,000\r\n{\\an8}keeper's son. [bell rings]\r\n\r\n3\r\n00:00:06,000 --> 00:00:08,000\r\n- In which year?\r\n- In 1863.\r\n";
        assert_eq!(
            text(file),
            "The lamp was lit by the keeper's son.\n\nIn which year?\n\nIn 1863.\n"
        );
    }

    #[test]
    fn captions_that_roll_up_are_said_once() {
        let file = "WEBVTT\nKind: captions\n\nNOTE not said\n\nSTYLE\n::cue {}\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v Ada>The lamp<00:01.500><c> is &amp; was</c>\n\n00:02.000 --> 00:03.000\nThe lamp is &amp; was\nlit at dusk.\n\n00:03.000 --> 00:04.000\n♪ (song) ♪\n";
        assert_eq!(text(file), "Ada: The lamp is & was lit at dusk.\n");
    }

    #[test]
    fn files_without_empty_lines_and_without_speech_are_read() {
        assert_eq!(text("1\n0 --> 1\nOne.\n2\n1 --> 2\nTwo.\n"), "One. Two.\n");
        assert_eq!(text("WEBVTT\n\n"), "\n");
        assert!(text(&"1\n0 --> 1\nword\nother\n\n".repeat(100_000)).len() > 1000);
    }
}
