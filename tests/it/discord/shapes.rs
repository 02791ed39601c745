//! Quotes that are more than sentences: code, rows, items, admonitions, answers to questions. They
//! look as they were reviewed, and a button brings them back as they were and nothing besides.

use std::path::Path;

use fake_discord::{FakeDiscord, Interacting};
use verbatim::answer::{Outcome, Piece, QuoteReference, Shown, answer, restore};
use verbatim::corpus::{Scope, Shelf};
use verbatim::discord::render::{Audience, Frame, Surface, render};
use verbatim::document::ByteRange;
use verbatim::phrases::{Language, Phrases};
use verbatim::question::Question;
use verbatim::reply;

use super::asking;
use crate::bot::{Bot, painted, record_documents, response};

pub const HANDBOOK: &str = r#"# Station handbook

## Lamps

### Starting the lamp

To start the lamp by hand, run this as the keeper:

```sh
lamp --start \
  --colour "white"   # never `red`

lamp --status
```

### Signals

| Signal | Meaning for ships | Rule |
|---|---|---|
| Two *long* blasts | The channel is **closed** | 14 |
| One short blast | A pilot is on the way | |

## The boat

What the rescue boat always carries:

- four oars of [ash](https://example.org/ash)
- a compass with `two` needles
- blankets for twelve

!!! warning "Before you launch"

    Never launch the boat while the ebb runs over the bar.

**Crew:** six rowers and a helmsman
**Range:** nine miles in fair weather
"#;

const VISITORS: &str = "# Questions that visitors ask

## May I climb the *tower*?

Visitors climb the tower on Sundays between ten and four.

## Is there a ferry?

The ferry leaves from the east pier every hour.
";

const ASKED: [(&str, &str); 6] = [
    ("code", "how do I start the lamp by hand?"),
    ("row", "what do two long blasts mean?"),
    ("list", "oars of ash and compass with two needles"),
    ("admonition", "when may the boat not be launched?"),
    ("asked_question", "may I climb the tower?"),
    ("line", "what is the range of the boat?"),
];

fn lay_out(seeds: &Path) {
    std::fs::write(seeds.join("handbook.md"), HANDBOOK).expect("written");
    std::fs::write(seeds.join("visitors.md"), VISITORS).expect("written");
    record_documents(seeds);
}

#[tokio::test(flavor = "multi_thread")]
async fn quotes_of_every_shape_look_as_they_were_reviewed() {
    let (seeds, data) = (
        tempfile::tempdir().expect("a temporary folder"),
        tempfile::tempdir().expect("a temporary folder"),
    );
    lay_out(seeds.path());
    let bot = Bot::start_with(FakeDiscord::start().await, seeds.path().to_path_buf(), data);
    bot.discord.ready().await;
    bot.discord.registered("ask").await;
    let people = [bot.discord.world().owner, bot.discord.world().other];
    for (at, (shape, question)) in ASKED.into_iter().enumerate() {
        let asked = Interacting::slash("ask", asking(question)).by(people[at % 2]);
        bot.discord.interact(asked);
        insta::assert_snapshot!(
            format!("quote_of_{shape}"),
            painted(&response(&bot.discord).await)
        );
    }
    bot.stop().await;
}

fn first_quote(question: &str, shelf: &Shelf) -> Shown {
    let answer = answer(&Question::new(question), &Scope::All, shelf, 1).expect("no damage");
    match answer.outcome {
        Outcome::Answered(mut quotes) => quotes.remove(0),
        Outcome::NothingFound { .. } => panic!("nothing found: {question}"),
    }
}

/// The quote as a page of its own.
fn page(shown: &Shown) -> String {
    let phrases = Phrases::built_in();
    let voice = phrases.voice(Language::English);
    let parts: Vec<_> = reply::quote_parts(std::slice::from_ref(shown), voice).collect();
    let frame = Frame {
        surface: Surface::Embed,
        voice,
        owner: None,
        audience: Audience::Channel,
        answer: None,
    };
    render(&reply::Reply { parts, offers: Vec::new() }, frame).text().to_owned()
}

#[test]
fn a_button_brings_back_a_quote_with_its_pieces_and_its_lead() {
    let seeds = tempfile::tempdir().expect("a temporary folder");
    lay_out(seeds.path());
    let library = crate::world::library(seeds.path());
    let shelf = library.shelf();
    let mut kinds = Vec::new();
    for (_, question) in ASKED {
        let shown = first_quote(question, &shelf);
        let again = restore(&shown.reference(), &Scope::All, &shelf).expect("no damage");
        let again = again.unwrap_or_else(|| panic!("gone: {question}"));
        assert_eq!(again.pieces, shown.pieces);
        assert_eq!(
            again.lead.as_ref().map(|lead| lead.parts().to_vec()),
            shown.lead.as_ref().map(|lead| lead.parts().to_vec())
        );
        assert_eq!(page(&again), page(&shown));
        kinds.extend(shown.pieces.iter().map(|piece| match piece {
            Piece::Prose(_) => "prose",
            Piece::Line(_) => "line",
            Piece::Item(_) => "item",
            Piece::Code { .. } => "code",
            Piece::Row { .. } => "row",
        }));
    }
    for kind in ["prose", "line", "item", "code", "row"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
}

/// Between units stands what is none: a comment, a heading, the marks of lists and tables, a link's
/// address, a fence, a picture.
const BETWEEN: &str = "The keeper's list:

- oars of [ash](unseen-address)

<!-- unseen comment -->

- a **horn** ![unseen picture](x.png)

## Unseen heading

| Sign | Use |
|---|---|
| horn | fog |
| bell | ice |

```unseen
ring --twice
```
";

#[test]
fn a_forged_reference_to_markup_between_units_shows_none_of_it() {
    let seeds = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(seeds.path().join("list.md"), BETWEEN).expect("written");
    let library = crate::world::library(seeds.path());
    let shelf = library.shelf();
    let honest = first_quote("oars of ash", &shelf).reference();
    let (mut n_shown, mut n_over_comment) = (0, 0);
    for start in 0..BETWEEN.len() {
        for end in start + 1..=BETWEEN.len() {
            let reference = QuoteReference {
                parts: vec![ByteRange::new(start, end)],
                highlights: vec![ByteRange::new(start, end)],
                ..honest.clone()
            };
            let Some(shown) = restore(&reference, &Scope::All, &shelf).expect("no damage") else {
                continue;
            };
            n_shown += 1;
            n_over_comment += usize::from(BETWEEN[start..end].contains("<!--"));
            let page = page(&shown);
            let quoted: Vec<&str> =
                page.lines().take_while(|line| line.starts_with("> ")).collect();
            // Code names its language in the fence, which nobody reads.
            let words = quoted.iter().filter(|line| !line.starts_with("> ```"));
            let words: String = words.copied().collect::<Vec<_>>().join("\n");
            assert!(!words.to_lowercase().contains("unseen"), "{start}..{end} shows {page}");
            let bare = |c: char| c.is_whitespace() || "><*-".contains(c);
            assert!(!words.chars().all(bare), "{start}..{end} shows {page}");
            for sign in ["](", "<", "|", "![", "****", "[…"] {
                assert!(!words.contains(sign), "{start}..{end} shows {page}");
            }
        }
    }
    assert!(n_shown > 200 && n_over_comment > 20, "{n_shown}, {n_over_comment}");
}
