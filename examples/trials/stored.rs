//! The trials of what is stored.

use std::path::{Path, PathBuf};

use fastrand::Rng;

use crate::disk::{DOINGS, Disks};
use crate::faulty::{FAULTS, Faults};
use crate::kills::Writing;
use crate::laid::Laid;
use crate::{
    damage, direct_calls, failing_calls, file_sizes, flips, full_disks, kills, program, refreshes,
    serving,
};

/// What is tried.
pub struct Trials {
    /// How much of it, by what each trial says.
    pub n: usize,
    /// The folder of documents.
    pub documents: PathBuf,
    /// What is asked.
    pub questions: Vec<String>,
    /// Of what is random.
    pub seed: u64,
}

impl Trials {
    /// Runs the trial of this name; how often something went wrong, or `None` where there is none such.
    pub fn run(&self, trial: &str) -> Option<usize> {
        let random = &mut Rng::with_seed(self.seed);
        Some(match trial {
            "flips" => flips::run(self, random),
            "refreshes" => refreshes::run(self, random),
            "damage" => damage::run(&self.laid(), self.n, 1, random),
            "kills" => self.kills(random),
            "serve" => serving::run(&self.laid(), self.n, random),
            "disk" => self.disk(),
            _ => return None,
        })
    }

    /// Folders for trials of the program, which `cargo build --release` has made.
    fn laid(&self) -> Laid {
        Laid::out(&program(), &self.documents, &self.questions)
    }

    fn kills(&self, random: &mut Rng) -> usize {
        let laid = self.laid();
        let of_index = [
            (Writing::FirstByWords, self.n),
            // That takes far longer.
            (Writing::First, self.n / 8),
            (Writing::Refresh, self.n),
            (Writing::Rebuild, self.n / 4),
        ];
        let n_faults = of_index.map(|(writing, n)| kills::of_index(&laid, writing, n, random));
        n_faults.iter().sum()
    }

    fn disk(&self) -> usize {
        let laid = self.laid();
        let (mut disks, n) = (Disks::new(&laid), self.n);
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/trials/faults.c");
        let failing = Faults::compile(&source, laid.root()).and_then(|faults| {
            failing_calls::run(&mut disks, (&faults, FAULTS), n, &DOINGS);
            direct_calls::run(&mut disks, n.min(6), &DOINGS)
        });
        file_sizes::run(&mut disks, n, &DOINGS);
        #[cfg(unix)]
        crate::modes::run(&mut disks, 1, &DOINGS);
        let full = full_disks::run(&mut disks, n, &DOINGS);
        for missing in [&failing, &full].into_iter().filter_map(|tried| tried.as_ref().err()) {
            println!("not tried: {missing}");
        }
        // Mounting is not allowed everywhere; what else is needed can be installed.
        disks.told() + usize::from(failing.is_err())
    }
}
