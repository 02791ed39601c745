//! What may be quoted of handbooks, lists of questions and other texts that are no articles, and
//! beside each its counterpart on pages.

use super::passages;
use crate::document::{Markup, UnitKind};

/// Each unit as "[nearest heading] lead → words", the words alone where it has neither.
fn shown(text: &str, markup: Markup) -> Vec<String> {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    for passage in passages(text, markup) {
        let heading = passage.sections.last();
        for unit in &passage.units {
            let heading =
                heading.map(|range| format!("[{}] ", &text[range.as_std()])).unwrap_or_default();
            let lead = unit.lead.map(|range| format!("{} → ", words(&text[range.as_std()])));
            let parts: Vec<&str> = unit.parts.iter().map(|part| &text[part.as_std()]).collect();
            found.push(format!("{heading}{}{}", lead.unwrap_or_default(), words(&parts.join(" "))));
        }
    }
    found
}

fn plain(text: &str) -> Vec<String> {
    shown(text, Markup::Plain)
}

#[test]
fn lines_that_state_facts_are_quoted() {
    let text = "Opening times\n\nMonday to Friday: 9 to 17\nSaturday: 10 to 14\nSunday: closed\n\n\
                The mole lies behind the tower.\n";
    assert_eq!(
        plain(text),
        [
            "[Opening times] Monday to Friday: 9 to 17",
            "[Opening times] Saturday: 10 to 14",
            "[Opening times] Sunday: closed",
            "[Opening times] The mole lies behind the tower.",
        ]
    );
    let kinds: Vec<UnitKind> = passages(text, Markup::Plain)
        .iter()
        .flat_map(|passage| passage.units.iter().map(|unit| unit.kind))
        .collect();
    assert_eq!(kinds[..3], [UnitKind::Field; 3]);
    // The same days at two piers are no speakers.
    let twice = "North pier\nMonday: 9 to 17\nSunday: closed\n\nSouth pier\nMonday: 8 to 12\nSunday: closed\n";
    assert_eq!(plain(twice).len(), 4);
    assert_eq!(
        plain("Rules\nFees:\nBerth: 20 crowns\nShower: 2 crowns\nKeys\nThe key hangs here.\n")[..2],
        ["[Rules] Berth: 20 crowns", "[Rules] Shower: 2 crowns"]
    );
    assert_eq!(plain("Hours\n\nMon-Fri 9-17\nSat 10-14\nSun closed\n").len(), 3);
}

#[test]
fn records_of_pages_and_files_are_no_facts() {
    for text in [
        "Tide tables\nWritten by: Ada Ito\nPlace: Varna\nDate: 3 May 2031\n\nThe tide was high at noon.\n",
        "The tide was high at noon.\n\nkeeper_9\nOld salt\nJoined: Feb 2031\nMessages: 38\n",
        "The tide was high at noon.\n\nTart\nTime: 35 mins\nServings: 6\nRate it:  ☆ ☆ ☆\n",
        "The tide was high at noon.\n\nREAD MORE\nBoats: the new pier stays closed\nCrane: it turns again\n",
    ] {
        let found = plain(text);
        assert_eq!(found.len(), 1, "{found:?}");
    }
}

#[test]
fn a_question_leads_to_its_answer_and_never_is_one() {
    let labelled = "Q: Who mends the oars?\nA: Bring them to Ole on Tuesday.\n\nQ: And the sails?\nA: Nobody.\n";
    assert_eq!(
        plain(labelled),
        ["Who mends the oars? → Bring them to Ole on Tuesday.", "And the sails? → Nobody."]
    );
    assert_eq!(
        plain("Вопрос: Где взять ключ?\nОтвет: У сторожа башни.\n"),
        ["Где взять ключ? → У сторожа башни."]
    );
    let lines = "Help\n\nWhen does the light burn?\nFrom dusk to dawn.\n\nHow deep is the basin?\n\n4 metres\n";
    assert_eq!(
        plain(lines),
        [
            "[Help] When does the light burn? → From dusk to dawn.",
            "[Help] How deep is the basin? → 4 metres",
        ]
    );
    let page = "## Help\n\n**Q:** Who rings the bell?  \n**A:** The night watch.\n\n\
                **Who feeds the cat?**\n\nThe keeper does.\n\nWho was it?  \nThe cook.\n";
    assert_eq!(
        shown(page, Markup::Page),
        [
            "[Help] Who rings the bell? → The night watch.",
            "[Help] Who feeds the cat? → The keeper does.",
            "[Help] Who was it? → The cook.",
        ]
    );
    assert_eq!(
        shown("Q: Who rings the bell?\nA: The night watch.\n", Markup::Markdown),
        ["Who rings the bell? → The night watch."]
    );
}

