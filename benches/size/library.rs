//! A made-up library of any size whose words are as frequent as those of natural language are: a
//! few words everywhere, many hardly anywhere, some of them again and again in one document. The
//! same numbers give the same library.

use std::fs;
use std::io;
use std::path::Path;

use fastrand::Rng;

/// Passages of a document where nothing else is asked for.
pub const N_PASSAGES: usize = 10;
/// Documents of a folder.
const N_FILES: usize = 1000;
/// Different words.
const N_WORDS: usize = 300_000;
/// Probability falls with the rank r as 1 / (r + Q)^S (Mandelbrot 1953; exponents around 1.1 are
/// found for English).
const Q: f64 = 2.7;
const S: f64 = 1.07;
/// Words that a document is about, and how often one of them takes the place of another word.
const N_TOPICS: usize = 25;
const TOPIC_SHARE: f64 = 0.12;
/// How often a word is a name (two words with capitals), and a number.
const NAME_SHARE: f64 = 0.02;
const NUMBER_SHARE: f64 = 0.03;

/// The most frequent words: those that hold sentences together.
const FUNCTION_WORDS: &[&str] = &[
    "the", "of", "and", "to", "in", "a", "is", "was", "for", "on", "that", "with", "as", "by",
    "it", "at", "from", "were", "are", "this", "which", "be", "had", "or", "not", "an", "but",
    "they", "their", "has", "its", "been", "he", "she", "his", "her", "there", "when", "who",
    "than", "more", "into", "after", "before", "all", "one", "two", "no", "only", "other", "over",
    "under", "between", "about",
];

/// Draws words by their frequency.
pub struct Words {
    /// Passages of each document.
    n_passages: usize,
    words: Vec<String>,
    /// The sum of probabilities up to each word.
    up_to: Vec<f64>,
}

impl Words {
    /// The vocabulary, for documents of so many passages.
    pub fn new(n_passages: usize) -> Words {
        let mut random = Rng::with_seed(1);
        let mut words: Vec<String> = FUNCTION_WORDS.iter().map(|word| (*word).to_owned()).collect();
        let mut known: std::collections::HashSet<String> = words.iter().cloned().collect();
        while words.len() < N_WORDS {
            let n_syllables = 2
                + usize::from(words.len() > 300) * random.usize(0..2)
                + usize::from(words.len() > 20_000);
            let word: String = (0..n_syllables).map(|_| syllable(&mut random)).collect();
            if known.insert(word.clone()) {
                words.push(word);
            }
        }
        let mut sum = 0.0;
        let up_to = (0..words.len())
            .map(|rank| {
                sum += 1.0 / (rank as f64 + 1.0 + Q).powf(S);
                sum
            })
            .collect();
        Words { n_passages, words, up_to }
    }

    fn any(&self, random: &mut Rng) -> &str {
        let at = random.f64() * self.up_to[self.up_to.len() - 1];
        &self.words[self.up_to.partition_point(|up_to| *up_to < at).min(self.words.len() - 1)]
    }

    /// The passages of a document.
    pub fn document(&self, number: usize) -> Vec<String> {
        let mut random = Rng::with_seed(number as u64 + 1000);
        let topics: Vec<&str> =
            (0..N_TOPICS).map(|_| &*self.words[random.usize(300..self.words.len())]).collect();
        (0..self.n_passages)
            .map(|_| {
                (0..random.usize(3..6))
                    .map(|_| self.sentence(&topics, &mut random))
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    }

    fn sentence(&self, topics: &[&str], random: &mut Rng) -> String {
        let mut sentence = String::new();
        for at in 0..random.usize(9..34) {
            if at > 0 {
                sentence.push_str(if random.f64() < 0.06 { ", " } else { " " });
            }
            match random.f64() {
                share if share < NUMBER_SHARE => {
                    sentence.push_str(&random.usize(1500..2030).to_string())
                }
                share if share < NUMBER_SHARE + NAME_SHARE => {
                    let first = self.words[random.usize(1000..9000)].clone();
                    sentence.push_str(&format!(
                        "{} {}",
                        capital(&first),
                        capital(topics[random.usize(0..topics.len())])
                    ));
                }
                share if share < NUMBER_SHARE + NAME_SHARE + TOPIC_SHARE => {
                    sentence.push_str(topics[random.usize(0..topics.len())])
                }
                _ => sentence.push_str(self.any(random)),
            }
        }
        format!("{}.", capital(&sentence))
    }

    /// Writes the documents that are not there yet, in folders of a thousand.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(&self, folder: &Path, n_documents: usize) -> io::Result<()> {
        for number in 0..n_documents {
            let path = folder.join(format!("{:03}/{number:06}.txt", number / N_FILES));
            if number % N_FILES == 0 {
                fs::create_dir_all(path.parent().unwrap_or(folder))?;
            }
            if !path.exists() {
                fs::write(path, self.document(number).join("\n\n") + "\n")?;
            }
        }
        Ok(())
    }
}

fn syllable(random: &mut Rng) -> String {
    const ONSETS: &[&str] = &[
        "b", "br", "d", "dr", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "pl", "r", "s", "st",
        "t", "tr", "v", "w", "sh", "th", "",
    ];
    const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ea", "ou", "ai"];
    const CODAS: &[&str] = &["", "", "n", "r", "l", "s", "t", "nd", "ck", "m"];
    [ONSETS, VOWELS, CODAS].map(|parts| parts[random.usize(0..parts.len())]).concat()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Questions: runs of 4 to 12 words out of passages, and a tenth as many of words that no document
/// has. The same seed gives the same ones.
pub fn questions(words: &Words, n_documents: usize, n: usize, seed: u64) -> Vec<String> {
    let mut random = Rng::with_seed(seed);
    let mut found: Vec<String> = Vec::new();
    while found.len() < n {
        let passages = words.document(random.usize(0..n_documents));
        let passage: Vec<&str> =
            passages[random.usize(0..passages.len())].split_whitespace().collect();
        let n_words = random.usize(4..13).min(passage.len());
        let start = random.usize(0..passage.len() - n_words + 1);
        found.push(passage[start..start + n_words].join(" ").trim_matches(['.', ',']).to_owned());
    }
    for _ in 0..n / 10 {
        found.push(
            (0..random.usize(4..13))
                .map(|_| syllable(&mut random) + "q" + &syllable(&mut random) + "z")
                .collect::<Vec<_>>()
                .join(" "),
        );
    }
    found
}
