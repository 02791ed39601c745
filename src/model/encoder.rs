//! From texts to vectors.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use rten::{ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;
use tokenizers::Tokenizer;

use super::built_in;
use super::error::ModelError;
use super::files::{ModelFiles, ModelSettings};
use super::known_language::is_known;
use crate::vectors::Vector;

/// Questions that are encoded at once.
const N_QUESTIONS: usize = 2;
/// Of a longer text only so many bytes are looked at: far more than the model takes.
const MAX_BYTES: usize = 2_000;

/// A sentence model, ready to encode. Any number of threads may use it at once.
pub struct Encoder {
    id: String,
    settings: ModelSettings,
    tokenizer: Tokenizer,
    network: rten::Model,
    inputs: Vec<(NodeId, Input)>,
    output: NodeId,
    n_dimensions: usize,
    /// A thread for each of those that encode documents at once: none waits for another.
    for_documents: Vec<Arc<ThreadPool>>,
    /// Threads for questions, in turn.
    for_questions: Vec<Arc<ThreadPool>>,
    turn: AtomicUsize,
}

/// What an input of the network takes.
#[derive(Clone, Copy)]
enum Input {
    Tokens,
    Mask,
    Types,
}

/// A text cut into tokens.
struct Cut {
    ids: Vec<u32>,
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
        let tokenizer = uncut(&tokenizer).map_err(unfit("tokenizer.json"))?;
        let network = open(network).map_err(unfit(network_file))?;
        let mut encoder = Encoder {
            id,
            settings,
            tokenizer,
            inputs: inputs(&network).map_err(unfit(network_file))?,
            output: *network
                .output_ids()
                .first()
                .ok_or_else(|| unfit(network_file)("it has no output".to_owned()))?,
            network,
            n_dimensions: 0,
            for_documents: pools(rayon::current_num_threads().max(1)),
            for_questions: pools(N_QUESTIONS),
            turn: AtomicUsize::new(0),
        };
        // A network that does not fit its tokenizer is found now, and not at the first question.
        let tried = encoder.run(&encoder.cut("a test", ""), &encoder.for_questions[0]);
        let vector = tried.map_err(unfit(network_file))?;
        encoder.n_dimensions = vector.map_or(0, |vector| vector.values().len());
        Ok(encoder)
    }

    /// Names the model: other files, another name.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Numbers of each vector.
    pub fn n_dimensions(&self) -> usize {
        self.n_dimensions
    }

    /// The vector of a question; `None` where the model does not know its language, or it has no
    /// word.
    pub fn question(&self, text: &str) -> Option<Vector> {
        let cut = self.cut(text, &self.settings.before_question);
        if !cut.is_known {
            return None;
        }
        let turn = self.turn.fetch_add(1, Ordering::Relaxed) % N_QUESTIONS;
        match self.run(&cut, &self.for_questions[turn]) {
            Ok(vector) => vector,
            Err(problem) => {
                tracing::error!(problem, "the model cannot encode a question");
                None
            }
        }
    }

    /// The vectors of texts of documents, in order; `None` for those in a language that the model does
    /// not know. Each is encoded by itself: of several together the network rounds the numbers together,
    /// so that a vector would depend on what is encoded beside it.
    pub fn documents(&self, texts: &[String]) -> Vec<Option<Vector>> {
        let one = |text: &String| {
            let cut = self.cut(text, &self.settings.before_document);
            if !cut.is_known {
                return None;
            }
            let thread = rayon::current_thread_index().unwrap_or(0) % self.for_documents.len();
            self.run(&cut, &self.for_documents[thread]).unwrap_or_else(|problem| {
                tracing::error!(problem, "the model cannot encode a unit");
                None
            })
        };
        texts.par_iter().map(one).collect()
    }

    fn cut(&self, text: &str, before: &str) -> Cut {
        let mut end = text.len().min(MAX_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = &text[..end];
        let Ok(encoding) = self.tokenizer.encode_fast(format!("{before}{text}"), true) else {
            return Cut { ids: Vec::new(), is_known: false };
        };
        let mut ids = encoding.get_ids().to_vec();
        let n_added = encoding.get_special_tokens_mask().iter().filter(|is| **is == 1).count();
        let is_known = is_known(text, ids.len().saturating_sub(n_added));
        if ids.len() > self.settings.max_tokens {
            // The last one ends the text.
            let last = ids.last().copied();
            ids.truncate(self.settings.max_tokens - 1);
            ids.extend(last);
        }
        Cut { ids, is_known }
    }

    /// Encodes a text.
    fn run(&self, cut: &Cut, pool: &Arc<ThreadPool>) -> Result<Option<Vector>, String> {
        let shape = [1, cut.ids.len()];
        let ids: Vec<i32> = cut.ids.iter().map(|id| i32::try_from(*id).unwrap_or(0)).collect();
        let tokens = NdTensor::<i32, 2>::from_data(shape, ids);
        let mask = NdTensor::<i32, 2>::full(shape, 1);
        let types = NdTensor::<i32, 2>::zeros(shape);
        let input = |(id, input): &(NodeId, Input)| -> (NodeId, ValueOrView<'_>) {
            let tensor = match input {
                Input::Tokens => &tokens,
                Input::Mask => &mask,
                Input::Types => &types,
            };
            (*id, tensor.view().into())
        };
        let inputs = self.inputs.iter().map(input).collect();
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(pool)));
        let [value]: [Value; 1] = self
            .network
            .run_n(inputs, [self.output], Some(options))
            .map_err(|error| error.to_string())?;
        let states: NdTensor<f32, 3> = value
            .try_into()
            .map_err(|_| "the first output is not one vector a token".to_owned())?;
        let [_, n, n_dimensions] = states.shape();
        Ok(Vector::of(&self.settings.pooling.pool(&states.to_vec(), n_dimensions, n)))
    }
}

/// The tokenizer, which cuts and fills up nothing: that is done here.
fn uncut(file: &[u8]) -> Result<Tokenizer, String> {
    let mut tokenizer = Tokenizer::from_bytes(file).map_err(|error| error.to_string())?;
    tokenizer.with_padding(None);
    tokenizer.with_truncation(None).map_err(|error| error.to_string())?;
    Ok(tokenizer)
}

fn open(network: Cow<'static, [u8]>) -> Result<rten::Model, String> {
    let mut options = ModelOptions::with_all_ops();
    options.prepack_weights(true);
    let opened = match network {
        Cow::Borrowed(bytes) => options.load_static_slice(bytes),
        Cow::Owned(bytes) => options.load(bytes),
    };
    opened.map_err(|error| error.to_string())
}

/// What each input of the network takes, by its name.
fn inputs(network: &rten::Model) -> Result<Vec<(NodeId, Input)>, String> {
    let input = |id: &NodeId| {
        let node = network.node_info(*id);
        match node.as_ref().and_then(|node| node.name()) {
            Some("input_ids") => Ok((*id, Input::Tokens)),
            Some("attention_mask") => Ok((*id, Input::Mask)),
            Some("token_type_ids") => Ok((*id, Input::Types)),
            name => Err(format!(
                "the input {name:?} is not supported: expected input_ids, attention_mask, token_type_ids"
            )),
        }
    };
    network.input_ids().iter().map(input).collect()
}

fn pools(n: usize) -> Vec<Arc<ThreadPool>> {
    (0..n).map(|_| Arc::new(ThreadPool::with_num_threads(1))).collect()
}
