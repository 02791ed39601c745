//! What is counted, and how it is printed.

use std::collections::BTreeMap;
use std::fmt;

/// Numbers by what they count. What must not happen is counted apart.
#[derive(Debug, Default)]
pub struct Counts {
    /// What people did.
    acts: BTreeMap<String, usize>,
    /// What was let go wrong.
    injected: BTreeMap<String, usize>,
    /// What came of the acts, where nothing is wrong with it.
    outcomes: BTreeMap<String, usize>,
    /// What must not happen.
    wrong: BTreeMap<String, usize>,
}

/// What must not happen, each with what it means.
pub const WRONG: [&str; 9] = [
    "lost",
    "answered twice",
    "answered with an old text",
    "left behind when its question was deleted",
    "panics",
    "ends with another exit code",
    "ends that took longer than two seconds",
    "never connected again",
    "Discord's rules broken",
];

impl Counts {
    pub fn act(&mut self, what: &str) {
        *self.acts.entry(what.to_owned()).or_default() += 1;
    }

    pub fn injected(&mut self, what: &str) {
        *self.injected.entry(what.to_owned()).or_default() += 1;
    }

    pub fn outcome(&mut self, what: &str) {
        *self.outcomes.entry(what.to_owned()).or_default() += 1;
    }

    /// Counts one of [`WRONG`], and tells of it.
    pub fn wrong(&mut self, what: &str, detail: &str) {
        eprintln!("WRONG: {what}: {detail}");
        *self.wrong.entry(what.to_owned()).or_default() += 1;
    }

    /// How often something happened that must not.
    pub fn n_wrong(&self) -> usize {
        self.wrong.values().sum()
    }

    pub fn add(&mut self, other: Counts) {
        let pairs = [
            (&mut self.acts, other.acts),
            (&mut self.injected, other.injected),
            (&mut self.outcomes, other.outcomes),
            (&mut self.wrong, other.wrong),
        ];
        for (into, from) in pairs {
            for (what, n) in from {
                *into.entry(what).or_default() += n;
            }
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sum = |counts: &BTreeMap<String, usize>| counts.values().sum::<usize>();
        let mut part = |title: String, counts: &BTreeMap<String, usize>| {
            writeln!(f, "{title}")?;
            counts.iter().try_for_each(|(what, n)| writeln!(f, "{n:8}  {what}"))
        };
        part(format!("{} acts", sum(&self.acts)), &self.acts)?;
        part(format!("{} faults injected", sum(&self.injected)), &self.injected)?;
        part("what came of the acts".to_owned(), &self.outcomes)?;
        writeln!(f, "what must not happen")?;
        let n = |what: &str| self.wrong.get(what).copied().unwrap_or_default();
        WRONG.iter().try_for_each(|what| writeln!(f, "{:8}  {what}", n(what)))
    }
}
