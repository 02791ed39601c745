//! What the system says of this process; nothing where it says nothing.

/// What it takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Process {
    /// Memory that it holds, in bytes.
    pub(super) resident_bytes: Option<u64>,
    pub(super) threads: Option<u64>,
    /// Files and sockets that are open.
    pub(super) open_files: Option<u64>,
}

impl Process {
    /// As it is now (Linux, "proc_pid_status").
    pub(super) fn now() -> Process {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let open = std::fs::read_dir("/proc/self/fd").ok();
        Process {
            // Counting them opens one more.
            open_files: open.map(|open| (open.count() as u64).saturating_sub(1)),
            ..Process::of(&status)
        }
    }

    fn of(status: &str) -> Process {
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            line?.split_whitespace().next()?.parse::<u64>().ok()
        };
        Process {
            resident_bytes: field("VmRSS:").map(|kibibytes| kibibytes * 1024),
            threads: field("Threads:"),
            open_files: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_and_threads_are_read_where_the_system_says() {
        let process = Process::of("Name:\tverbatim\nVmRSS:\t    2048 kB\nThreads:\t7\n");
        assert_eq!((process.resident_bytes, process.threads), (Some(2_097_152), Some(7)));
        assert_eq!(Process::of(""), Process::default());
        #[cfg(target_os = "linux")]
        assert!(Process::now().open_files.is_some_and(|n| n > 2));
    }
}
