//! What cleaning a page has dropped and is its matter all the same: note boxes, lists of links with
//! a sentence each, short tables, paragraphs of a class that is often an advertisement's. It is
//! looked for in the part of the page that was found to be the main content, and put back in its
//! place.

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeId, NodeRef, Selection};

use super::dropped::is_matter;

/// Holds the number of an element of the page, by which it is found in what was kept.
const PLACE: &str = "data-verbatim-place";
/// Shorter pieces of text are the same in many places, in characters.
const SHORTEST: usize = 3;
/// The main content holds at least this share of the text that was kept.
const MAIN_SHARE: f64 = 0.8;
/// Never a page's matter, whatever they hold.
const OUTSIDE: &str = "nav, footer, dialog, menu, [role=navigation], [role=menu], [role=menubar], \
                       [role=banner], [role=contentinfo], [role=search], [role=dialog], \
                       [role=alertdialog], [hidden], [aria-hidden=true], script, style, template, \
                       noscript, svg";

/// A page before it is cleaned.
pub struct Original {
    page: Document,
}

/// How much text of an element was kept and how much dropped, in characters.
#[derive(Debug, Clone, Copy, Default)]
struct Balance {
    kept: usize,
    dropped: usize,
}

impl Original {
    /// Numbers the elements of a page, and keeps a copy.
    pub fn of(page: &Document) -> Original {
        for (number, node) in page.select("body *").nodes().iter().enumerate() {
            node.set_attr(PLACE, &number.to_string());
        }
        let page = page.clone();
        page.select(OUTSIDE).remove();
        for node in page.select("[style]").nodes() {
            let style = node.attr_or("style", "").to_lowercase().replace(' ', "");
            if style.contains("display:none") || style.contains("visibility:hidden") {
                node.remove_from_parent();
            }
        }
        Original { page }
    }

    /// Puts back into what was kept what belongs to it. `title`: the page's, whose heading is
    /// dropped for it.
    pub fn restore_into(&self, kept: &NodeRef<'_>, title: &str) {
        let Some(body) = self.page.body() else { return };
        let texts: HashSet<String> =
            kept.descendants_it().filter(NodeRef::is_text).filter_map(|node| key(&node)).collect();
        let balances = balances(&body, &texts);
        let places = Selection::from(*kept)
            .select(&format!("[{PLACE}]"))
            .nodes()
            .iter()
            .filter_map(|node| Some((node.attr(PLACE)?.to_string(), *node)))
            .collect();
        let main = main_part(&body, &balances);
        let mut restorer = Restorer { balances, places, title: title.to_lowercase() };
        let mut waiting = Vec::new();
        restorer.walk(&main, None, &mut waiting);
        for html in waiting {
            kept.append_html(html);
        }
        Selection::from(*kept).select(&format!("[{PLACE}]")).remove_attr(PLACE);
    }
}

/// A piece of text as it is compared; `None` for short ones.
fn key(text: &NodeRef<'_>) -> Option<String> {
    let words = text.text().split_whitespace().collect::<Vec<_>>().join(" ");
    (words.chars().count() >= SHORTEST).then_some(words)
}

/// The balance of each element within `body`, itself included.
fn balances(body: &NodeRef<'_>, texts: &HashSet<String>) -> HashMap<NodeId, Balance> {
    let mut balances: HashMap<NodeId, Balance> = HashMap::new();
    let nodes: Vec<NodeRef<'_>> = body.descendants_it().collect();
    // Children stand behind what holds them.
    for node in nodes.iter().rev() {
        let mut balance = balances.get(&node.id).copied().unwrap_or_default();
        if node.is_text()
            && let Some(words) = key(node)
        {
            let n_chars = words.chars().count();
            if texts.contains(&words) {
                balance.kept += n_chars
            } else {
                balance.dropped += n_chars
            }
        }
        if let Some(above) = node.parent() {
            let sum = balances.entry(above.id).or_default();
            sum.kept += balance.kept;
            sum.dropped += balance.dropped;
        }
    }
    balances
}