#[test]
fn speakers_and_questions_of_a_story_stay_as_they_are() {
    let interview = "ITO: When did you come?\nHALE: In May, with two bags.\nITO: And the lamp?\nHALE: It was dark then.\n";
    assert_eq!(plain(interview)[0], "[ITO] When did you come?");
    let story = "“Who lit the lamp?”\n\nNobody said a word about it.\n";
    assert_eq!(plain(story).len(), 2);
    let poll = "Nobody came to the pier.\n\nWhich lamp is best?\nThe red one\n33 (31%)\nThe green one\n21 (20%)\n";
    assert_eq!(plain(poll), ["Nobody came to the pier."]);
    let list = "What do I bring?\n- a rope\n- two lamps\n";
    assert_eq!(plain(list), ["What do I bring? → a rope", "What do I bring? → two lamps"]);
}

#[test]
fn a_list_of_plain_text_knows_what_introduces_it() {
    let text = "Closing\n\nTo close the hut, do this:\n- Turn off the gas.\n- Hang up the key.\n\nYou need:\n1. a rope\n2. tar\n";
    assert_eq!(
        plain(text),
        [
            "[Closing] To close the hut, do this:",
            "[Closing] To close the hut, do this: → Turn off the gas.",
            "[Closing] To close the hut, do this: → Hang up the key.",
            "[Closing] You need: → a rope",
            "[Closing] You need: → tar",
        ]
    );
    let nested =
        "Bring this with you:\n- two ropes:\n    - one of hemp\n    - one of wire\n- tar\n";
    let found = plain(nested);
    assert!(found.contains(&"two ropes: → one of wire".to_owned()), "{found:?}");
    assert!(found.contains(&"Bring this with you: → tar".to_owned()), "{found:?}");
}

#[test]
fn a_menu_is_none_and_facts_in_a_list_are_some() {
    let plan = "Plan\n\n- New pontoon in April\n- Dredging in June\n- Budget: 240 crowns\n";
    assert_eq!(plain(plan).len(), 3);
    let menu =
        "The mole is old and grey.\n\n* Home\n* Boats\n* About us\n\nThe crane is new and red.\n";
    assert_eq!(plain(menu).len(), 2);
    let contents = "IN HERE\n* A roof at last\n* The oar from the attic\n\nA ROOF AT LAST\n\nIt is new and dry.\n\n\
                    THE OAR FROM THE ATTIC\n\nIt is old and bent.\n";
    assert_eq!(plain(contents).len(), 2);
    let links = "## Lights\n\n- [Varna](/a): the oldest light, built in 1863\n- [Mole](/b) – burns gas\n\n\
                 Lamps burn in June.\n\n- [Home](/c)\n- [Boats](/d)\n- [News of the year 2031](/e)\n";
    assert_eq!(
        shown(links, Markup::Page),
        [
            "[Lights] [Varna](/a): the oldest light, built in 1863",
            "[Lights] [Mole](/b) – burns gas",
            "[Lights] Lamps burn in June.",
        ]
    );
}

#[test]
fn indented_lines_are_code_and_head_nothing() {
    let text = "Pumps\n\nThe pump is started like this:\n\n    start pump\n      slowly\n\nIt stops by itself.\n";
    let found = passages(text, Markup::Plain);
    let code = found.iter().flat_map(|passage| &passage.units).find(|u| u.kind == UnitKind::Code);
    let code = code.expect("a piece of code");
    assert_eq!(&text[code.parts[0].as_std()], "start pump\n      slowly");
    assert!(found.iter().any(|passage| !passage.hidden.is_empty()), "the common indent");
    assert_eq!(plain(text).last().map(String::as_str), Some("[Pumps] It stops by itself."));
    for heading in ["$ lift --all", "import lamps", "— Ada Ito, May 2031"] {
        let text = format!("Pumps\n\nThey are old and loud.\n\n{heading}\n\nThey stop at noon.\n");
        assert_eq!(plain(&text)[1], "[Pumps] They stop at noon.", "{heading}");
    }
    let quoted = "The rule says:\n\n    Nobody may enter the yard\n    without a lamp.\n\nIt is an old one.\n";
    let kinds: Vec<UnitKind> = passages(quoted, Markup::Plain)
        .iter()
        .flat_map(|passage| passage.units.iter().map(|unit| unit.kind))
        .collect();
    assert!(!kinds.contains(&UnitKind::Code), "{kinds:?}");
}

#[test]
fn underlined_lines_are_headings_with_their_depth() {
    let text = "Pumps\n=====\n\nStarting\n--------\n\nPull the red lever.\n\nStopping\n--------\n\nPush it back.\n";
    let sections: Vec<usize> =
        passages(text, Markup::Plain).iter().map(|passage| passage.sections.len()).collect();
    assert_eq!(sections, [2, 2]);
    assert_eq!(plain(text)[1], "[Stopping] Push it back.");
    let ruled = "It was built of oak.\n--------------------\n\nIt burned down.\n";
    assert_eq!(plain(ruled).len(), 2);
}

