//! The generations of the documents, and the process that commits them.

use std::fs;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::Program;
use fastrand::Rng;

/// Documents of a generation.
const N_DOCUMENTS: u64 = 6;
/// Time between two generations.
const EVERY: Duration = Duration::from_secs(1);
/// So often it is looked whether a commit has ended.
const LOOK_EVERY: Duration = Duration::from_millis(3);
/// Of so many commits one is killed, within this time.
const KILLED_OF: u64 = 3;
const KILLED_WITHIN: Duration = Duration::from_millis(400);

/// Which generations there are.
#[derive(Default)]
pub struct Generations {
    /// Held for a look.
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    /// The number of the one whose documents lie there.
    written: u64,
    /// Those that were committed and published, with when that was confirmed, in order.
    confirmed: Vec<(u64, Instant)>,
    n_killed: u64,
}

impl Generations {
    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes the documents of the next one. Nobody reads them meanwhile.
    pub fn write_next(&self, program: &Program) {
        let number = {
            let mut inner = self.lock();
            inner.written += 1;
            inner.written
        };
        let docs = program.root.join("docs");
        fs::create_dir_all(&docs).expect("made");
        for document in 0..N_DOCUMENTS {
            let words = format!("The beacon of pier {document} shows mark {number} tonight.\n");
            fs::write(docs.join(format!("pier-{document}.txt")), words).expect("written");
        }
        // One that comes and goes.
        let passing = docs.join(format!("passing-{}.txt", number % 3));
        let _ = fs::remove_file(docs.join(format!("passing-{}.txt", (number + 1) % 3)));
        fs::write(passing, format!("A ferry passes the pier at mark {number} tonight.\n"))
            .expect("written");
    }

    /// Commits and publishes what lies there, unless it is killed before.
    ///
    /// # Errors
    /// When it fails by itself.
    pub async fn commit(
        &self,
        program: &Program,
        killed_after: Option<Duration>,
    ) -> Result<(), String> {
        let number = self.lock().written;
        let mut command = Command::new(&program.file);
        let at = |path: &str| program.root.join(path);
        command.arg("--seeds").arg(at("docs")).arg("--data").arg(at("data"));
        command.arg("index").args(&program.publish).envs(program.environment.clone());
        command
            .env("VERBATIM_MODEL", "none")
            .env("VERBATIM_LOG", "warn")
            .current_dir(&program.root);
        let log = program.root.join("writer.log");
        let errors = fs::File::create(&log).expect("written");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(errors);
        let mut child = command.spawn().expect("the program runs");
        let since = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().expect("looked at") {
                break status;
            }
            if killed_after.is_some_and(|after| since.elapsed() >= after) {
                child.kill().expect("killed");
                child.wait().expect("ended");
                self.lock().n_killed += 1;
                return Ok(());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        };
        let said = fs::read_to_string(&log).unwrap_or_default();
        if !status.success() || said.contains("damaged") {
            return Err(format!("the writer: {status}: {said}"));
        }
        self.lock().confirmed.push((number, Instant::now()));
        Ok(())
    }

    /// A generation every second, some commits of which are killed; how often one failed.
    pub async fn go_on(&self, program: &Program, until: Instant, random: &mut Rng) -> usize {
        let mut n_failed = 0;
        while Instant::now() < until {
            let next = Instant::now() + EVERY;
            self.write_next(program);
            let killed =
                (random.u64(0..KILLED_OF) == 0).then(|| KILLED_WITHIN.mul_f64(random.f64()));
            if let Err(fault) = self.commit(program, killed).await {
                println!("{fault}");
                n_failed += 1;
            }
            tokio::time::sleep_until(next.into()).await;
        }
        n_failed
    }

    /// How many were confirmed, and how often the writer was killed.
    pub fn counts(&self) -> (usize, u64) {
        let inner = self.lock();
        (inner.confirmed.len(), inner.n_killed)
    }

    /// The newest of which documents were written.
    pub fn written(&self) -> u64 {
        self.lock().written
    }

    /// The newest that was confirmed by then; 0 before the first.
    pub fn confirmed_by(&self, then: Instant) -> u64 {
        let inner = self.lock();
        let by_then = inner.confirmed.iter().rev().find(|(_, at)| *at <= then);
        by_then.map_or(0, |(number, _)| *number)
    }

    /// Since when a newer one than this was confirmed; `None` when none was.
    pub fn replaced_at(&self, number: u64) -> Option<Instant> {
        let inner = self.lock();
        inner.confirmed.iter().find(|(newer, _)| *newer > number).map(|(_, at)| *at)
    }
}
