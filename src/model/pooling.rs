//! From the vectors of a text's tokens to one of the text.

use serde::Deserialize;

/// How the vectors of the tokens become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pooling {
    /// Their mean.
    Mean,
    /// That of the first token.
    First,
}

/// The `config.json` of the step.
#[derive(Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "as the file has it")]
pub(super) struct PoolingConfig {
    #[serde(default)]
    pooling_mode_cls_token: bool,
    #[serde(default)]
    pooling_mode_mean_tokens: bool,
    #[serde(default)]
    pooling_mode_max_tokens: bool,
    #[serde(default)]
    pooling_mode_mean_sqrt_len_tokens: bool,
    #[serde(default)]
    pooling_mode_weightedmean_tokens: bool,
    #[serde(default)]
    pooling_mode_lasttoken: bool,
}

impl Pooling {
    /// What the file says.
    ///
    /// # Errors
    /// When it is none of these, or several at once.
    pub fn of(config: &PoolingConfig) -> Result<Pooling, String> {
        let others = [
            config.pooling_mode_max_tokens,
            config.pooling_mode_weightedmean_tokens,
            config.pooling_mode_lasttoken,
        ];
        // The mean by the square root of the length has the same direction.
        let mean = config.pooling_mode_mean_tokens || config.pooling_mode_mean_sqrt_len_tokens;
        match (mean, config.pooling_mode_cls_token, others.contains(&true)) {
            (true, false, false) => Ok(Pooling::Mean),
            (false, true, false) => Ok(Pooling::First),
            _ => Err(
                "this pooling is not supported: expected the mean of the tokens, or the first one"
                    .to_owned(),
            ),
        }
    }

    /// The sum of the vectors, or the first: of `n` tokens, each with so many numbers.
    pub fn pool(self, tokens: &[f32], n_dimensions: usize, n: usize) -> Vec<f32> {
        let n = if self == Pooling::First { 1 } else { n };
        let mut pooled = vec![0.0; n_dimensions];
        for token in tokens.chunks_exact(n_dimensions.max(1)).take(n) {
            pooled.iter_mut().zip(token).for_each(|(sum, number)| *sum += number);
        }
        pooled
    }
}
