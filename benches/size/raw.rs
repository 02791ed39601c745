//! tantivy alone: each passage a document of one field, cut into the program's own terms.

use std::path::Path;

use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, doc};

use crate::analyzer::Analyzer;

/// What the program gives tantivy too, in bytes over all threads.
const MEMORY: usize = 256 << 20;

/// Makes an index of the passages.
pub fn index(folder: &Path, passages: &[String]) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("terms")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let body = schema.add_text_field("body", TextOptions::default().set_indexing_options(indexing));
    let index = Index::create_in_dir(folder, schema.build()).expect("an empty folder");
    index.tokenizers().register("terms", Analyzer);
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get().min(4));
    let mut writer =
        index.writer_with_num_threads(threads, MEMORY).expect("memory for each thread");
    for passage in passages {
        writer.add_document(doc!(body => passage.as_str())).expect("indexed");
    }
    writer.commit().expect("written");
}
