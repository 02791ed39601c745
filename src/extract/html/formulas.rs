//! Formulas (MathML Core; presentation elements) as one line of text: x², 1/2, √(a + b). What
//! cannot be written in a line is left out visibly, so that nothing is read as what it is not.

use dom_query::{Document, NodeRef};

use super::inline::{lowered, raised};

/// Stands for a formula that cannot be written in a line.
const GAP: &str = "…";
/// A longer text is not taken for the name of a formula, in characters.
const LONGEST_NAME: usize = 80;

/// Replaces the formulas of a page by text.
pub fn rewrite(page: &Document) {
    for formula in page.select("math").nodes() {
        let named = || {
            let name = formula.attr("alttext")?.trim().to_owned();
            let is_plain = !name.is_empty()
                && name.chars().count() <= LONGEST_NAME
                && !name.contains(['\\', '{', '^', '_', '$']);
            is_plain.then_some(name)
        };
        let written = children(formula)
            .map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|words| !words.is_empty())
            .or_else(named)
            .unwrap_or_else(|| GAP.to_owned());
        replace(formula, &written);
    }
}

/// Puts the words in the place of the formula. Sites that show a picture of it hide the formula.
fn replace(formula: &NodeRef<'_>, written: &str) {
    let is_hidden = |node: &NodeRef<'_>| {
        node.attr("style")
            .is_some_and(|style| style.to_lowercase().replace(' ', "").contains("display:none"))
    };
    let hidden = formula.ancestors_it(Some(2)).find(is_hidden);
    let place = hidden.unwrap_or(*formula);
    if hidden.is_some()
        && let Some(picture) = place.next_element_sibling().filter(|node| node.has_name("img"))
    {
        picture.remove_from_parent();
    }
    place.replace_with(&place.tree.new_text(written));
}

/// The children of an element, one behind the other; `None` where one cannot be written.
fn children(node: &NodeRef<'_>) -> Option<String> {
    let mut line = String::new();
    for child in node.element_children() {
        let words = linear(&child)?;
        // A whole number before a fraction: 2 1/2.
        if child.has_name("mfrac") && line.ends_with(char::is_alphanumeric) {
            line.push(' ');
        }
        line.push_str(&words);
    }
    // Text without an element around it is no MathML, but pages have it.
    if line.is_empty() && node.element_children().is_empty() {
        line = node.text().trim().to_owned();
    }
    Some(line)
}

/// An element in a line; `None` when it cannot be.
fn linear(node: &NodeRef<'_>) -> Option<String> {
    let name = node.node_name()?;
    let parts = || node.element_children();
    let part = |at: usize| parts().get(at).and_then(linear);
    Some(match &*name {
        "mrow" | "mstyle" | "mpadded" | "math" => children(node)?,
        "semantics" => part(0)?,
        "mi" | "mn" | "mtext" | "ms" => node.text().trim().to_owned(),
        "mo" => operator(node.text().trim()),
        "mspace" => " ".to_owned(),
        "mphantom" | "annotation" | "annotation-xml" | "none" => String::new(),
        "msup" => format!("{}{}", atom(part(0)?), exponent(&part(1)?)),
        "msub" => format!("{}{}", atom(part(0)?), lowered(&part(1)?)),
        "msubsup" => format!("{}{}{}", atom(part(0)?), lowered(&part(1)?), exponent(&part(2)?)),
        "mfrac" => format!("{}/{}", atom(part(0)?), atom(part(1)?)),
        "msqrt" => format!("√{}", atom(children(node)?)),
        "mroot" => format!("{}√{}", raised(&part(1)?), atom(part(0)?)),
        "mover" => accented(&part(0)?, part(1)?.trim())?,
        "munder" => format!("{}{} ", part(0)?, lowered(part(1)?.trim())),
        "munderover" => {
            format!("{}{}{} ", part(0)?, lowered(part(1)?.trim()), raised(part(2)?.trim()))
        }
        "mfenced" => {
            let inner: Option<Vec<String>> = parts().iter().map(linear).collect();
            let (open, close) = (node.attr_or("open", "("), node.attr_or("close", ")"));
            format!("{open}{}{close}", inner?.join(", "))
        }
        _ => return None,
    })
}

/// Relations and sums have spaces around them; what is not shown has no sign.
fn operator(sign: &str) -> String {
    let mut chars = sign.chars();
    match (chars.next(), chars.next()) {
        (Some('\u{2061}'..='\u{2064}'), None) => String::new(),
        (
            Some(
                '=' | '<' | '>' | '+' | '-' | '−' | '×' | '·' | '±' | '≤' | '≥' | '≈' | '≠' | '→'
                | '∈',
            ),
            None,
        ) => {
            format!(" {sign} ")
        }
        (Some(',' | ';'), None) => format!("{sign} "),
        _ => sign.to_owned(),
    }
}

/// In brackets, unless it is one name or number.
fn atom(words: String) -> String {
    let words = words.trim();
    let is_one = words.chars().count() == 1
        || words.chars().all(char::is_alphanumeric)
        || words.starts_with('(') && words.ends_with(')') && words.matches('(').count() == 1;
    if is_one { words.to_owned() } else { format!("({words})") }
}

fn exponent(words: &str) -> String {
    let words = words.trim();
    let is_prime =
        !words.is_empty() && words.chars().all(|c| matches!(c, '′' | '″' | '\'' | '∗' | '*'));
    if is_prime { words.to_owned() } else { raised(&words.replace(' ', "")) }
}

/// A letter with a mark over it, as a combining character.
fn accented(base: &str, mark: &str) -> Option<String> {
    let combining = match mark {
        "¯" | "‾" | "_" | "-" | "―" => '\u{304}',
        "^" | "ˆ" => '\u{302}',
        "~" | "˜" => '\u{303}',
        "˙" | "." => '\u{307}',
        "¨" => '\u{308}',
        "→" | "⃗" => '\u{20d7}',
        _ => return None,
    };
    (base.chars().count() == 1).then(|| format!("{base}{combining}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(formula: &str) -> String {
        let page = Document::from(format!("<p>It is {formula} deep.</p>"));
        rewrite(&page);
        page.select("p").text().to_string()
    }

    #[test]
    fn formulas_are_read_in_a_line() {
        for (formula, line) in [
            ("<msup><mi>x</mi><mn>2</mn></msup>", "x²"),
            ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
            ("<mn>2</mn><mfrac><mn>1</mn><mn>2</mn></mfrac>", "2 1/2"),
            ("<msub><mi>H</mi><mn>2</mn></msub><mi>O</mi>", "H₂O"),
            ("<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt>", "√(a + b)"),
            ("<msup><mi>e</mi><mrow><mo>-</mo><mi>t</mi></mrow></msup>", "e^(-t)"),
            ("<semantics><mi>x</mi><annotation>\\x</annotation></semantics>", "x"),
            ("<mtable><mtr><mtd><mn>1</mn></mtd></mtr></mtable>", "…"),
        ] {
            assert_eq!(read(&format!("<math>{formula}</math>")), format!("It is {line} deep."));
        }
        assert_eq!(read("<math alttext='x + y'><mtable></mtable></math>"), "It is x + y deep.");
    }

    #[test]
    fn a_hidden_formula_with_a_picture_is_read() {
        let shown = "<span><span style='display: none'><math><mi>m</mi></math></span><img src=m.svg alt='{\\displaystyle m}'></span>";
        assert_eq!(read(shown), "It is m deep.");
    }
}
