//! Terms with their definitions, and questions that unfold their answers: what names a content
//! stands right above it.

use dom_query::{NodeRef, Selection};

use crate::extract::signs::{DEFINITION, TERM};
use crate::language::sentence_end::ends_sentence;

/// Elements that a definition of one paragraph does not hold.
const BLOCKS: &str = "p, div, ul, ol, dl, table, pre, blockquote, section, article, aside, figure, hr, \
                      details, h1, h2, h3, h4, h5, h6";
/// A longer summary is a paragraph, in characters.
const LONGEST_SUMMARY: usize = 200;

/// Rewrites the lists of definitions and the details within a node, those within others first.
/// Cleaning a page must come before it: it finds the main content by its paragraphs.
pub fn rewrite(node: &NodeRef<'_>) {
    let within = Selection::from(*node);
    let mut level = 1;
    let mut levels = Vec::new();
    for node in within.select("h1, h2, h3, h4, h5, h6, details").nodes() {
        match node.node_name().and_then(|name| name.strip_prefix('h')?.parse::<usize>().ok()) {
            Some(of_heading) => level = of_heading,
            None => levels.push((*node, level)),
        }
    }
    for (details, level) in levels.iter().rev() {
        unfold(details, (level + 1).min(6));
    }
    for list in within.select("dl").nodes().iter().rev() {
        define(list);
    }
}

/// The summary becomes the heading of what it unfolds, or its term where what follows is not under
/// it.
fn unfold(details: &NodeRef<'_>, level: usize) {
    let summary = details.element_children().into_iter().find(|child| child.has_name("summary"));
    if let Some(summary) = summary {
        let words = summary.text().trim().to_owned();
        let has_heading = Selection::from(summary).select("h1, h2, h3, h4, h5, h6").exists();
        let is_sentence = ends_sentence(&words) && !words.ends_with(['?', '？', '!']);
        if words.is_empty() {
            summary.remove_from_parent();
        } else if has_heading {
            summary.rename("div");
        } else if is_sentence || words.chars().count() > LONGEST_SUMMARY {
            summary.rename("p");
        } else if !Selection::from(*details).select_single("h1, h2, h3, h4, h5, h6").exists()
            && heads_nothing_else(details)
        {
            summary.rename(&format!("h{level}"));
        } else {
            let rest: Vec<NodeRef<'_>> =
                details.children_it(false).filter(|child| child.id != summary.id).collect();
            let content = details.tree.new_element("dd");
            for node in &rest {
                content.append_child(node);
            }
            summary.rename("dt");
            details.append_child(&content);
            details.remove_all_attrs();
            details.rename("dl");
            return;
        }
    }
    details.remove_all_attrs();
    details.rename("div");
}

/// Whether what follows has a heading of its own, or nothing follows in this part of the page.
fn heads_nothing_else(details: &NodeRef<'_>) -> bool {
    let mut at = *details;
    loop {
        let mut next = at.next_sibling();
        while let Some(node) = next {
            if !node.text().trim().is_empty() {
                return begins_with_a_heading(node);
            }
            next = node.next_sibling();
        }
        match at.parent() {
            Some(above) if above.has_name("li") || above.has_name("td") => return false,
            Some(above) if above.is_element() && !above.has_name("body") => at = above,
            _ => return true,
        }
        if at.has_name("main") || at.has_name("article") {
            return true;
        }
    }
}

fn begins_with_a_heading(mut node: NodeRef<'_>) -> bool {
    loop {
        let Some(name) = node.node_name() else { return false };
        match &*name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "details" | "footer" | "nav" => return true,
            "div" | "section" | "article" => match node.first_element_child() {
                Some(first) => node = first,
                None => return false,
            },
            _ => return false,
        }
    }
}

