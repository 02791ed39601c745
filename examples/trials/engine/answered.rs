//! One answer, as a text that can be compared.

use verbatim::answer::{N_QUOTES, answer};
use verbatim::cli::json;
use verbatim::corpus::{Scope, Shelf};
use verbatim::question::Question;

/// The answer to a question, without the time that it took.
///
/// # Errors
/// What the library says.
pub fn answered(question: &str, scope: &Scope, shelf: &Shelf) -> Result<String, String> {
    let answer = answer(&Question::new(question), scope, shelf, N_QUOTES);
    let answer = answer.map_err(|error| error.to_string())?;
    Ok(serde_json::to_string(&json::answer(&answer, 0)).expect("an answer is plain data"))
}