#[test]
fn whole_sentences_stand_under_any_heading_and_scraps_do_not() {
    for heading in ["Contents", "Comments", "Notes", "Related", "Licence"] {
        let text = format!(
            "The hut is old and dry.\n\n{heading}\n\nThe chest was mended in 2031 by Ole.\n"
        );
        assert_eq!(plain(&text).len(), 2, "{heading}");
    }
    let sources = "The hut is old and dry.\n\nReferences\n\nThe hut in winter, Varna, Mole Press 2031, and what became of it in the years of the long frost that followed\n";
    assert_eq!(plain(sources).len(), 1);
    let related = "The hut is old and dry.\n\nRelated\n\n- Why the new pier stays closed to boats\n- The crane that turns again\n";
    assert_eq!(plain(related).len(), 1);
}

#[test]
fn what_is_said_twice_is_quoted_once() {
    let text = "Pump\n\nTurn off the gas first.\n\nThen go down.\n\nStove\n\nTurn off the gas first.\n\nThe rest is easy.\n";
    assert_eq!(plain(text).iter().filter(|line| line.contains("gas")).count(), 1);
    let signed = "I have mended it.\n\nOle, the old keeper\nIt never rains for long here.\n\nThank you all for that.\n\nOle, the old keeper\nIt never rains for long here.\n";
    assert_eq!(plain(signed), ["I have mended it.", "Thank you all for that."]);
}

#[test]
fn a_contact_at_the_head_makes_no_paper_of_a_handbook() {
    let text = "Hut rules\n\n© 2031 Old Mole\n\nThe stove is lit at six.\n\nWrite to ole@mole.example if it is cold.\n\n\
                mail@mole.example\n\nhttps://mole.example/rules/of/the/hut\n\nThe door stays shut.\n";
    assert_eq!(plain(text).len(), 3);
}

#[test]
fn hostile_texts_take_no_longer_than_their_length() {
    let since = std::time::Instant::now();
    for text in [
        "- a\n".repeat(200_000),
        "  - a: 1\n\n".repeat(100_000),
        "a: 1\n".repeat(200_000),
        "    x --y\n".repeat(200_000),
        "x:\n\n    y\n\n".repeat(60_000),
        "```\n".repeat(200_001),
        "Q: a?\nA: b.\n".repeat(100_000),
        "a b c?\n".repeat(100_000),
        "- a b c?\n".repeat(100_000),
        "ab\n==\n".repeat(100_000),
        "a: 1 ".repeat(200_000),
    ] {
        passages(&text, Markup::Plain);
    }
    for text in ["a: 1  \n".repeat(100_000), "**Q:** a?  \n**A:** b.  \n".repeat(50_000)] {
        passages(&text, Markup::Page);
    }
    assert!(since.elapsed().as_secs() < 60, "some 15 MB: {:?}", since.elapsed());
}

#[test]
fn a_text_without_a_full_stop_is_quoted_where_it_is_all_there_is() {
    assert_eq!(plain("The bell hangs in the old tower\n"), ["The bell hangs in the old tower"]);
    assert!(plain("Bell\n").is_empty());
    // A heading beside prose is none.
    let beside = "The bell in the tower\n\nIt hangs there since 2031.\n";
    assert_eq!(plain(beside), ["[The bell in the tower] It hangs there since 2031."]);
}

#[test]
fn a_word_among_sentences_is_one_of_them() {
    assert_eq!(
        plain("May dogs come in? No. They stay at the gate.\n"),
        ["May dogs come in?", "No.", "They stay at the gate."]
    );
    assert!(plain("No.\n").is_empty());
}

#[test]
fn sentences_of_scripts_without_spaces_are_quoted() {
    assert_eq!(
        plain("看守人住在灯塔东边。\n\n他们夜里点灯。\n"),
        ["看守人住在灯塔东边。", "他们夜里点灯。"]
    );
}

#[test]
fn terms_that_a_handbook_lists_are_quoted_and_a_notice_is_not() {
    let text = "# Licence\n\nThe charts may be used under either of\n\n- Pilots' Licence, Version 2\n- Harbour Licence\n\nat your option.\n";
    assert_eq!(shown(text, Markup::Markdown).len(), 3);
    let notice = "# Licence\n\nReleased under the pilots' licence.\n";
    assert!(shown(notice, Markup::Markdown).is_empty());
}

#[test]
fn a_label_in_bold_without_a_value_is_no_heading() {
    let text = "# Ferry\n\n**Crew** -\n\nThe ferry sails at noon.\n";
    assert_eq!(
        shown(text, Markup::Markdown),
        ["[Ferry] **Crew** -", "[Ferry] The ferry sails at noon."]
    );
}