/// The element that is the main content: the smallest that holds most of what was kept, or the
/// main element or article that this belongs to.
fn main_part<'p>(body: &NodeRef<'p>, balances: &HashMap<NodeId, Balance>) -> NodeRef<'p> {
    let kept = |node: &NodeRef<'_>| balances.get(&node.id).map_or(0, |balance| balance.kept);
    let least = MAIN_SHARE * kept(body) as f64;
    let mut main = *body;
    while let Some(part) = main
        .element_children()
        .into_iter()
        .find(|part| kept(part) > 0 && kept(part) as f64 >= least)
    {
        main = part;
    }
    let is_main = |node: &NodeRef<'_>| {
        node.has_name("main") || node.attr("role").is_some_and(|role| &*role == "main")
    };
    let above: Vec<NodeRef<'_>> = std::iter::once(main).chain(main.ancestors_it(None)).collect();
    let named = above.iter().find(|node| is_main(node));
    let article = || above.iter().find(|node| node.has_name("article"));
    named.or_else(article).copied().unwrap_or(main)
}

struct Restorer<'k> {
    balances: HashMap<NodeId, Balance>,
    /// The elements that were kept, by their numbers.
    places: HashMap<String, NodeRef<'k>>,
    /// In small letters.
    title: String,
}

impl<'k> Restorer<'k> {
    /// Goes through the children of an element. `last` is where what was dropped is put behind;
    /// without it, what was dropped waits for the next element that was kept. Returns where to go
    /// on.
    fn walk(
        &mut self,
        node: &NodeRef<'_>,
        mut last: Option<NodeRef<'k>>,
        waiting: &mut Vec<String>,
    ) -> Option<NodeRef<'k>> {
        let among_kept = node.element_children().iter().any(|child| {
            self.kept(child) > 0
                && child.node_name().is_some_and(|name| {
                    matches!(
                        &*name,
                        "p" | "ul" | "ol" | "pre" | "table" | "h1" | "h2" | "h3" | "h4"
                    )
                })
        });
        for child in node.element_children() {
            let balance = self.balances.get(&child.id).copied().unwrap_or_default();
            if balance.kept == 0 {
                let is_flow = among_kept || !child.has_name("aside");
                if balance.dropped > 0 && is_flow && is_matter(&child, &self.title) {
                    match last {
                        Some(place) => {
                            place.after_html(child.html());
                            last = place.next_sibling().or(last);
                        }
                        None => waiting.push(child.html().to_string()),
                    }
                }
                continue;
            }
            match self.place(&child) {
                Some(place) => {
                    for html in waiting.drain(..) {
                        place.before_html(html);
                    }
                    if balance.dropped > 0 {
                        let mut within = Vec::new();
                        self.walk(&child, None, &mut within);
                        within.into_iter().for_each(|html| place.append_html(html));
                    }
                    last = Some(place);
                }
                None => last = self.walk(&child, last, waiting),
            }
        }
        last
    }

    fn kept(&self, node: &NodeRef<'_>) -> usize {
        self.balances.get(&node.id).map_or(0, |balance| balance.kept)
    }

    /// The element in what was kept; the paragraph around it, where cleaning has made one.
    fn place(&self, node: &NodeRef<'_>) -> Option<NodeRef<'k>> {
        let mut place = *self.places.get(&*node.attr(PLACE)?)?;
        while let Some(above) =
            place.parent().filter(|above| above.has_name("p") && !above.has_attr(PLACE))
        {
            place = above;
        }
        Some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Restores what a cleaning that drops `selector` drops.
    fn read(html: &str, selector: &str) -> String {
        let page = Document::from(html);
        let original = Original::of(&page);
        page.select(selector).remove();
        let body = page.body().expect("a body");
        original.restore_into(&body, "The park");
        assert!(!body.html().contains(PLACE));
        body.md(None).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn matter_is_back_in_its_place() {
        let page = "<main><h1>The park</h1><aside>It was a moor until 1801.</aside><p>It lies in the north.</p>\
                    <div class=x>Its gate is shut at night.</div><section><p>It has a pond.</p></section>\
                    <ul><li><a href=a>Swans</a> are fed by the warden in winter.</li></ul></main>";
        assert_eq!(
            read(page, "aside, .x, ul, h1"),
            "It was a moor until 1801. It lies in the north. Its gate is shut at night. It has a pond. - [Swans](a) are fed by the warden in winter."
        );
    }

    #[test]
    fn what_is_no_matter_stays_out() {
        let page = "<main><p>It lies in the north.</p><p>It has a pond.</p><nav class=x>We are here for you.</nav>\
                    <div class='x newsletter'>Get the news of the park every day.</div>\
                    <ul class=x><li><a href=a>The bridge has been closed.</a></li></ul>\
                    <form class=x>Tell us what you think.<input></form><div class=x hidden>You cannot see this.</div></main>\
                    <div class=x>All the parks of the town are ours.</div>";
        assert_eq!(read(page, ".x"), "It lies in the north. It has a pond.");
    }
}
