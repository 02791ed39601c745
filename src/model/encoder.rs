//! From texts to vectors.

use std::cmp::Reverse;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rten::ThreadPool;
use tokenizers::Tokenizer;

use super::alignment::TokenVectors;
use super::built_in;
use super::error::ModelError;
use super::files::{ModelFiles, ModelSettings, TOKENIZER};
use super::known_language::is_known;
use super::network::{Network, States};
use crate::document::cache::Cache;
use crate::vectors::Vector;

/// Threads for questions.
const N_QUESTIONS: usize = 2;
/// What a question may end in.
const MARKS: [char; 6] = ['?', '!', '.', '…', '？', '！'];
/// Of a longer text only so many bytes are looked at: far more than the model takes.
const MAX_BYTES: usize = 2_000;

/// The tokens of texts that were read last are kept, up to so many bytes: people ask about the same things,
/// and reading is most of what an answer takes.
const MAX_KEPT: usize = 32 << 20;

/// A sentence model, ready to encode. Any number of threads may use it at once; clones share it.
#[derive(Clone)]
pub struct Encoder(Arc<Opened>);

struct Opened {
    id: String,
    settings: ModelSettings,
    tokenizer: Tokenizer,
    network: Network,
    n_dimensions: usize,
    /// A thread for each text of documents that is encoded at once.
    for_documents: Vec<Arc<ThreadPool>>,
    /// The same for questions, and for what is read beside them.
    for_questions: Vec<Arc<ThreadPool>>,
    /// The vectors of the tokens of texts that were read; `None` for those in a language that the model
    /// does not know.
    kept: Mutex<Cache<String, Option<Arc<TokenVectors>>>>,
}

/// A text cut into tokens.
struct Cut {
    ids: Vec<u32>,
    /// The numbers of the tokens that are the text's own, each with its place in the text, in bytes.
    own: Vec<(usize, Range<usize>)>,
    is_known: bool,
}

impl Encoder {
    /// The model that is compiled in.
    ///
    /// # Errors
    /// None, since a test opens it.
    pub fn built_in() -> Result<Encoder, ModelError> {
        Encoder::of(built_in::files()?)
    }

    /// A model in a folder as sentence-transformers lays it out, with its network as ONNX.
    ///
    /// # Errors
    /// When a file is missing, or is of a kind that this program does not know.
    pub fn open(folder: &Path) -> Result<Encoder, ModelError> {
        Encoder::of(ModelFiles::read(folder)?)
    }

    fn of(files: ModelFiles) -> Result<Encoder, ModelError> {
        let ModelFiles { id, network, network_file, tokenizer, settings, folder } = files;
        let unfit = |file: &str| {
            let path = folder.join(file);
            move |problem: String| ModelError::Unfit { path, problem }
        };
        let tokenizer = caught(|| uncut(&tokenizer)).map_err(unfit(TOKENIZER))?;
        let network = caught(|| Network::open(network)).map_err(unfit(network_file))?;
        let mut opened = Opened {
            id,
            settings,
            tokenizer,
            network,
            n_dimensions: 0,
            for_documents: pools(rayon::current_num_threads().max(1)),
            for_questions: pools(N_QUESTIONS),
            kept: Mutex::new(Cache::new(MAX_KEPT)),
        };
        // A network that does not fit its tokenizer is found now, and not at the first question.
        let tried =
            caught(|| opened.network.run(&opened.cut("a test", "").ids, &opened.for_questions[0]));
        opened.n_dimensions = tried.map_err(unfit(network_file))?.n_dimensions;
        Ok(Encoder(Arc::new(opened)))
    }

    /// Names the model: other files, another name.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// Numbers of each vector.
    pub fn n_dimensions(&self) -> usize {
        self.0.n_dimensions
    }

