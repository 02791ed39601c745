//! What the bot owed, and whether it gave it, by what Discord saw alone.
//!
//! An event counts as **heard** when the bot said so, by the number in a heartbeat or in a RESUME.
//! What it never said to have, since its session ended before, it owes nothing for.
//!
//! Discord would still have accepted the answer to an **interaction** that was sent when it was
//! caused, and that the bot said to have on the same connection. It is lost when no answer had its
//! effect, unless the last attempt was refused for good, or attempts failed for as long as the time
//! allows (`is_given_up`), or this machine had no time for any program (`pauses`).
//!
//! The answer to a **message** is lost when there is none that fits how the message stands now,
//! unless the last attempt about it was refused for good.
//!
//! What was not yet done when the program was told to stop is owed if it was heard before and
//! nothing had failed or was to be waited for.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use fake_discord::{Failure, FakeDiscord, Request};
use serde_json::{Value, json};

use super::acts::{Acts, Caused, Written};
use super::pauses::Pauses;

/// The bot tries a first response for 2.8 seconds. Another attempt that would begin later than this
/// has no time left.
const LAST_ATTEMPT: f64 = 2.5;
/// How long Discord waits for a first response.
const THREE_SECONDS: Duration = Duration::from_secs(3);
/// The longest pause after the first failure; after each further one it is twice as long.
const FIRST_BACKOFF: f64 = 0.25;
/// An attempt at a first response that takes longer may have failed to the bot, which gives it 1.2
/// seconds on a machine that may have much to do.
const ATTEMPT: Duration = Duration::from_millis(700);
/// Edits are answered so far apart; a request for which Discord said to wait waits at most so long
/// here; and an attempt at a message takes at most so long.
const AT_WORK: Duration = Duration::from_secs(8);

/// What Discord says to wait for a request in a channel, or for all, is less than this here.
const HELD: Duration = Duration::from_secs(3);

/// A moment at which the program was told to stop.
pub struct Stop {
    pub at: Instant,
}

