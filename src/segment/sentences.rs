//! Sentence boundaries: wherever a sentence may end, by Unicode (UAX #29) and by what else stands
//! behind a stop, and passes that merge what does not belong apart. Knows initials, abbreviations,
//! brackets, quotations, footnote marks and lists within a line.

mod bounds;
mod quotations;
mod enumerations;
mod exclaimed;
mod stops;
mod joins;

use std::ops::Range;

pub use enumerations::Beginning;

/// The sentences of a text without line breaks: byte ranges in order, without outer white space,
/// never empty.
pub fn split(plain: &str) -> Vec<Range<usize>> {
    split_behind(plain, Beginning::Text)
}

/// The same for a text that perhaps began with the mark of a list's item.
pub fn split_behind(plain: &str, beginning: Beginning) -> Vec<Range<usize>> {
    let held = Held::of(plain, beginning);
    let mut ends = bounds::boundaries(plain);
    ends.extend(held.marks.iter().map(|mark| mark.start));
    ends.sort_unstable();
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    // Whether a letter stands between the start and here. A sentence may be long, with many
    // boundaries that do not end it: it is not looked at anew for each.
    let (mut is_lettered, mut looked_to) = (false, 0);
    for end in ends {
        // A footnote mark may have taken the white space that ends in a later boundary. Line separators
        // are boundaries each: the last of them is enough.
        if end <= start || plain[end..].starts_with(char::is_whitespace) {
            continue;
        }
        start += plain[start..end].len() - plain[start..end].trim_start().len();
        let left = &plain[start..end];
        is_lettered |=
            plain[looked_to.max(start)..end.max(looked_to)].contains(char::is_alphabetic);
        looked_to = end;
        let goes_on =
            || held.holds(end) || joins::belong_together(left, is_lettered, &plain[end..]);
        if end < plain.len() && !held.begins_item(end) && goes_on() {
            continue;
        }
        is_lettered = false;
        let trimmed = left.trim();
        if !trimmed.is_empty() {
            let from = start + (left.len() - left.trim_start().len());
            sentences.push(from..from + trimmed.len());
        }
        start = end;
    }
    sentences
}

/// What the text as a whole says of its boundaries.
struct Held {
    /// The marks of lists within the line: a sentence begins at each, and none ends within or right
    /// behind it.
    marks: Vec<Range<usize>>,
    /// Short quotations, in which no sentence ends.
    quotations: Vec<Range<usize>>,
    /// Where a name's exclamation mark ends nothing, each with the space behind.
    names: Vec<usize>,
}

impl Held {
    fn of(plain: &str, beginning: Beginning) -> Held {
        Held {
            marks: enumerations::marks(plain, beginning),
            quotations: quotations::quotations(plain),
            names: exclaimed::names(plain),
        }
    }

    fn begins_item(&self, at: usize) -> bool {
        self.marks.binary_search_by_key(&at, |mark| mark.start).is_ok()
    }

    /// Whether the text goes on at this boundary, whatever stands beside it.
    fn holds(&self, at: usize) -> bool {
        let last_before = |ranges: &[Range<usize>]| {
            ranges[..ranges.partition_point(|range| range.start < at)].last().cloned()
        };
        // One space stands behind a mark.
        last_before(&self.marks).is_some_and(|mark| at <= mark.end + 1)
            || last_before(&self.quotations).is_some_and(|quotation| at < quotation.end)
            || self.names.binary_search(&at).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentences: &[&str]) {
        let text = sentences.join(" ");
        assert_eq!(
            split(&text).into_iter().map(|range| &text[range]).collect::<Vec<_>>(),
            sentences
        );
    }

    #[test]
    fn initials_and_titles_end_no_sentence() {
        check(&[
            "The keeper D.A. Olsen came in 2015.",
            "He met Mr. Chun and N. P. Sturm.",
            "They talked.",
        ]);
        check(&["Н. П. Орлов и Д.В. Волков написали книгу.", "Она вышла им. Горького."]);
    }

    #[test]
    fn numbers_pages_and_countries_end_no_sentence() {
        check(&[
            "The share is 0,1% (Jones, 2012, p. 97).",
            "In the U.S. Congress it was 132.7 million.",
            "It fell.",
        ]);
        check(&["See vol. 3, no. 2 for more.", "He said no.", "The rest agreed."]);
        check(&["Договор подписан в 2016 г. Норвегией и Данией.", "В 2017 г. он вступил в силу."]);
        check(&["It was shipped to the U.S.", "The yard closed later."]);
    }

    #[test]
    fn abbreviations_of_letters_hold_together() {
        check(&["Der Turm wurde z. B. von Maurern gebaut.", "Er steht."]);
    }

    #[test]
    fn a_sentence_of_abbreviations_takes_no_longer_than_its_length() {
        let since = std::time::Instant::now();
        split(&"( A. B. ".repeat(200_000));
        split(&"! ".repeat(500_000));
        for run in [")", "\u{201d}", " )", "]\u{a0}", "\u{2028}", "\u{2029} "] {
            split(&format!("He came.{}", run.repeat(300_000)));
        }
        assert!(since.elapsed().as_secs() < 20, "some 2 MB");
    }

    #[test]
    fn a_footnote_mark_belongs_to_its_sentence() {
        check(&["In 1994, it joined the ARF.⁶", "It grew.[12]", "That was all."]);
        check(&["“We can expect more,\" he said.", "\"However, it is hard.\"", "So they left."]);
    }

    #[test]
    fn a_line_separator_behind_a_footnote_mark_is_no_sentence() {
        for space in ["\u{2028}", "\u{2029}", "\u{85}"] {
            assert_eq!(
                split(&format!("They met at the forum.⁶{space} {space} In 1995 they met again."))
                    .len(),
                2
            );
        }
    }