    /// The vector of a question, and those of its tokens; `None` where the model does not know its
    /// language, or it has no word. Its vector is the mean of those of the text with a question mark and
    /// without: to the model the mark is a token like others, to those who ask it is nothing.
    pub(super) fn question(&self, text: &str) -> Option<(Vector, TokenVectors)> {
        let Opened { settings, for_questions, .. } = &*self.0;
        let text = text.trim_end_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
        let texts = [text.to_owned(), format!("{text}?")];
        let read = |states: States, cut: Cut| Some((self.0.pooled(&states, &cut)?, states, cut));
        let read = self.0.each(&texts, &settings.before_question, for_questions, read);
        let [bare, marked] = <[_; 2]>::try_from(read).ok()?;
        let ((bare, ..), (marked, states, cut)) = (bare?, marked?);
        Some((Vector::mean(&bare, &marked)?, states.tokens(cut.own)))
    }

    /// The vectors of texts of documents, in order; `None` for those in a language that the model does
    /// not know. Each is encoded by itself: of several together the network rounds the numbers together,
    /// so that a vector would depend on what is encoded beside it. By as many threads as rayon has where
    /// this is called.
    pub fn documents(&self, texts: &[String]) -> Vec<Option<Vector>> {
        let pools = &self.0.for_documents;
        let pools = &pools[..rayon::current_num_threads().clamp(1, pools.len())];
        let before = &self.0.settings.before_document;
        self.0.each(texts, before, pools, |states, cut| self.0.pooled(&states, &cut))
    }

    /// The vectors of the tokens of such texts, in order, by the threads for questions.
    pub(super) fn tokens(&self, texts: &[&String]) -> Vec<Option<Arc<TokenVectors>>> {
        let kept = || self.0.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let known: Vec<Option<_>> = texts.iter().map(|text| kept().get(*text).cloned()).collect();
        let new = texts.iter().zip(&known).filter(|(_, known)| known.is_none());
        let new: Vec<&String> = new.map(|(text, _)| *text).collect();
        let tokens = |states: States, cut: Cut| Some(Arc::new(states.tokens(cut.own)));
        let Opened { settings, for_questions, .. } = &*self.0;
        let read = self.0.each(&new, &settings.before_document, for_questions, tokens);
        for (text, tokens) in new.into_iter().zip(&read) {
            let n_bytes = text.len() + tokens.as_ref().map_or(0, |tokens| tokens.n_bytes());
            kept().put(text.clone(), tokens.clone(), n_bytes);
        }
        let mut read = read.into_iter();
        known.into_iter().map(|known| known.or_else(|| read.next()).flatten()).collect()
    }
}

impl States {
    fn tokens(&self, own: Vec<(usize, Range<usize>)>) -> TokenVectors {
        TokenVectors::of(&self.numbers, self.n_dimensions, own.into_iter())
    }
}

impl Opened {
    /// What is made of each of these texts, with this before it, in order. Every pool has a thread of its own that
    /// waits for it: one of rayon's would take up other work while it waits, and in that work wait again,
    /// until its stack is full.
    fn each<T: Send>(
        &self,
        texts: &[impl AsRef<str> + Sync],
        before: &str,
        pools: &[Arc<ThreadPool>],
        of: impl Fn(States, Cut) -> Option<T> + Sync,
    ) -> Vec<Option<T>> {
        // The longest first, so that no thread waits long for the other.
        let mut longest_first: Vec<usize> = (0..texts.len()).collect();
        longest_first.sort_by_key(|at| Reverse(texts[*at].as_ref().len()));
        let next = AtomicUsize::new(0);
        let by_pool = |pool: &Arc<ThreadPool>| {
            let mut made = Vec::new();
            loop {
                let at = longest_first.get(next.fetch_add(1, Ordering::Relaxed));
                let Some(&at) = at else { return made };
                let encoded = self.encoded(texts[at].as_ref(), before, pool);
                made.push((at, encoded.and_then(|(states, cut)| of(states, cut))));
            }
        };
        let mut all: Vec<Option<T>> = texts.iter().map(|_| None).collect();
        std::thread::scope(|scope| {
            let pools = pools.iter().take(texts.len());
            let threads: Vec<_> = pools.map(|pool| scope.spawn(|| by_pool(pool))).collect();
            for thread in threads {
                let made = thread.join().unwrap_or_else(|panic| resume_unwind(panic));
                made.into_iter().for_each(|(at, one)| all[at] = one);
            }
        });
        all
    }

