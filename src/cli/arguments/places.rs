//! Where everything lies, and who keeps it: what every command takes.

use std::path::PathBuf;

use clap::Args;

/// Folders; options come before the environment, the environment before the default
#[derive(Debug, Clone, Args)]
pub struct Places {
    /// Folder of documents and sources.toml; only read
    #[arg(
        long,
        global = true,
        env = "VERBATIM_SEEDS",
        default_value = "seeds",
        value_name = "DIR"
    )]
    pub seeds: PathBuf,
    /// Folder for everything that is written: the index and stored texts
    #[arg(long, global = true, env = "VERBATIM_DATA", default_value = "data", value_name = "DIR")]
    pub data: PathBuf,
    /// Folder of phrases, in the place of those built in
    #[arg(long, global = true, env = "VERBATIM_PROMPTS", value_name = "DIR")]
    pub prompts: Option<PathBuf>,
    /// Sentence model: "none", or the folder of one (sentence-transformers, ONNX), in the place of
    /// the one built in
    #[arg(long, global = true, env = "VERBATIM_MODEL", value_name = "none|DIR")]
    pub model: Option<String>,
    /// Nodes of an OpenSearch cluster that holds the posting lists of passages, set apart by commas;
    /// else they lie in the data folder
    #[arg(
        long,
        global = true,
        env = "VERBATIM_ENGINE",
        hide_env_values = true,
        value_name = "URL,…"
    )]
    pub engine: Option<String>,
    /// Only read the data folder: another process keeps what is in it
    #[arg(
        long,
        global = true,
        env = "VERBATIM_READ_ONLY",
        num_args = 0..=1,
        require_equals = true,
        default_value = "false",
        default_missing_value = "true",
        hide_default_value = true,
        value_parser = clap::builder::BoolishValueParser::new(),
        value_name = "true|false"
    )]
    pub read_only: bool,
    /// Follow what another process publishes to this folder or s3://BUCKET/PREFIX: the data folder
    /// becomes a copy of it
    #[arg(long, global = true, env = "VERBATIM_FOLLOW", value_name = "PLACE")]
    pub follow: Option<String>,
    /// Publish to this folder or s3://BUCKET/PREFIX (`index` and `serve`)
    #[arg(long, global = true, env = "VERBATIM_PUBLISH", value_name = "PLACE")]
    pub publish: Option<String>,
    /// Folder for what is kept beside the documents: answers, votes, settings; else the data folder
    #[arg(long, global = true, env = "VERBATIM_STATE", value_name = "DIR")]
    pub state: Option<PathBuf>,
}

/// The arguments that say where everything lies, with the variables that set them.
pub const PLACES: [(&str, &str); 9] = [
    ("seeds", "VERBATIM_SEEDS"),
    ("data", "VERBATIM_DATA"),
    ("prompts", "VERBATIM_PROMPTS"),
    ("model", "VERBATIM_MODEL"),
    ("read_only", "VERBATIM_READ_ONLY"),
    ("follow", "VERBATIM_FOLLOW"),
    ("publish", "VERBATIM_PUBLISH"),
    ("state", "VERBATIM_STATE"),
    ("engine", "VERBATIM_ENGINE"),
];
