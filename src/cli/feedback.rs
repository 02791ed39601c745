//! `verbatim feedback`: what people say of answers, for the operator.

use std::io::Write;

use serde_json::{Value, json};

use super::arguments::FeedbackArgs;
use super::{Exit, Failure};
use crate::document::Escaped;
use crate::feedback::{
    Day, Feedback, KeptCase, KeptQuestion, QuestionId, ServerCounts, ShownQuote,
};
use crate::library::{Folders, claim};

/// What is done before anything is listed.
#[derive(Debug, Clone, Copy)]
enum Change<'c> {
    /// Nothing.
    None,
    /// These questions are kept as cases.
    Keep(&'c [QuestionId]),
    /// These questions, and the cases made of them, are deleted.
    Forget(&'c [QuestionId]),
    /// All kept questions are deleted; cases stay.
    ForgetAll,
}

/// Of what is listed how much.
#[derive(Debug, Clone, Copy)]
struct Listing {
    /// As JSON.
    json: bool,
    /// Of this server only.
    server: Option<u64>,
    /// From this day on.
    since: Option<Day>,
}

/// Changes what is kept, or lists it.
///
/// # Errors
/// When there is no such question, when one cannot be a case, when the file cannot be written, or
/// nobody reads.
pub fn run(
    arguments: &FeedbackArgs,
    folders: &Folders,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    claim(folders)?;
    let feedback = Feedback::open(&folders.data)?;
    let FeedbackArgs { json, server, since, .. } = *arguments;
    match change(arguments) {
        Change::None => list(&feedback, Listing { json, server, since }, out)?,
        Change::Keep(ids) => {
            for id in ids {
                feedback.keep(*id)?;
                writeln!(out, "{id}: kept as a case")?;
            }
        }
        Change::Forget(ids) => {
            let mut is_missing = false;
            for id in ids {
                let was_there = feedback.forget_question(*id)?;
                is_missing |= !was_there;
                writeln!(out, "{id}: {}", if was_there { "deleted" } else { "there is none" })?;
            }
            return Ok(if is_missing { Exit::Negative } else { Exit::Done });
        }
        Change::ForgetAll => {
            let n_deleted = feedback.forget_questions(server)?;
            writeln!(out, "{n_deleted} kept questions deleted")?;
        }
    }
    Ok(Exit::Done)
}

/// What is asked for; the options exclude each other.
fn change(arguments: &FeedbackArgs) -> Change<'_> {
    match arguments {
        FeedbackArgs { forget_all: true, .. } => Change::ForgetAll,
        FeedbackArgs { keep, .. } if !keep.is_empty() => Change::Keep(keep),
        FeedbackArgs { forget, .. } if !forget.is_empty() => Change::Forget(forget),
        _ => Change::None,
    }
}

fn list(feedback: &Feedback, listing: Listing, out: &mut dyn Write) -> Result<(), Failure> {
    let Listing { json, server, since } = listing;
    let counts = feedback.counts(server, since)?;
    let questions = feedback.questions(server, since)?;
    let cases = feedback.cases(server)?;
    if json {
        let all = json!({
            "servers": counts.iter().map(counts_as_json).collect::<Vec<_>>(),
            "questions": questions.iter().map(question_as_json).collect::<Vec<_>>(),
            "cases": cases.iter().map(case_as_json).collect::<Vec<_>>(),
        });
        writeln!(out, "{all}")?;
        return Ok(());
    }
    print_counts(&counts, out)?;
    if questions.is_empty() {
        writeln!(
            out,
            "\nno question is kept: servers' managers switch that on for their server (keeps-questions)"
        )?;
    }
    let votes = |one: &KeptQuestion| one.helpful as i64 - one.unhelpful as i64;
    let is_voted = |one: &&KeptQuestion| one.helpful + one.unhelpful > 0;
    let mut voted: Vec<&KeptQuestion> =
        questions.iter().filter(|one| !one.quotes.is_empty()).filter(is_voted).collect();
    voted.sort_by_key(|one| std::cmp::Reverse(votes(one)));
    let (good, bad): (Vec<_>, Vec<_>) = voted.into_iter().partition(|one| votes(one) > 0);
    print_questions("answers that help", good.into_iter(), out)?;
    print_questions("answers that do not help, the worst first", bad.into_iter().rev(), out)?;
    let nothing = questions.iter().filter(|one| one.quotes.is_empty());
    print_questions("questions that found nothing", nothing, out)?;
    if !cases.is_empty() {
        writeln!(out, "\ncases")?;
    }
    for case in &cases {
        writeln!(out, "{} {} {}", case.id, case.day, Escaped(&case.text))?;
    }
    Ok(())
}

fn print_counts(counts: &[ServerCounts], out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(
        out,
        "{:20} {:>9} {:>9} {:>9} {:>9}",
        "server", "answered", "nothing", "helpful", "unhelpful"
    )?;
    for ServerCounts { server, answered, found_nothing, helpful, unhelpful } in counts {
        let server = match server {
            0 => "direct messages".to_owned(),
            server => server.to_string(),
        };
        writeln!(out, "{server:20} {answered:9} {found_nothing:9} {helpful:9} {unhelpful:9}")?;
    }
    Ok(())
}

fn print_questions<'q>(
    heading: &str,
    questions: impl Iterator<Item = &'q KeptQuestion>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    for (at, question) in questions.enumerate() {
        if at == 0 {
            writeln!(out, "\n{heading}")?;
        }
        let KeptQuestion { id, day, server, helpful, unhelpful, .. } = question;
        let text = Escaped(&question.text);
        writeln!(out, "{id} {day} server {server} +{helpful} -{unhelpful} {text}")?;
        if let Some(ShownQuote { file, parts, .. }) = question.quotes.first() {
            writeln!(out, "      {file}: {}", Escaped(parts.join(" […] ")))?;
        }
    }
    Ok(())
}

fn counts_as_json(counts: &ServerCounts) -> Value {
    json!({
        "server": number(counts.server),
        "answered": counts.answered,
        "found_nothing": counts.found_nothing,
        "helpful": counts.helpful,
        "unhelpful": counts.unhelpful,
    })
}

fn question_as_json(question: &KeptQuestion) -> Value {
    json!({
        "id": question.id.to_string(),
        "server": number(question.server),
        "channel": question.channel.map(|channel| channel.to_string()),
        "day": question.day.to_string(),
        "question": question.text,
        "source": question.only,
        "answered": !question.quotes.is_empty(),
        "follows": question.follows,
        "helpful": question.helpful,
        "unhelpful": question.unhelpful,
        "quotes": question.quotes,
    })
}

fn case_as_json(case: &KeptCase) -> Value {
    json!({
        "id": case.id.to_string(),
        "server": number(case.server),
        "channel": case.channel.map(|channel| channel.to_string()),
        "day": case.day.to_string(),
        "question": case.text,
        "source": case.only,
        "quotes": case.quotes,
    })
}

/// A number of Discord's, which JSON readers would round; null for direct messages.
fn number(server: u64) -> Option<String> {
    (server != 0).then(|| server.to_string())
}
