//! The files of a sentence-transformers model: which steps it has, and what they are set to.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::error::ModelError;
use super::pooling::Pooling;

/// Where the network may lie, the first that is there.
const NETWORKS: [&str; 4] =
    ["model.onnx", "onnx/model_quantized.onnx", "onnx/model_qint8.onnx", "onnx/model.onnx"];
/// How a text is cut into tokens.
pub(super) const TOKENIZER: &str = "tokenizer.json";
/// Longer texts are cut, in tokens, unless the model says less: what a unit says first it says most
/// clearly, and time rises with the length.
const MAX_TOKENS: usize = 128;
/// Hexadecimal digits of the hash that names a model.
const ID_DIGITS: usize = 16;

/// What a model consists of.
pub(super) struct ModelFiles {
    /// Names it: the first digits of the SHA-256 of all that decides what it makes of a text.
    pub id: String,
    /// The network, as ONNX.
    pub network: Cow<'static, [u8]>,
    /// Its path below the folder.
    pub network_file: &'static str,
    /// How a text is cut into tokens, as the tokenizers library writes it.
    pub tokenizer: Cow<'static, [u8]>,
    pub settings: ModelSettings,
    /// For messages.
    pub folder: PathBuf,
}

/// What the steps are set to.
#[derive(Debug, Clone)]
pub(super) struct ModelSettings {
    pub pooling: Pooling,
    /// What goes before a question, and before a text of a document.
    pub before_question: String,
    pub before_document: String,
    pub max_tokens: usize,
}

/// A step in `modules.json`.
#[derive(Deserialize)]
struct Module {
    path: String,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize, Default)]
struct Transformer {
    max_seq_length: Option<usize>,
}

#[derive(Deserialize, Default)]
struct Model {
    #[serde(default)]
    prompts: BTreeMap<String, String>,
}

/// Reads small files by their paths below the model's folder; `None` when there is none.
type Read<'r> = &'r dyn Fn(&str) -> Result<Option<Cow<'static, [u8]>>, ModelError>;

/// The same of files that must be there.
type Needed<'r> = &'r dyn Fn(&str) -> Result<Cow<'static, [u8]>, ModelError>;

impl ModelFiles {
    /// Reads a model's folder.
    ///
    /// # Errors
    /// When a file is missing, or has steps that this program does not know.
    pub fn read(folder: &Path) -> Result<ModelFiles, ModelError> {
        let read = |path: &str| {
            let path = folder.join(path);
            match fs::read(&path) {
                Ok(bytes) => Ok(Some(Cow::Owned(bytes))),
                Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
                Err(cause) => Err(ModelError::Unreadable { path, cause }),
            }
        };
        let mut files = ModelFiles::read_by(folder, &read)?;
        let mut hasher = Sha256::new();
        for part in [&files.network, &files.tokenizer] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        hasher.update(format!("{:?}", files.settings));
        let digest = hasher.finalize();
        files.id = digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        files.id.truncate(ID_DIGITS);
        files.tokenizer = without_decoder(folder, &files.tokenizer)?;
        Ok(files)
    }

    /// Reads a model's files, which have no id yet.
    ///
    /// # Errors
    /// As [`ModelFiles::read`].
    pub fn read_by(folder: &Path, read: Read<'_>) -> Result<ModelFiles, ModelError> {
        let needed = |path: &str| {
            read(path)?.ok_or_else(|| ModelError::Unreadable {
                path: folder.join(path),
                cause: ErrorKind::NotFound.into(),
            })
        };
        let settings = settings(folder, read, &needed)?;
        let mut found = None;
        for path in NETWORKS {
            if found.is_none() {
                found = read(path)?.map(|network| (network, path));
            }
        }
        let (network, network_file) = match found {
            Some(found) => found,
            None => (needed(NETWORKS[0])?, NETWORKS[0]),
        };
        let tokenizer = needed(TOKENIZER)?;
        let folder = folder.to_path_buf();
        Ok(ModelFiles { id: String::new(), network, network_file, tokenizer, settings, folder })
    }
}

/// A tokenizer without its way back from tokens to text: nothing goes that way here, and the library
/// panics where the description of it is not what it expects.
fn without_decoder(folder: &Path, file: &[u8]) -> Result<Cow<'static, [u8]>, ModelError> {
    let mut described: Map<String, Value> = parse(folder, TOKENIZER, file)?;
    described.remove("decoder");
    Ok(Cow::Owned(serde_json::to_vec(&described).expect("JSON can be written")))
}

/// What the steps are set to, by the files of the model.
fn settings(
    folder: &Path,
    read: Read<'_>,
    needed: Needed<'_>,
) -> Result<ModelSettings, ModelError> {
    let modules: Vec<Module> = parse(folder, "modules.json", &needed("modules.json")?)?;
    let mut pooling = None;
    for module in modules {
        let kind = module.kind.rsplit('.').next().unwrap_or_default();
        match kind {
            // The length of what is pooled does not matter: a vector is a direction here.
            "Transformer" | "Normalize" => {}
            "Pooling" => {
                let path = format!("{}/config.json", module.path);
                let config = parse(folder, &path, &needed(&path)?)?;
                pooling =
                    Some(Pooling::of(&config).map_err(|problem| ModelError::Unfit {
                        path: folder.join(path),
                        problem,
                    })?);
            }
            kind => {
                let problem = format!(
                    "the step \"{kind}\" is not supported: expected Transformer, Pooling, Normalize"
                );
                return Err(ModelError::Unfit { path: folder.join("modules.json"), problem });
            }
        }
    }
    let optional = |path: &str| read(path).map(|bytes| bytes.unwrap_or(Cow::Borrowed(b"{}")));
    let transformer: Transformer =
        parse(folder, "sentence_bert_config.json", &optional("sentence_bert_config.json")?)?;
    let path = "config_sentence_transformers.json";
    let Model { mut prompts } = parse(folder, path, &optional(path)?)?;
    let mut prompt =
        |names: &[&str]| names.iter().find_map(|name| prompts.remove(*name)).unwrap_or_default();
    Ok(ModelSettings {
        pooling: pooling.unwrap_or(Pooling::Mean),
        before_question: prompt(&["query"]),
        before_document: prompt(&["document", "passage"]),
        max_tokens: transformer.max_seq_length.unwrap_or(MAX_TOKENS).clamp(8, MAX_TOKENS),
    })
}

fn parse<T: DeserializeOwned>(folder: &Path, path: &str, bytes: &[u8]) -> Result<T, ModelError> {
    serde_json::from_slice(bytes)
        .map_err(|error| ModelError::Unfit { path: folder.join(path), problem: error.to_string() })
}
