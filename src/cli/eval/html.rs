//! The report for a browser: the figures, and each miss beside its evidence. One file that needs
//! nothing else.

use super::tally::Tally;

/// A question that the first quote does not answer, or that got a quote where there is none.
#[derive(Debug)]
pub struct Miss {
    /// The question's name, kind and words.
    pub id: String,
    /// The kind that its author gave it.
    pub kind: String,
    /// The words.
    pub question: String,
    /// The quotes that were shown, best first: file, words, confidence, whether it hits.
    pub got: Vec<(String, String, f32, bool)>,
    /// The evidence: file, words.
    pub evidence: Vec<(String, String)>,
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}table{border-collapse:collapse}\
    td,th{border:1px solid #8888;padding:.3rem .6rem;text-align:left;vertical-align:top}.two{display:grid;grid-template-columns:1fr 1fr;gap:1rem}\
    article{border-top:1px solid #8888;margin-top:1rem}small{opacity:.7}blockquote{margin:.4rem 0;padding-left:.7rem;border-left:3px solid #8888}\
    .hit{border-color:green}@media(max-width:45rem){.two{grid-template-columns:1fr}}";

/// The report on the questions of `name`.
pub fn report(name: &str, tally: &Tally, misses: &[Miss]) -> String {
    let figures: String = tally
        .figures()
        .iter()
        .map(|(name, value)| format!("<tr><th>{name}</th><td>{value}</td></tr>\n"))
        .collect();
    let row = |(bin, (n, confidence, right)): (usize, (usize, f64, f64))| {
        format!(
            "<tr><td>{:.1} to {:.1}</td><td>{n}</td><td>{confidence:.3}</td><td>{right:.3}</td></tr>\n",
            bin as f64 / 10.0,
            (bin + 1) as f64 / 10.0
        )
    };
    let reliability: String = tally.reliability().into_iter().map(row).collect();
    let misses: String = misses.iter().map(miss).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>Answers to {name}</title>\n<style>{STYLE}</style></head>\n<body><h1>Answers to {name}</h1>\n\
         <h2>Figures</h2>\n<table>{figures}</table>\n\
         <h2>Reliability of the first quote's confidence</h2>\n\
         <table><tr><th>confidence</th><th>quotes</th><th>mean confidence</th><th>right</th></tr>\n{reliability}</table>\n\
         <h2>Misses</h2>\n{misses}</body></html>\n",
        name = escape(name)
    )
}

fn miss(miss: &Miss) -> String {
    let got: String = miss
        .got
        .iter()
        .map(|(file, words, confidence, hit)| {
            let class = if *hit { " class=\"hit\"" } else { "" };
            format!("<blockquote{class}>{}<br><small>{}, confidence {confidence:.2}</small></blockquote>\n", escape(words), escape(file))
        })
        .collect();
    let evidence: String = miss
        .evidence
        .iter()
        .map(|(file, words)| {
            format!(
                "<blockquote>{}<br><small>{}</small></blockquote>\n",
                escape(words),
                escape(file)
            )
        })
        .collect();
    let or = |list: String, none: &str| {
        if list.is_empty() { format!("<p><em>{none}</em></p>\n") } else { list }
    };
    format!(
        "<article><h3>{} <small>{} {}</small></h3>\n<div class=\"two\"><div><h4>Shown</h4>\n{}</div><div><h4>Evidence</h4>\n{}</div></div></article>\n",
        escape(&miss.question),
        escape(&miss.id),
        escape(&miss.kind),
        or(got, "nothing"),
        or(evidence, "the documents do not say")
    )
}

/// Text that does nothing in a page.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_documents_hold_does_nothing_in_the_report() {
        let miss = Miss {
            id: "1".to_owned(),
            kind: String::new(),
            question: "<script>\"&".to_owned(),
            got: vec![("a.txt".to_owned(), "<b>".to_owned(), 0.5, false)],
            evidence: Vec::new(),
        };
        let report = report("<q>", &Tally::default(), &[miss]);
        assert!(
            report.contains("&lt;script&gt;&quot;&amp;")
                && report.contains("&lt;b&gt;")
                && report.contains("Answers to &lt;q&gt;")
        );
        assert!(!report.contains("<script>") && report.contains("the documents do not say"));
    }
}
