//! What a process that reads documents can do, should one of them take it over: compute, and answer.
//! On every Unix it inherits no file but its three streams. On Linux it also gains no privilege, and
//! the system refuses it to open or change a file, to reach a network, to run a program and to
//! touch another process. Its program starts it without an environment, in the root folder.

/// Confines this process, for good. A system that refuses a part of it does without: its limits and
/// its empty environment still hold.
pub fn confine() {
    #[cfg(unix)]
    close_inherited_files();
    #[cfg(target_os = "linux")]
    {
        let _ = rustix::thread::set_no_new_privs(true);
        #[cfg(any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64"))]
        let _ = system_calls::refuse();
    }
}

/// Closes what whoever started the program left open, but for the three streams.
#[cfg(unix)]
fn close_inherited_files() {
    let Ok(open) = std::fs::read_dir("/dev/fd") else { return };
    let numbers: Vec<i32> = open
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|number| *number > 2)
        .collect();
    for number in numbers {
        // The folder itself was among them, and is closed already.
        let _ = nix::unistd::close(number);
    }
}

/// The system calls that are refused, by a filter of the kernel (seccomp).
#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")
))]
mod system_calls {
    use std::collections::BTreeMap;

    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, apply_filter};

    /// Refused on every architecture.
    const REFUSED: &[i64] = &[
        // Opening files.
        libc::SYS_openat,
        libc::SYS_openat2,
        libc::SYS_open_by_handle_at,
        // Opens files too, past this filter.
        libc::SYS_io_uring_setup,
        // Changing files by their names.
        libc::SYS_unlinkat,
        libc::SYS_renameat2,
        libc::SYS_linkat,
        libc::SYS_symlinkat,
        libc::SYS_mkdirat,
        libc::SYS_mknodat,
        libc::SYS_fchmodat,
        libc::SYS_fchownat,
        libc::SYS_truncate,
        libc::SYS_utimensat,
        libc::SYS_setxattr,
        libc::SYS_lsetxattr,
        libc::SYS_mount,
        libc::SYS_chroot,
        // Networks, and sockets to other processes.
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_connect,
        libc::SYS_bind,
        // Other programs and processes.
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_kill,
        libc::SYS_pidfd_open,
        libc::SYS_pidfd_send_signal,
        libc::SYS_pidfd_getfd,
        // What the kernel does for few.
        libc::SYS_unshare,
        libc::SYS_setns,
        libc::SYS_bpf,
        libc::SYS_perf_event_open,
        libc::SYS_userfaultfd,
        libc::SYS_keyctl,
        libc::SYS_add_key,
        libc::SYS_request_key,
    ];

    /// Older calls, which newer architectures do without.
    #[cfg(target_arch = "x86_64")]
    const REFUSED_HERE: &[i64] = &[
        libc::SYS_open,
        libc::SYS_creat,
        libc::SYS_unlink,
        libc::SYS_rmdir,
        libc::SYS_rename,
        libc::SYS_renameat,
        libc::SYS_link,
        libc::SYS_symlink,
        libc::SYS_mkdir,
        libc::SYS_mknod,
        libc::SYS_chmod,
        libc::SYS_chown,
        libc::SYS_lchown,
        libc::SYS_utime,
        libc::SYS_utimes,
        libc::SYS_futimesat,
        libc::SYS_fork,
        libc::SYS_vfork,
    ];
    #[cfg(target_arch = "aarch64")]
    const REFUSED_HERE: &[i64] = &[libc::SYS_renameat];
    #[cfg(target_arch = "riscv64")]
    const REFUSED_HERE: &[i64] = &[];

    /// Has them refused from now on, in this thread and those that it starts.
    pub fn refuse() -> Result<(), seccompiler::Error> {
        let refused = REFUSED.iter().chain(REFUSED_HERE).map(|call| (*call, Vec::new()));
        let filter = SeccompFilter::new(
            refused.collect::<BTreeMap<_, _>>(),
            SeccompAction::Allow,
            SeccompAction::Errno(libc::EPERM as u32),
            std::env::consts::ARCH.try_into()?,
        )?;
        let filter: BpfProgram = filter.try_into()?;
        apply_filter(&filter)
    }

    #[cfg(test)]
    mod tests {
        use std::io::{self, ErrorKind};
        use std::net::TcpStream;
        use std::path::Path;
        use std::{fs, process, thread};

        #[test]
        fn what_is_confined_opens_no_file_reaches_no_network_and_runs_no_program() {
            let refused = |result: io::Result<()>, what: &str| {
                assert_eq!(
                    result.map_err(|error| error.kind()),
                    Err(ErrorKind::PermissionDenied),
                    "{what}"
                );
            };
            let folder = tempfile::tempdir().expect("a temporary folder");
            let file = folder.path().join("a.txt");
            fs::write(&file, "x").expect("written");
            let confined = move |file: &Path| {
                super::refuse().expect("this system has such filters");
                refused(fs::read(file).map(drop), "reading");
                refused(fs::write(file, "y"), "writing");
                refused(fs::remove_file(file), "removing");
                refused(TcpStream::connect("127.0.0.1:9").map(drop), "connecting");
                refused(process::Command::new("true").status().map(drop), "running");
                // What it is for it still can do.
                thread::spawn(|| vec![1; 10 << 20].len()).join().expect("a thread")
            };
            let n_bytes = thread::scope(|scope| scope.spawn(|| confined(&file)).join());
            assert_eq!(n_bytes.expect("no panic"), 10 << 20);
            assert_eq!(fs::read(&file).expect("this thread is free"), b"x");
        }
    }
}
