//! The model that is compiled in: all-MiniLM-L6-v2. What it is and how its file is made stands in
//! `models/README.md`.

use std::borrow::Cow;
use std::path::Path;

use super::error::ModelError;
use super::files::ModelFiles;

/// Names it; changes with any of its files.
const ID: &str = "all-minilm-l6-v2-2";
/// Where its files were when it was compiled in.
const FOLDER: &str = "models/all-MiniLM-L6-v2";
/// Its files.
const FILES: [(&str, &[u8]); 5] = [
    ("model.onnx", include_bytes!("../../models/all-MiniLM-L6-v2/model.onnx")),
    ("tokenizer.json", include_bytes!("../../models/all-MiniLM-L6-v2/tokenizer.json")),
    ("modules.json", include_bytes!("../../models/all-MiniLM-L6-v2/modules.json")),
    (
        "1_Pooling/config.json",
        include_bytes!("../../models/all-MiniLM-L6-v2/1_Pooling/config.json"),
    ),
    (
        "sentence_bert_config.json",
        include_bytes!("../../models/all-MiniLM-L6-v2/sentence_bert_config.json"),
    ),
];

/// Its files, in the binary.
///
/// # Errors
/// None, since a test reads them.
pub(super) fn files() -> Result<ModelFiles, ModelError> {
    let read = |path: &str| {
        let file = FILES.iter().find(|(name, _)| *name == path);
        Ok(file.map(|(_, bytes)| Cow::Borrowed(*bytes)))
    };
    let files = ModelFiles::read_by(Path::new(FOLDER), &read)?;
    Ok(ModelFiles { id: ID.to_owned(), ..files })
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::model::{Encoder, Meaning};

    #[test]
    fn the_network_is_the_one_that_was_made() {
        let network = FILES[0].1;
        let digest = Sha256::digest(network);
        let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(digits, "1bf2b6d1f428cf8a857733695477ddf82a9cd954f59fcce5d5e8d9cd8a04848f");
    }

    #[test]
    fn texts_of_like_meaning_lie_near_each_other() {
        let encoder = Encoder::built_in().expect("the model is compiled in");
        let texts =
            ["Hold the key down until the alarm falls silent.", "The ferry leaves at noon."];
        let vectors = encoder.documents(&texts.map(str::to_owned));
        let nearest = |question: &str| {
            let question = Meaning::of(question, &encoder).expect("English");
            let cosine = |at: &usize| {
                let text = vectors[*at].as_ref().expect("English");
                let products = text.values().iter().zip(question.vector().values());
                products.map(|(one, other)| i32::from(*one) * i32::from(*other)).sum::<i32>() as f32
                    * text.scale()
            };
            (0..texts.len()).max_by(|one, other| cosine(one).total_cmp(&cosine(other)))
        };
        assert_eq!(nearest("how do I make it stop beeping"), Some(0));
        assert_eq!(nearest("when does the boat depart"), Some(1));
    }

    #[test]
    fn a_language_that_it_has_not_learned_has_no_vector() {
        let encoder = Encoder::built_in().expect("the model is compiled in");
        for text in ["Когда отходит паром от пристани?", "渡し船は何時に出ますか", "???"]
        {
            assert!(Meaning::of(text, &encoder).is_none(), "{text}");
        }
        assert!(Meaning::of("LAMP_OIL_LEVEL --keep-lit", &encoder).is_some());
    }

    #[test]
    fn a_question_means_the_same_with_its_mark_and_without() {
        let encoder = Encoder::built_in().expect("the model is compiled in");
        let [bare, marked, loud] =
            ["when does the ferry sail", "when does the ferry sail?", "When does the ferry sail?!"]
                .map(|text| Meaning::of(text, &encoder).expect("English"));
        assert_eq!(bare.vector(), marked.vector());
        assert_eq!(bare.vector(), loud.vector());
        let texts = ["The ferry sails at noon.".to_owned()];
        assert_eq!(bare.align(&texts), marked.align(&texts));
    }

    #[test]
    fn what_is_asked_for_and_not_there_is_the_least_aligned() {
        let encoder = Encoder::built_in().expect("the model is compiled in");
        let question = Meaning::of("is the boathouse locked", &encoder).expect("English");
        let texts =
            ["The boathouse is locked.", "The orchard is locked.", "Паром отходит в полдень."];
        let aligned = question.align(&texts.map(str::to_owned));
        let boathouse = |at: usize| {
            let of_tokens = &aligned[at].as_ref().expect("English").of_tokens;
            let is_in = |token: &usize| question.tokens()[*token].start >= 7;
            (0..of_tokens.len()).filter(is_in).map(|token| of_tokens[token]).fold(1.0, f32::min)
        };
        assert!(boathouse(0) > boathouse(1) + 0.2, "{aligned:?}");
        assert_eq!(aligned[2], None);
    }
}
