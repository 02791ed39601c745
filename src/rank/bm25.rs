//! BM25 (Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework"). The index scores
//! passages by the same formula, as its engine has it, with b = 0.75.

/// Saturation of repeated terms (section 3.4: 1.2 to 2).
const K1: f32 = 1.2;
/// How much a long unit is discounted: less than a long passage.
const B: f32 = 0.5;
/// A typical unit, in words.
const TYPICAL_WORDS: f32 = 25.0;

/// Inverse document frequency of a term that `n_with` of `n` texts have (equation 3.3), kept above
/// 0.
pub fn idf(n: u64, n_with: u64) -> f32 {
    let (n, n_with) = (n as f32, n_with as f32);
    (1.0 + (n - n_with + 0.5).max(0.0) / (n_with + 0.5)).ln()
}

/// What a term adds to the score of a unit of `n_words` that has it `frequency` times.
pub fn term_score(idf: f32, frequency: u8, n_words: usize) -> f32 {
    let length = 1.0 - B + B * n_words as f32 / TYPICAL_WORDS;
    idf * f32::from(frequency) * (K1 + 1.0) / (f32::from(frequency) + K1 * length)
}