    #[test]
    fn a_bracket_is_not_cut() {
        check(&["It was reached (see Brandt et al. 2010. Later it fell) in the end.", "Next."]);
    }

    #[test]
    fn a_time_of_day_ends_a_sentence_before_what_is_no_part_of_it() {
        check(&["The ferry leaves at 7 p.m. on Sundays.", "It waits for nobody."]);
        check(&["The ferry had left by 7 P.M.", "Fishermen slept at the quay.", "It rained."]);
        check(&["The ferry had left by 7 p.m. Monday and came at 8 a.m. Eastern time."]);
        check(&["At 7 a.m. Mrs. Holm rang the bell.", "They took the 8 p.m. Express."]);
    }

    #[test]
    fn countries_and_units_end_a_sentence_before_a_word_that_opens_one() {
        check(&["The old tower was sold to the U.S.", "Thousands came to see it."]);
        check(&["The old tower was sold to the U.S. Navy in May.", "However, it fell."]);
        check(&["He never saw the U.S.A.", "I told him so."]);
        check(&[
            "Купили лодки, сети, якоря и т. д.",
            "Маяк построили за 5 тыс. руб.",
            "Порт закрыли.",
        ]);
        check(&["Лодка, т. е. ялик, стоила 3 руб. серебром.", "Её продали."]);
        check(&["See vol. IV for the tower of N°. 12.40.7.", "He said no.", "I agreed."]);
        check(&["They sailed from Duluth, Minn. Governor Holm stayed.", "It fell."]);
    }

    #[test]
    fn a_letter_before_a_word_that_opens_a_sentence_is_no_initial() {
        check(&["Only two were left, she and I.", "Did you see Ulf I. Holm?"]);
        check(&["The sailors lacked vitamin C.", "It was found in lemons."]);
        check(&["The letter came from K. An and Y. He.", "They had sailed."]);
        check(&["Имя носил порт Б.", "Он закрылся."]);
    }

    #[test]
    fn an_enumeration_is_cut_at_its_marks() {
        check(&["(i) Lower the boat.", "(ii) Cut the rope.", "(iii) Row away."]);
        check(&["Do as told.", "a) lower the boat.", "b) cut the rope."]);
        check(&["It is open to (a) keepers, (b) sailors and (c) pilots.", "See rule (d) above."]);
        let text = "Lower the boat 2.) Cut the rope";
        let found = split_behind(text, Beginning::BehindAListMark);
        assert_eq!(
            found.into_iter().map(|at| &text[at]).collect::<Vec<_>>(),
            ["Lower the boat", "2.) Cut the rope"]
        );
    }

    #[test]
    fn an_ellipsis_in_spaces_is_no_end_of_its_own() {
        check(&["The sea was . . . well . . . I cannot say.", "It rose."]);
        check(&["The old tower fell.", ". . . The keeper stayed. . . ."]);
        check(&["The old tower fell . . . .", "The keeper stayed."]);
        check(&["They never meant it....", "She left the quay.", "Wait... what?"]);
    }

    #[test]
    fn flattened_footnote_marks_belong_to_their_sentence() {
        check(&[
            "The old lighthouse was closed.3",
            "The keeper left (in May).4 5",
            "It fell.[by whom?]",
            "So it was.",
        ]);
        check(&["The new release is v2.3 and fig.4 Shows it."]);
    }

    #[test]
    fn a_short_quotation_is_not_cut() {
        check(&["“It rose. Then it fell,” he said.", "They left."]);
        check(&["\"Where is it?\" Olsen asked.", "\"Here!\"", "The crowd laughed."]);
        check(&["Он крикнул: «Живо! Отдать концы!» и ушёл.", "Все молчали."]);
        check(&["They spoke of “the tower of the north.”", "He said it was old."]);
        let long = format!("“{}” he said.", "It rose and fell. ".repeat(30).trim_end());
        assert!(split(&long).len() > 20, "too long to be quoted whole");
    }

    #[test]
    fn exclamation_marks_end_a_sentence_but_in_names() {
        check(&[
            "She sold Ahoy! to a bank.",
            "Then Ahoy! Boats was closed.",
            "Ahoy!",
            "It was over?!",
            "Yes!!",
        ]);
        check(&["Who goes there?", "- Only the old keeper with his lamp."]);
        check(&["— Он ушёл.", "— А ты куда?", "— Спать, — сказал он."]);
        check(&["“The sea takes.” — Ulf Holm"]);
    }

    #[test]
    fn a_name_in_small_letters_or_a_number_begins_a_sentence_behind_a_word() {
        check(&[
            "The file is read at the start.",
            "lampd then lights the lamp (see above).",
            "--quiet hides it.",
        ]);
        check(&[
            "The boats came back.",
            "12 of them had no sail.",
            "Лодки вернулись в порт.",
            "12 мая начался шторм.",
        ]);
        check(&["They met at approx. noon in dept. store no. 5, cf. below, incl. all boats."]);
        check(&["it was closed. they left for good."]);
    }

    #[test]
    fn what_looks_back_and_ahead_takes_no_longer_than_its_length() {
        let since = std::time::Instant::now();
        for piece in [
            "“ ",
            "” ",
            "' ",
            "\"a. ",
            "(i) ",
            "1. A 2. ",
            "a. b. ",
            ".[",
            ".\"",
            ". . . ",
            "Ahoy! ",
            "A. ",
            "word.1 2 ",
            "? - ",
            "etc. ",
        ] {
            split(&piece.repeat(1_000_000 / piece.len()));
        }
        assert!(since.elapsed().as_secs() < 20, "some 15 MB");
    }
}
