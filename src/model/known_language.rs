//! Whether a model knows the language of a text, told by how its tokenizer cuts it: words that it
//! has not learned fall into single letters. The measure is what is called fertility (Rust et al.
//! 2021, "How good is your tokenizer?"): tokens a word; here the letters a token, so that long and
//! short words count alike.

/// A text whose tokens have fewer letters each is of a language that the model does not know.
const LEAST_LETTERS: f32 = 1.8;

/// Whether the letters of a text make up enough of each token. `n_tokens` counts those that are not
/// added by the model.
pub(super) fn is_known(text: &str, n_tokens: usize) -> bool {
    let n_letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    let n_signs = text.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace()).count();
    let n_of_words = n_tokens.saturating_sub(n_signs).max(1);
    n_letters as f32 / n_of_words as f32 >= LEAST_LETTERS
}
