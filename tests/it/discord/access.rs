//! Who sees and does what: one table of everybody by everything that the bot has, and three documents
//! of which not everybody may see each. A command, an option that is completed, or a kind of control
//! without a row fails the test.

mod harbours;
mod acts;
mod forged;
mod replayed;

use std::collections::{BTreeMap, BTreeSet};

use fake_discord::Interacting;
use fake_discord::id::Id;
use fake_discord::id::marker::InteractionMarker;
use serde_json::Value;
use verbatim::discord::control::Control;

use self::acts::acts;
use self::harbours::{Harbours, Who};

/// What each sees: which of the documents `open`, `closed` (which their channel may not quote) and `own`
/// (which was added to the first server); and which phrases say why nothing more.
///
/// - `member`, `manager`: of the first server, in channels where two of the three documents are chosen
/// - `there`, `their manager`: the same people's like on another server
/// - `direct`: somebody in a direct message
/// - `unserved`: a manager of a server that is none of VERBATIM_SERVERS
/// - `bot`: a bot on the first server, which Discord lets use nothing
const TABLE: &str = include_str!("access/table.txt");

/// Whom a row is for, in the order of the columns.
const COLUMNS: [Who; 7] = [
    Who::Member,
    Who::Manager,
    Who::There,
    Who::TheirManager,
    Who::Direct,
    Who::Unserved,
    Who::Bot,
];

/// The table by the names of its rows.
fn table() -> BTreeMap<&'static str, Vec<&'static str>> {
    let rows = TABLE.lines().filter(|line| line.contains('|')).skip(1).map(|line| {
        let mut cells = line.split('|').map(str::trim);
        (cells.next().unwrap_or_default(), cells.collect())
    });
    rows.collect()
}

/// All that somebody can use, by the bot's own lists.
fn all(harbours: &Harbours) -> BTreeSet<String> {
    let mut all: BTreeSet<String> =
        Control::kinds().map(|kind| kind.to_lowercase().replace('_', " ")).collect();
    all.insert("a modal".to_owned());
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    for command in harbours.bot.discord.commands() {
        let name = text(&command["name"]);
        if command["type"] != 1 {
            all.insert(name);
            continue;
        }
        let options = list(&command["options"]);
        let parts: Vec<&Value> = options.iter().filter(|option| option["type"] == 1).collect();
        let mut named = vec![(format!("/{name}"), options.clone())];
        if !parts.is_empty() {
            let part = |part: &&Value| {
                (format!("/{name} {}", text(&part["name"])), list(&part["options"]))
            };
            named = parts.iter().map(part).collect();
        }
        for (name, options) in named {
            let completed = options.iter().filter(|option| option["autocomplete"] == true);
            all.extend(completed.map(|option| format!("{name} {}…", text(&option["name"]))));
            all.insert(name);
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_and_does_what_the_table_says_and_nothing_has_no_row() {
    let harbours = Harbours::ready().await;
    let table = table();
    let rows: BTreeSet<String> = table.keys().map(ToString::to_string).collect();
    assert_eq!(all(&harbours), rows, "what the bot has, and the rows of the table");
    let mut found: BTreeMap<(&str, usize), String> = BTreeMap::new();
    let mut unanswered: Vec<Id<InteractionMarker>> = Vec::new();
    // Who may change things comes last, and takes away a document at the end.
    let mut order: Vec<usize> = (0..COLUMNS.len()).filter(|column| *column != 1).collect();
    order.push(1);
    for column in order {
        if column == 1 {
            harbours.is_as_it_was();
        }
        let last = |row: &&str| *row == "/library remove";
        let rows =
            table.keys().filter(|row| !last(row)).chain(table.keys().filter(|row| last(row)));
        for row in rows {
            let mut seen: Vec<&str> = Vec::new();
            for act in acts(row, &harbours) {
                let id = harbours.does(COLUMNS[column], act);
                if *row == "a modal" {
                    unanswered.push(id);
                    seen.push("silence");
                } else {
                    seen.extend(harbours.sees(id).await);
                }
            }
            seen.sort_unstable();
            seen.dedup();
            found.insert((row, column), seen.join(" "));
        }
    }
    let wrong = table.iter().flat_map(|(row, cells)| {
        let found = &found;
        let width = COLUMNS.len();
        (0..width).filter_map(move |column| {
            let expected = cells.get(column).copied().unwrap_or("(no cell)");
            let seen = &found[&(*row, column)];
            (seen != expected)
                .then(|| format!("{row}, {:?}: {expected:?}, but {seen:?}", COLUMNS[column]))
        })
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n"), drawn(&table, &found));
    for id in unanswered {
        let is_its = |one: &fake_discord::Request| one.path.contains(&id.to_string());
        assert!(!harbours.bot.discord.requests().iter().any(is_its), "{id}");
    }
    harbours.stop().await;
}

/// The table as it was found.
fn drawn(
    table: &BTreeMap<&'static str, Vec<&'static str>>,
    found: &BTreeMap<(&str, usize), String>,
) -> String {
    let row = |row: &&str| {
        let cells = (0..COLUMNS.len()).map(|column| format!(" | {}", found[&(*row, column)]));
        format!("{row}{}\n", cells.collect::<String>())
    };
    table.keys().map(row).collect()
}

/// Somebody presses or chooses something that is no button of a message.
fn forged(custom_id: &str, on: Id<fake_discord::id::marker::MessageMarker>) -> Interacting {
    Interacting::press_forged(custom_id, on)
}