/// What came of everything.
#[derive(Default)]
pub struct Verdict {
    pub outcomes: Vec<&'static str>,
    pub wrong: Vec<(&'static str, String)>,
}

type About<'r> = HashMap<u64, Vec<&'r Request>>;

/// Judges all acts so far.
pub fn judge(discord: &FakeDiscord, acts: &Acts, stops: &[Stop], pauses: &Pauses) -> Verdict {
    let requests = discord.requests();
    let mut about: About<'_> = HashMap::new();
    for request in &requests {
        if let Some(id) = request.about {
            about.entry(id).or_default().push(request);
        }
    }
    let mut verdict = Verdict::default();
    let none = Vec::new();
    let limited: Vec<&Request> = requests.iter().filter(|request| request.status == 429).collect();
    for caused in &acts.caused {
        let attempts = about.get(&caused.id.get()).unwrap_or(&none);
        let is_slow = pauses.is_one(caused.at, THREE_SECONDS);
        of_interaction(discord, caused, attempts, (stops, is_slow), &mut verdict);
    }
    for written in &acts.written {
        let attempts = about.get(&written.id.get()).unwrap_or(&none);
        // What must wait at a stop may be cut short.
        let is_held = |stop: Instant| {
            limited.iter().any(|request| {
                let is_global = matches!(request.failure, Some(Failure::GloballyLimited { .. }));
                let is_here = request.path.contains(&written.channel.to_string());
                let is_recent = request.at <= stop && stop - request.at < HELD;
                is_recent && (is_global || is_here)
            })
        };
        let is_edited = written.texts.len() > 1;
        let is_cut_short = stops.iter().any(|stop| {
            let may_wait = is_edited
                || attempts.iter().any(|attempt| attempt.failure.is_some())
                || is_held(stop.at)
                || !is_told(discord, written, Some(stop.at));
            is_under_way(attempts, stop.at)
                || written.is_changed_just_before(stop.at, AT_WORK) && may_wait
        });
        of_message(discord, written, attempts, is_cut_short, &mut verdict);
    }
    verdict
}

fn of_interaction(
    discord: &FakeDiscord,
    caused: &Caused,
    attempts: &[&Request],
    (stops, is_slow): (&[Stop], bool),
    verdict: &mut Verdict,
) {
    let first: Vec<&Request> =
        attempts.iter().copied().filter(|one| one.path.contains("/callback")).collect();
    let follow_ups =
        attempts.iter().filter(|one| one.method == "POST" && one.path.contains("/webhooks/"));
    count_doubled_follow_ups(&follow_ups.copied().collect::<Vec<_>>(), verdict);
    if let Some(again) = sent_after_success(&first).filter(|_| !is_slow) {
        let detail = format!("{} {}: {}", caused.what, caused.id, list(&first[..=again]));
        verdict.wrong.push(("answered twice", detail));
    }
    let answered = first.iter().any(|attempt| attempt.status / 100 == 2);
    let heard = discord.heard("INTERACTION_CREATE", caused.id).first().copied();
    let is_in_time = heard.is_some_and(|heard| heard.is_at_once);
    let stop = stops.iter().find(|stop| stop.at > caused.at);
    let is_cut_short = stop.is_some_and(|stop| {
        let was_heard = heard.is_some_and(|heard| heard.at <= stop.at);
        stop.at - caused.at < THREE_SECONDS
            && (!was_heard || first.iter().any(|attempt| attempt.failure.is_some()))
    });
    let outcome = match () {
        () if answered => "interactions answered",
        () if heard.is_none() => "interactions that Discord did not tell, the session being over",
        () if is_cut_short => "interactions cut short by a stop",
        () if !is_in_time => "interactions told too late, after an outage",
        () if is_given_up(caused, &first) => "interactions of which Discord took no answer",
        () if is_slow => "interactions while this machine had no time",
        () => {
            let detail = format!("{} {}: {}", caused.what, caused.id, list(&first));
            verdict.wrong.push(("lost", detail));
            return;
        }
    };
    verdict.outcomes.push(outcome);
}

/// Whether every attempt at a first response failed, and there was no time for another, or no sense.
fn is_given_up(caused: &Caused, attempts: &[&Request]) -> bool {
    let Some(last) = attempts.last() else { return false };
    if attempts.iter().any(|attempt| attempt.failure.is_none()) {
        return false;
    }
    let backoff = FIRST_BACKOFF * f64::powi(2.0, attempts.len() as i32 - 1);
    let wait = match &last.failure {
        Some(Failure::RateLimited { retry_after }) => retry_after * 1.1,
        Some(Failure::BareLimit(Some(said))) => {
            said.parse::<f64>().map_or(backoff, |said| said * 1.1)
        }
        // The bot waits for the answer first.
        Some(Failure::Silence) => 1.2 + backoff,
        Some(Failure::Late(by)) => by.as_secs_f64().min(1.2) + backoff,
        _ => backoff,
    };
    is_refused(last) || (last.at - caused.at).as_secs_f64() + wait >= LAST_ATTEMPT
}

/// Whether a request was refused in a way that does not pass.
fn is_refused(request: &Request) -> bool {
    matches!(request.failure, Some(Failure::Status { status: 400..=428, .. }))
}

/// The place of the first attempt that was sent though the bot had heard that one before had succeeded.
fn sent_after_success(attempts: &[&Request]) -> Option<usize> {
    attempts.iter().enumerate().position(|(place, attempt)| {
        attempts[..place].iter().any(|before| {
            let heard_after = match &before.failure {
                None | Some(Failure::OddAnswer(_) | Failure::Garbage(_)) => Duration::ZERO,
                Some(Failure::Delay(by) | Failure::Late(by)) if *by < ATTEMPT => *by,
                _ => return false,
            };
            // It takes a moment for an answer to be heard.
            let heard = before.at + heard_after + Duration::from_millis(50);
            before.status / 100 == 2 && attempt.at > heard
        })
    })
}

fn count_doubled_follow_ups(follow_ups: &[&Request], verdict: &mut Verdict) {
    for (place, one) in follow_ups.iter().enumerate() {
        let same = |before: &&&Request| before.body == one.body && before.status / 100 == 2;
        let Some(before) = follow_ups[..place].iter().find(same) else { continue };
        if one.status / 100 != 2 {
            continue;
        }
        if before.failure.is_some() {
            verdict.outcomes.push("follow-ups posted twice, since Discord's answer was lost");
        } else {
            verdict.wrong.push(("answered twice", format!("a follow-up: {}", one.path)));
        }
    }
}

fn of_message(
    discord: &FakeDiscord,
    written: &Written,
    attempts: &[&Request],
    is_cut_short: bool,
    verdict: &mut Verdict,
) {
    let question = json!(written.id.to_string());
    let all = discord.messages(written.channel);
    let answers: Vec<&Value> = all
        .iter()
        .filter(|message| message["message_reference"]["message_id"] == question)
        .collect();
    let describe = || format!("the message {}: {}", written.id, list(attempts));
    if answers.len() > 1 {
        verdict.wrong.push(("answered twice", describe()));
    }
    let (mark, _) = written.texts.last().expect("it has a text");
    let is_failed = attempts.last().is_some_and(|last| is_refused(last));
    let shown = |answer: &Value| {
        let embed = answer["embeds"][0]["description"].as_str();
        embed.or(answer["content"].as_str()).is_some_and(|text| text.contains(mark.as_str()))
    };
    let outcome = match (written.deleted, answers.first()) {
        (None, Some(answer)) if shown(answer) => "messages whose answer fits how they stand",
        (Some(_), None) => "messages deleted, and no answer left",
        _ if !is_told(discord, written, None) => {
            "messages of which Discord did not tell all, a session being over"
        }
        _ if is_cut_short => "messages cut short by a stop",
        _ if is_failed => "messages of which Discord took no answer",
        (None, None) => return verdict.wrong.push(("lost", describe())),
        (None, Some(_)) => return verdict.wrong.push(("answered with an old text", describe())),
        (Some(_), Some(_)) => {
            let what = "left behind when its question was deleted";
            return verdict.wrong.push((what, describe()));
        }
    };
    verdict.outcomes.push(outcome);
}

/// Whether the bot has said by this moment, or at all, that it knows how a message stands.
fn is_told(discord: &FakeDiscord, written: &Written, by: Option<Instant>) -> bool {
    let n_heard = |event: &str| {
        let heard = discord.heard(event, written.id);
        heard.into_iter().filter(|heard| by.is_none_or(|by| heard.at <= by)).count()
    };
    n_heard("MESSAGE_CREATE") > 0
        && n_heard("MESSAGE_UPDATE") >= written.texts.len() - 1
        && (written.deleted.is_none() || n_heard("MESSAGE_DELETE") > 0)
}

/// Whether attempts were made around this moment, of which the last before it had failed: it is to be
/// sent again, or had its effect, and the next start does not know of it.
fn is_under_way(attempts: &[&Request], moment: Instant) -> bool {
    let before = attempts.iter().rfind(|attempt| attempt.at <= moment);
    before.is_some_and(|last| last.failure.is_some() && moment - last.at < AT_WORK)
}

/// The attempts, a word each.
fn list(attempts: &[&Request]) -> String {
    let Some(first) = attempts.first() else { return "no attempt".to_owned() };
    let word = |attempt: &&Request| {
        let after = attempt.at - first.at;
        let failure = attempt.failure.as_ref().map(super::rest::name).unwrap_or_default();
        format!("+{after:?} {} {} {failure}", attempt.method, attempt.status)
    };
    attempts.iter().map(word).collect::<Vec<_>>().join("; ")
}
