//! Parses a web page into its tree of elements, and stops where they are nested too deep: what reads
//! the tree walks it by recursion, or from each element up to the root.

use dom_query::Document;
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

use crate::document::Refusal;

/// Elements within elements, deeper than this, are refused. How deep they are, only the parser
/// knows: it depends on what stands in comments, in scripts, in drawings, and on the elements that
/// end by themselves.
const MAX_DEPTH: usize = 1000;

/// The page is parsed by pieces of this many bytes, with a look at the tree after each: parsing
/// takes time by the square of the depth.
const PIECE: usize = 16 << 10;

/// The tree of a page.
///
/// # Errors
/// When its elements are nested too deep.
pub fn parse(page: &str) -> Result<Document, Refusal> {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let mut parser = parse_document(Document::default(), options);
    let mut rest = page;
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.floor_char_boundary(PIECE));
        parser.process(piece.into());
        check(last_depth(&parser.tokenizer.sink.sink))?;
        rest = behind;
    }
    let page = parser.finish();
    check(depth(&page))?;
    Ok(page)
}

fn check(depth: usize) -> Result<(), Refusal> {
    if depth > MAX_DEPTH {
        return Err(Refusal::TooDeep { depth, most: MAX_DEPTH });
    }
    Ok(())
}

/// How deep the elements are that the parser may be within: the last of each element's content, in a
/// template the last of what it holds, and before a table the last of what it has pushed out.
fn last_depth(page: &Document) -> usize {
    let mut deepest = 0;
    let mut rest = vec![(page.root(), 0)];
    while let Some((node, depth)) = rest.pop() {
        deepest = deepest.max(depth);
        if deepest > MAX_DEPTH {
            break;
        }
        let held = node.element_ref().and_then(|element| element.template_contents);
        if let Some(held) = held.and_then(|held| page.tree.get(&held)) {
            rest.push((held, depth + 1));
        }
        if let Some(last) = node.last_child() {
            let pushed_out = last.has_name("table").then(|| last.prev_sibling()).flatten();
            rest.extend(pushed_out.map(|node| (node, depth + 1)));
            rest.push((last, depth + 1));
        }
    }
    deepest
}

/// How deep the deepest element of the tree is.
fn depth(page: &Document) -> usize {
    let mut node = page.root();
    let (mut depth, mut deepest) = (0, 0);
    loop {
        if let Some(child) = node.first_child() {
            node = child;
            depth += 1;
            deepest = deepest.max(depth);
            continue;
        }
        while depth > 0 && node.next_sibling().is_none() {
            let Some(above) = node.parent() else { return deepest };
            node = above;
            depth -= 1;
        }
        match node.next_sibling() {
            Some(sibling) if depth > 0 => node = sibling,
            _ => return deepest,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn a_page_in_pieces_is_the_page() {
        let page =
            "<!doctype html><table><tr><td>é one &amp; <b>two<p>three\r\n<![CDATA[x]]></table>"
                .repeat(2000);
        assert!(page.len() > 8 * PIECE);
        let pieces = parse(&page).expect("not deep").html();
        assert_eq!(pieces, Document::from(page.as_str()).html());
    }

    #[test]
    fn what_is_too_deep_is_noticed_early_whatever_hides_it() {
        for (opening, element) in [
            ("<html><body>", "<div>"),
            ("<html><body><!-->", "<div>"),
            ("<html><body><!--->", "<div>"),
            ("<html><body><svg>", "<td>"),
            ("<html><body><svg><style>", "<g>"),
            ("<html><body><textarea><!--</textarea>", "<div>"),
            ("<html><body><a title='<!--'>", "<div>"),
            ("<html><body><table>", "<div>"),
            ("<html><body><table><div><table>", "<div>"),
            ("<html><body><template>", "<div>"),
            ("<html><body><math><mi>", "<span>"),
        ] {
            let since = Instant::now();
            let page = format!("{opening}{}-->", element.repeat(100_000));
            assert!(matches!(parse(&page), Err(Refusal::TooDeep { .. })), "{opening}{element}");
            assert!(since.elapsed().as_secs() < 10, "{opening}{element}: {:?}", since.elapsed());
        }
        let shallow = "<ul><li>a<li>b<li>c</ul><p>d<br><p>e".repeat(1000);
        assert!(parse(&shallow).is_ok_and(|page| depth(&page) < 8));
    }
}