/// Terms and definitions, in paragraphs.
fn define(list: &NodeRef<'_>) {
    for group in list.element_children().into_iter().filter(|child| child.has_name("div")) {
        for child in group.children_it(false).collect::<Vec<_>>() {
            group.insert_before(&child);
        }
        group.remove_from_parent();
    }
    let mut terms: Vec<NodeRef<'_>> = Vec::new();
    // The paragraph of the entry under way.
    let mut entry: Option<NodeRef<'_>> = None;
    for child in list.element_children() {
        if child.has_name("dt") {
            entry = None;
            terms.push(child);
            continue;
        }
        if !child.has_name("dd") {
            flush(&mut terms);
            entry = None;
            continue;
        }
        unwrap_single_paragraph(&child);
        let is_line = !Selection::from(child).select(BLOCKS).exists();
        if !is_line || terms.is_empty() && entry.is_none() {
            flush(&mut terms);
            entry = None;
            child.rename("div");
            continue;
        }
        let paragraph = entry.unwrap_or_else(|| begin_entry(&child, &mut terms));
        paragraph.append_child(&child.tree.new_text(DEFINITION.to_string()));
        append_all(&paragraph, &child);
        child.remove_from_parent();
        entry = Some(paragraph);
    }
    flush(&mut terms);
    list.remove_all_attrs();
    list.rename("div");
}

/// A paragraph of the terms, in the place of the definition.
fn begin_entry<'p>(definition: &NodeRef<'p>, terms: &mut Vec<NodeRef<'p>>) -> NodeRef<'p> {
    let paragraph = definition.tree.new_element("p");
    definition.insert_before(&paragraph);
    for (at, term) in std::mem::take(terms).into_iter().enumerate() {
        if at > 0 {
            paragraph.append_child(&definition.tree.new_text(TERM.to_string()));
        }
        append_all(&paragraph, &term);
        term.remove_from_parent();
    }
    paragraph
}

fn append_all(to: &NodeRef<'_>, from: &NodeRef<'_>) {
    for child in from.children_it(false).collect::<Vec<_>>() {
        to.append_child(&child);
    }
}

/// Terms without a definition in one line stand above what follows, in bold.
fn flush(terms: &mut Vec<NodeRef<'_>>) {
    for term in terms.drain(..) {
        let strong = term.tree.new_element("strong");
        append_all(&strong, &term);
        term.append_child(&strong);
        term.rename("p");
    }
}

/// A definition of one paragraph is a line.
fn unwrap_single_paragraph(definition: &NodeRef<'_>) {
    let children: Vec<NodeRef<'_>> = definition
        .children_it(false)
        .filter(|child| child.is_element() || child.is_nonempty_text())
        .collect();
    if let [only] = children.as_slice()
        && (only.has_name("p") || only.has_name("div"))
    {
        append_all(definition, only);
        only.remove_from_parent();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> String {
        let page = dom_query::Document::from(html);
        rewrite(&page.root());
        page.md(None).replace(DEFINITION, "\n: ").replace(TERM, "\n")
    }

    #[test]
    fn a_term_stands_above_its_definition() {
        assert_eq!(
            read(
                "<dl><dt>Quay</dt><dd>A wall for ships.</dd><dt>Mole</dt><dt>Jetty</dt><dd><p>Of stone.</p></dd><dd>Of wood.</dd></dl>"
            ),
            "Quay\n: A wall for ships.\n\nMole\nJetty\n: Of stone.\n: Of wood."
        );
        assert_eq!(
            read("<dl><div><dt>Quay</dt><dd><p>A wall.</p><p>For ships.</p></dd></div></dl>"),
            "**Quay**\n\nA wall.\n\nFor ships."
        );
    }

    #[test]
    fn a_question_stands_above_the_answer_that_it_unfolds() {
        let unfolded = |question: &str| {
            format!("<details><summary>{question}</summary><p>By boat.</p></details>")
        };
        assert_eq!(
            read(&format!("<h2>Travel</h2>{}{}", unfolded("How?"), unfolded("And how back?"))),
            "## Travel\n\n### How?\n\nBy boat.\n\n### And how back?\n\nBy boat."
        );
        assert_eq!(
            read(&format!("{}<p>The quay is long.</p>", unfolded("How?"))),
            "How?\n: By boat.\n\nThe quay is long."
        );
    }
}
