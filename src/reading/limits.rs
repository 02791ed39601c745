//! How much reading one file may take. The system holds a process to its time of computing and its
//! memory; the program ends one that does not answer.

use std::time::Duration;

/// Seconds of computing that a file may take.
pub const MAX_SECONDS: u64 = 60;

/// Address space that reading a file may take, in bytes.
pub const MAX_MEMORY: u64 = 3 << 30;

/// How long an answer is waited for. More than [`MAX_SECONDS`]: where the machine is busy, a process
/// computes for a part of the time.
pub const MAX_WAIT: Duration = Duration::from_secs(240);

/// Limits the memory of this process for good. Systems that know no such limit set none.
pub fn limit_memory() {
    #[cfg(unix)]
    {
        // Not above what is in force.
        let limit = |what: rlimit::Resource, most: u64| {
            let hard = what.get_hard().unwrap_or(rlimit::INFINITY).min(most);
            let _ = what.set(hard, hard);
        };
        limit(rlimit::Resource::AS, MAX_MEMORY);
        limit(rlimit::Resource::CORE, 0);
    }
}

/// Gives this process [`MAX_SECONDS`] of computing from now on.
pub fn limit_time() {
    #[cfg(unix)]
    {
        let used = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime).tv_sec;
        let hard = rlimit::Resource::CPU.get_hard().unwrap_or(rlimit::INFINITY);
        // Counted in whole seconds: the one under way is not counted.
        let most = u64::try_from(used).unwrap_or(0) + 1 + MAX_SECONDS;
        let _ = rlimit::Resource::CPU.set(most.min(hard), hard);
    }
}
