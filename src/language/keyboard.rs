//! Letters that are typed for each other: neighbours on the keyboard, and those that sound alike.

/// Rows of keys, each a half key to the right of the one above.
const ROWS: [[&str; 3]; 2] =
    [["qwertyuiop", "asdfghjkl", "zxcvbnm"], ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"]];

/// Letters that sound alike, somewhere.
const ALIKE: &[&str] = &[
    "aeiouy",
    "ckqs",
    "szc",
    "fv",
    "mn",
    "dt",
    "bp",
    "gjk",
    "lr",
    "vw",
    "аоя",
    "еиэыю",
    "оуёею",
    "бп",
    "вф",
    "гк",
    "дт",
    "жшщ",
    "зс",
    "цс",
    "мн",
    "лр",
];

/// Whether one letter is easily typed for the other.
pub fn are_near(one: char, other: char) -> bool {
    let is_alike = |letters: &&str| letters.contains(one) && letters.contains(other);
    let place = |rows: &[&str; 3], letter: char| {
        let numbered = rows.iter().enumerate();
        numbered
            .filter_map(|(row, keys)| Some((row, keys.chars().position(|c| c == letter)?)))
            .next()
    };
    let are_neighbours = |rows: &[&str; 3]| {
        let (Some((row, key)), Some((other_row, other_key))) =
            (place(rows, one), place(rows, other))
        else {
            return false;
        };
        row.abs_diff(other_row) <= 1 && key.abs_diff(other_key) <= 1
    };
    ALIKE.iter().any(is_alike) || ROWS.iter().any(are_neighbours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_and_letters_that_sound_alike_are_near() {
        for (one, other) in [('o', 'i'), ('a', 's'), ('a', 'e'), ('c', 'k'), ('о', 'а'), ('ц', 'ы')]
        {
            assert!(are_near(one, other) && are_near(other, one), "{one}{other}");
        }
        for (one, other) in [('m', 'r'), ('w', 'b'), ('q', 'p'), ('ъ', 'й'), ('1', '2')] {
            assert!(!are_near(one, other), "{one}{other}");
        }
    }
}
