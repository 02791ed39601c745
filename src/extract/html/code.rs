//! Code: a block keeps its white space and says its language; code within a sentence is one line.

use dom_query::{Document, NodeRef, Selection};

/// Beginnings of classes that name a language: of the HTML Living Standard ("The code element"), of
/// highlighters, and of the programs that make pages.
const PREFIXES: [&str; 4] = ["language-", "lang-", "highlight-source-", "highlight-"];
/// Classes of line numbers.
const NUMBERS: &str = ".lineno, .linenos, .linenodiv, .lnt, .ln, .line-number, .line-numbers-rows";
/// Where the serializer looks for the language.
const LANGUAGE: &str = "data-lang";
/// How many elements above a block may name its language.
const ABOVE: usize = 2;

/// Rewrites the code of a page.
pub fn rewrite(page: &Document) {
    for block in page.select("pre").nodes() {
        set_block(block);
    }
    for code in page.select("code").nodes() {
        if !code.ancestors_it(None).any(|above| above.has_name("pre")) {
            set_line(code);
        }
    }
}

fn set_block(block: &NodeRef<'_>) {
    let within = Selection::from(*block);
    for node in within.select("button, script, style").nodes() {
        node.remove_from_parent();
    }
    for node in within.select(NUMBERS).nodes() {
        if is_numbers(&node.text()) {
            node.remove_from_parent();
        }
    }
    for line_break in within.select("br").nodes() {
        line_break.replace_with(&line_break.tree.new_text("\n"));
    }
    for line in within.select("div, li, p, tr").nodes() {
        if !line.text().ends_with('\n') {
            line.append_child(&line.tree.new_text("\n"));
        }
    }
    // A block of numbers beside the code, in a table of two columns.
    let is_gutter =
        is_numbers(&block.text()) && block.ancestors_it(Some(4)).any(|above| above.has_name("td"));
    if is_gutter || block.text().trim().is_empty() {
        block.remove_from_parent();
    } else if let Some(language) = language(block) {
        block.set_attr(LANGUAGE, &language);
    }
}

fn is_numbers(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace())
}

/// The language that a class of the block, of what it holds or of what holds it names.
fn language(block: &NodeRef<'_>) -> Option<String> {
    let of_class = |node: &NodeRef<'_>| {
        let class = node.class()?;
        let mut classes = class.split_ascii_whitespace();
        classes.find_map(named).or_else(|| {
            // Pandoc's blocks: the language stands beside the class.
            class.strip_prefix("sourceCode ").map(str::to_owned)
        })
    };
    let code = block.element_children().into_iter().find(|child| child.has_name("code"));
    let found = of_class(block)
        .or_else(|| code.as_ref().and_then(of_class))
        .or_else(|| block.ancestors_it(Some(ABOVE)).find_map(|above| of_class(&above)))?;
    (found.len() <= 20 && found.chars().all(|c| c.is_ascii_alphanumeric() || "-_+#.".contains(c)))
        .then_some(found)
}

fn named(class: &str) -> Option<String> {
    let language = PREFIXES.iter().find_map(|prefix| class.strip_prefix(prefix))?;
    (!matches!(language, "" | "default" | "none" | "text" | "plaintext" | "notranslate"))
        .then(|| language.to_lowercase())
}

/// Code outside a block is shown in one line, whatever lines it is written in; code alone in its
/// paragraph whose lines are indented is a block all the same.
fn set_line(code: &NodeRef<'_>) {
    let has_breaks = Selection::from(*code).select("br").exists();
    let words = code.text();
    if !has_breaks && !words.trim().contains('\n') {
        return;
    }
    let is_alone = code.parent().is_none_or(|above| {
        above.children_it(false).all(|node| node.id == code.id || node.text().trim().is_empty())
    });
    let is_block = is_alone
        && (has_breaks
            || words.trim().lines().skip(1).any(|line| line.starts_with([' ', '\t']))
            || words.trim().lines().count() > 3);
    if is_block {
        for line_break in Selection::from(*code).select("br").nodes() {
            line_break.replace_with(&line_break.tree.new_text("\n"));
        }
        return;
    }
    for line_break in Selection::from(*code).select("br").nodes() {
        line_break.replace_with(&line_break.tree.new_text(" "));
    }
    code.set_text(code.text().split_whitespace().collect::<Vec<_>>().join(" "));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> String {
        let page = Document::from(html);
        rewrite(&page);
        page.md(None).to_string()
    }

    #[test]
    fn a_block_keeps_its_white_space_and_its_language() {
        let page = "<div class='highlight-python notranslate'><pre><span class='ln'>1</span>if lit:\n    <b>burn</b>()<br>else:\n<button>Copy</button></pre></div>";
        assert_eq!(read(page).trim(), "```python\nif lit:\n    burn()\nelse:\n```");
        assert_eq!(
            read("<pre><code class='language-rust hljs'>fn lit() {}</code></pre>").trim(),
            "```rust\nfn lit() {}\n```"
        );
        assert_eq!(
            read("<pre class='shiki'><div>one</div><div>  two</div></pre>").trim(),
            "```\none\n  two\n```"
        );
    }

    #[test]
    fn a_line_break_within_code_starts_no_block() {
        assert_eq!(
            read("<p>The word <code>lamp\n  on</code> lights it.</p>"),
            "The word `lamp on` lights it."
        );
        assert_eq!(read("<p><code>lamp<br>off</code> is out.</p>"), "`lamp off` is out.");
        assert!(read("<p><code>if a {\n    b\n}</code></p>").starts_with("```"));
    }
}
