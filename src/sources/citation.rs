//! The citation of a document.

use super::field::CitationField;
use crate::document::{Text, front_matter};

/// What is known of one document. Absent is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Citation {
    /// Its title.
    pub title: Option<CitationField>,
    /// Its authors.
    pub authors: Authors,
    /// The outlet that published it.
    pub publisher: Option<CitationField>,
    /// The journal or book that it stands in, with volume and pages.
    pub container: Option<CitationField>,
    /// Its date: `2024`, `2024-06` or `2024-06-24`.
    pub date: Option<CitationField>,
    /// Its address on the web: http or https.
    pub url: Option<CitationField>,
    /// The language that it is written in, as a BCP 47 tag.
    pub language: Option<CitationField>,
    /// Under what licence it may be used.
    pub licence: Option<CitationField>,
}

/// The authors of a document, as a citation names them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Authors {
    /// The first of them in the order given, at most [`Authors::MOST`].
    pub named: Vec<CitationField>,
    /// Whether there are others.
    pub has_others: bool,
}

impl Authors {
    /// So many are named, as in APA style (7th edition, 9.8), so that a citation stays one.
    pub const MOST: usize = 20;

    /// The first of these.
    pub(super) fn of(authors: impl IntoIterator<Item = CitationField>) -> Authors {
        let mut authors = authors.into_iter();
        let named: Vec<CitationField> = authors.by_ref().take(Authors::MOST).collect();
        Authors { named, has_others: authors.next().is_some() }
    }
}

impl Citation {
    /// What a text says of itself at its head; a value that is over-long or no date or address is
    /// ignored.
    pub(super) fn of_head(text: &Text) -> Citation {
        let mut citation = Citation::default();
        for (key, values) in front_matter(text.as_str()) {
            let mut fields = values.into_iter().filter_map(|value| CitationField::new(&value).ok());
            match key.as_str() {
                "title" => citation.title = fields.next(),
                "author" | "authors" => citation.authors = Authors::of(fields),
                "publisher" => citation.publisher = fields.next(),
                "container" | "journal" => citation.container = fields.next(),
                "date" => citation.date = fields.next().and_then(|date| date.day().ok()),
                "url" => citation.url = fields.next().and_then(|url| url.address().ok()),
                "lang" | "language" => citation.language = fields.next(),
                "licence" | "license" => citation.licence = fields.next(),
                _ => {}
            }
        }
        citation
    }

    /// This one, and where it is silent the other.
    pub(super) fn or(self, other: Citation) -> Citation {
        Citation {
            title: self.title.or(other.title),
            authors: if self.authors.named.is_empty() { other.authors } else { self.authors },
            publisher: self.publisher.or(other.publisher),
            container: self.container.or(other.container),
            date: self.date.or(other.date),
            url: self.url.or(other.url),
            language: self.language.or(other.language),
            licence: self.licence.or(other.licence),
        }
    }
}

/// Changes when any field does that the index holds: the title, the date, the language.
pub(super) fn fingerprint(citation: &Citation) -> String {
    let held = [&citation.title, &citation.date, &citation.language];
    let words = |field: &Option<CitationField>| {
        field.as_ref().map(CitationField::to_string).unwrap_or_default()
    };
    held.map(words).join("\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::FileName;

    fn of_head(head: &str) -> Citation {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("a.md"), head).expect("written");
        let name = FileName::new("a.md").expect("a plain name");
        Citation::of_head(&Text::read(folder.path(), &name).expect("UTF-8"))
    }

    #[test]
    fn the_head_of_a_text_says_who_wrote_it_and_when() {
        let yaml = "---\ntitle: The crane\ndate: \"2021-04-03T10:00:00Z\"\nauthors: [A. Meyer, B. Kole]\n---\nText.\n";
        let toml = "+++\ntitle = 'The crane'\ndate = 2021-04-03 10:00:00+02:00\nauthors = ['A. Meyer', 'B. Kole']\n+++\nText.\n";
        for head in [yaml, toml] {
            let citation = of_head(head);
            let shown =
                |field: &Option<CitationField>| field.as_ref().map(CitationField::to_string);
            assert_eq!(shown(&citation.title).as_deref(), Some("The crane"), "{head}");
            assert_eq!(shown(&citation.date).as_deref(), Some("2021-04-03"), "{head}");
            assert_eq!(citation.authors.named.len(), 2, "{head}");
        }
    }

    #[test]
    fn a_date_without_the_form_of_one_is_unknown() {
        let citation = of_head("---\ntitle: x\ndate: last May\n---\n");
        assert_eq!(citation.date, None);
    }
}
