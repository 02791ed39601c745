//! The trial of outages in small (`examples/trials`): whatever fails at random, nothing that Discord
//! would still accept is lost, and nothing is answered twice.

#[path = "../../../examples/trials/outages/trial.rs"]
mod trial;

use std::path::Path;

use self::trial::{Trial, run};

#[test]
fn nothing_is_lost_or_answered_twice_while_discord_fails_and_the_program_is_started_anew() {
    let trial = Trial { n_acts: 240, acts_in_block: 120, n_lives: 2, seed: 3 };
    assert_eq!(run(trial, Path::new(env!("CARGO_BIN_EXE_verbatim"))), 0);
}
