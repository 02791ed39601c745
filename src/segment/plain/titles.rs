//! Headings that a line of signs below them sets off, as in reStructuredText: `Tides` over `=====`.

use crate::segment::lines::Line;
use crate::segment::whole::is_whole;

/// What a line is for headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A line of text.
    Text,
    /// A heading of this depth, from 1.
    Title(u8),
    /// The line of signs below a heading or above.
    Rule,
}

/// The role of each line. How deep a heading is shows in the order in which its signs first occur.
pub(super) fn roles(lines: &[Line<'_>]) -> Vec<Role> {
    let signs: Vec<Option<char>> = lines.iter().map(|line| rule(line.text)).collect();
    let mut roles = vec![Role::Text; lines.len()];
    let mut known: Vec<(char, bool)> = Vec::new();
    for at in 1..lines.len() {
        let (Some(sign), title) = (signs[at], &lines[at - 1]) else { continue };
        let is_over = at >= 2 && signs[at - 2] == Some(sign) && !title.blank_before;
        let is_title = signs[at - 1].is_none()
            && !lines[at].blank_before
            && (is_over || title.blank_before && is_as_wide(title.text, lines[at].text))
            && title.text.contains(char::is_alphabetic)
            && !is_whole(title.text);
        if !is_title {
            continue;
        }
        let depth = known.iter().position(|style| *style == (sign, is_over));
        let depth = depth.unwrap_or_else(|| {
            known.push((sign, is_over));
            known.len() - 1
        });
        roles[at - 1] = Role::Title(u8::try_from(depth + 1).unwrap_or(u8::MAX));
        roles[at] = Role::Rule;
        if is_over {
            roles[at - 2] = Role::Rule;
        }
    }
    roles
}

/// The sign that the line is made of, when it is made of one alone.
fn rule(line: &str) -> Option<char> {
    let sign = line.chars().next().filter(|c| "=-~^*#+".contains(*c))?;
    (line.len() >= 3 && line.chars().all(|c| c == sign)).then_some(sign)
}

fn is_as_wide(title: &str, rule: &str) -> bool {
    let (title, rule) = (title.chars().count(), rule.chars().count());
    rule * 2 >= title && rule <= title * 2 + 3
}
