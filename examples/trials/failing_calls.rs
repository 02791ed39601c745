//! Each kind of call of the C library fails, at places over the whole run of what the program does.

use std::collections::BTreeMap;

use super::disk::{Disks, Doing};
use super::faulty::{Fault, Faults};

/// Has each of these kinds of call fail, at up to `n` places of its run.
pub fn run(
    disks: &mut Disks<'_>,
    (faults, kinds): (&Faults, &[Fault]),
    n: usize,
    doings: &[Doing],
) {
    let (data, program) = (disks.data(), disks.laid.program.clone());
    for doing in doings {
        let mut counted = BTreeMap::new();
        for fault in kinds {
            let mut fail = |at: usize, how: &str| {
                disks.lay(*doing, &data);
                let command = |arguments: &[&str]| {
                    let mut command = program.command(&data, arguments);
                    faults.inject(&mut command, &data, fault, at);
                    command
                };
                disks.try_with((*doing, how), &data, command, || ());
            };
            let n_calls = *counted.entry(fault.call).or_insert_with(|| {
                fail(0, "no fault");
                faults.n_calls()
            });
            let lasts = if fault.lasts { " and of all behind it" } else { "" };
            for at in places(n_calls, n) {
                fail(at, &format!("{} of {} {at}{lasts}, of {n_calls}", fault.error, fault.call));
            }
        }
        println!("{doing:?}: failing calls tried");
    }
}

/// Up to `n` of the places from 1 to `n_calls`: the first and the last among them.
fn places(n_calls: usize, n: usize) -> Vec<usize> {
    if n_calls <= n {
        return (1..=n_calls).collect();
    }
    let place = |at: usize| 1 + at * (n_calls - 1) / (n - 1).max(1);
    (0..n).map(place).collect()
}
