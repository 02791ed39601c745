//! Outages: people ask while Discord, its gateway and the network fail at random, and the program is
//! stopped and started again in the middle.
//!
//! The program is the real one, in a process of its own; Discord is the tests' own on loopback. Blocks
//! run beside each other, each with a Discord, a data folder and some lives of the program.

mod acts;
mod block;
mod gateway;
mod judge;
mod pauses;
mod program;
mod rest;
mod counts;

use std::path::Path;
use std::sync::Arc;

use tokio::sync::Semaphore;

use block::Block;
use counts::Counts;

/// How many blocks run at once. Most of their time is waited.
const AT_ONCE: usize = 3;

/// What is tried.
#[derive(Clone, Copy, Debug)]
pub struct Trial {
    /// How often people do something.
    pub n_acts: usize,
    /// How often in one block at most.
    pub acts_in_block: usize,
    /// How often the program is started in a block.
    pub n_lives: usize,
    /// The same seed gives the same acts and faults. When the bot hears of them differs.
    pub seed: u64,
}

/// Runs a trial with this program, and prints its figures; how often something went wrong.
pub fn run(trial: Trial, program: &Path) -> usize {
    let Trial { n_acts, acts_in_block, n_lives, seed } = trial;
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let counts = runtime.block_on(async {
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        let blocks = (0..n_acts.div_ceil(acts_in_block)).map(|number| {
            let (turns, program) = (Arc::clone(&turns), program.to_path_buf());
            let n_acts = acts_in_block.min(n_acts - number * acts_in_block);
            tokio::spawn(async move {
                let _turn = turns.acquire_owned().await.expect("it is never closed");
                let block = Block { number: number as u64, seed, n_acts, n_lives };
                let counts = block.run(&program).await;
                eprintln!("block {number}: {n_acts} acts, {} faults found", counts.n_wrong());
                counts
            })
        });
        let mut all = Counts::default();
        for block in blocks.collect::<Vec<_>>() {
            all.add(block.await.expect("the trial itself does not panic"));
        }
        all
    });
    println!("{counts}");
    counts.n_wrong()
}