    /// Encodes a text; `None` where the model does not know its language.
    fn encoded(&self, text: &str, before: &str, pool: &Arc<ThreadPool>) -> Option<(States, Cut)> {
        let cut = self.cut(text, before);
        let states = cut.is_known.then(|| self.network.run(&cut.ids, pool))?;
        Some((states.map_err(|problem| broken(&problem)).ok()?, cut))
    }

    fn pooled(&self, states: &States, cut: &Cut) -> Option<Vector> {
        let States { numbers, n_dimensions } = states;
        Vector::of(&self.settings.pooling.pool(numbers, *n_dimensions, cut.ids.len()))
    }

    fn cut(&self, text: &str, before: &str) -> Cut {
        let mut end = text.len().min(MAX_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = &text[..end];
        let Ok(encoding) = self.tokenizer.encode(format!("{before}{text}"), true) else {
            return Cut { ids: Vec::new(), own: Vec::new(), is_known: false };
        };
        let mut ids = encoding.get_ids().to_vec();
        let is_added = encoding.get_special_tokens_mask();
        let n_added = is_added.iter().filter(|is| **is == 1).count();
        let is_known = is_known(text, ids.len().saturating_sub(n_added));
        let mut n_kept = ids.len();
        if n_kept > self.settings.max_tokens {
            // The last one ends the text.
            let last = ids.last().copied();
            n_kept = self.settings.max_tokens - 1;
            ids.truncate(n_kept);
            ids.extend(last);
        }
        let tokens = encoding.get_offsets().iter().zip(is_added).enumerate();
        let own = tokens.take(n_kept).filter_map(|(token, ((start, end), is_added))| {
            let start = start.checked_sub(before.len()).filter(|_| *is_added == 0)?;
            Some((token, start..(end - before.len()).max(start)))
        });
        Cut { own: own.collect(), ids, is_known }
    }
}

fn broken(problem: &str) {
    tracing::error!(problem, "the sentence model cannot encode a text");
}

/// What a library makes of a file. Some panic where it is otherwise than they expect.
fn caught<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err("the library that reads it panicked".to_owned()))
}

/// The tokenizer, which cuts and fills up nothing: that is done here.
fn uncut(file: &[u8]) -> Result<Tokenizer, String> {
    let mut tokenizer = Tokenizer::from_bytes(file).map_err(|error| error.to_string())?;
    tokenizer.with_padding(None);
    tokenizer.with_truncation(None).map_err(|error| error.to_string())?;
    Ok(tokenizer)
}

fn pools(n: usize) -> Vec<Arc<ThreadPool>> {
    (0..n).map(|_| Arc::new(ThreadPool::with_num_threads(1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_the_same_when_it_is_asked_for_beside_what_was_not() {
        let [a, b, c] =
            ["The yard closed in 1931.", "Верфь закрылась осенью.", "Two boats are for hire."]
                .map(String::from);
        let encoder = || Encoder::built_in().expect("the model is compiled in");
        let alone = |text: &String| encoder().tokens(&[text]).remove(0);
        let kept = encoder();
        assert_eq!(kept.tokens(&[&b, &a]), [alone(&b), alone(&a)]);
        let all = kept.tokens(&[&a, &c, &b, &c]);
        assert_eq!(all, [alone(&a), alone(&c), alone(&b), alone(&c)]);
        assert!(all[0].is_some() && all[2].is_none(), "Russian is not known");
    }
}
