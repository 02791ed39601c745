//! What a process that reads documents can do, should one of them take it over: compute, and answer.
//! On every Unix it inherits no file but its three streams. On Linux it also gains no privilege, and
//! the system refuses it to open or change a file, to reach a network, to run a program, to make and
//! to touch another process. Its program starts it without an environment, in the root folder.

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

    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
        SeccompRule, apply_filter,
    };

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
        libc::SYS_open_tree,
        libc::SYS_move_mount,
        libc::SYS_fsopen,
        libc::SYS_fspick,
        libc::SYS_inotify_init1,
        libc::SYS_fanotify_init,
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
        libc::SYS_tkill,
        libc::SYS_rt_sigqueueinfo,
        libc::SYS_rt_tgsigqueueinfo,
        libc::SYS_pidfd_open,
        libc::SYS_pidfd_send_signal,
        libc::SYS_pidfd_getfd,
        libc::SYS_kcmp,
        libc::SYS_move_pages,
        libc::SYS_migrate_pages,
        // How much of the processors other processes get.
        libc::SYS_setpriority,
        libc::SYS_sched_setscheduler,
        libc::SYS_sched_setparam,
        libc::SYS_sched_setattr,
        libc::SYS_ioprio_set,
        // Memory and messages that other processes have too.
        libc::SYS_shmget,
        libc::SYS_shmat,
        libc::SYS_msgget,
        libc::SYS_semget,
        libc::SYS_mq_open,
        libc::SYS_mq_unlink,
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

    /// The other calls of x86-64 (x32, where the kernel has them): this bit, and most of the numbers.
    #[cfg(target_arch = "x86_64")]
    const X32: i64 = 0x4000_0000;
    /// Those of them that are numbered apart (Linux, `syscall_64.tbl`): signals, programs, memory of other
    /// processes.
    #[cfg(target_arch = "x86_64")]
    const REFUSED_OF_X32: &[i64] = &[520, 521, 524, 528, 533, 536, 539, 540, 545];

    /// Has them refused from now on, in this thread and those that it starts.
    pub fn refuse() -> Result<(), seccompiler::Error> {
        // Its flags lie in memory, where no filter sees them: whoever starts a thread is told that there
        // is no such call, and uses the older one.
        let unknown = BTreeMap::from([(libc::SYS_clone3, Vec::new())]);
        filter(unknown, libc::ENOSYS)?;
        let refused = REFUSED.iter().chain(REFUSED_HERE).copied();
        #[cfg(target_arch = "x86_64")]
        let refused = {
            let older = [libc::SYS_clone, libc::SYS_clone3, libc::SYS_tgkill, libc::SYS_prlimit64];
            let x32 = REFUSED.iter().chain(REFUSED_HERE).copied().chain(older);
            let x32: Vec<i64> =
                x32.chain(REFUSED_OF_X32.iter().copied()).map(|n| n | X32).collect();
            refused.chain(x32)
        };
        let mut refused: BTreeMap<i64, Vec<SeccompRule>> =
            refused.map(|call| (call, Vec::new())).collect();
        let own = u64::from(std::process::id());
        let thread = libc::CLONE_THREAD as u64;
        refused.extend([
            // Another process than this one.
            (libc::SYS_tgkill, vec![where_first(SeccompCmpOp::Ne, own)?]),
            (libc::SYS_prlimit64, vec![where_first(SeccompCmpOp::Ne, 0)?]),
            // A process, rather than a thread of this one.
            (libc::SYS_clone, vec![where_first(SeccompCmpOp::MaskedEq(thread), 0)?]),
        ]);
        filter(refused, libc::EPERM)
    }

    /// A call whose first argument compares so.
    fn where_first(compared: SeccompCmpOp, value: u64) -> Result<SeccompRule, seccompiler::Error> {
        let condition = SeccompCondition::new(0, SeccompCmpArgLen::Dword, compared, value)?;
        Ok(SeccompRule::new(vec![condition])?)
    }

    fn filter(
        calls: BTreeMap<i64, Vec<SeccompRule>>,
        error: i32,
    ) -> Result<(), seccompiler::Error> {
        let filter = SeccompFilter::new(
            calls,
            SeccompAction::Allow,
            SeccompAction::Errno(error as u32),
            std::env::consts::ARCH.try_into()?,
        )?;
        let filter: BpfProgram = filter.try_into()?;
        apply_filter(&filter)
    }

    #[cfg(test)]
    mod tests {
        use std::io::{self, ErrorKind};
        use std::net::{TcpListener, TcpStream, UdpSocket};
        use std::os::linux::net::SocketAddrExt;
        use std::os::unix::net::{SocketAddr, UnixDatagram, UnixListener, UnixStream};
        use std::path::Path;
        use std::{fs, process, thread};

        use rustix::process::{Pid, PidfdFlags, Resource, Rlimit, Signal};

        fn refused(result: io::Result<()>, what: &str) {
            let kind = result.map_err(|error| error.kind());
            assert_eq!(kind, Err(ErrorKind::PermissionDenied), "{what}");
        }

        /// What a thread finds that is confined as a process that reads is.
        fn confined<T: Send>(trial: impl FnOnce() -> T + Send) -> T {
            let trial = || {
                super::refuse().expect("this system has such filters");
                trial()
            };
            thread::scope(|scope| scope.spawn(trial).join()).expect("no panic")
        }

        #[test]
        fn what_is_confined_finds_no_socket_of_anybody() {
            let abstract_name =
                SocketAddr::from_abstract_name(format!("confined {}", process::id()));
            let abstract_name = abstract_name.expect("a name");
            let listener = UnixListener::bind_addr(&abstract_name).expect("this thread is free");
            let open = TcpListener::bind("127.0.0.1:0").expect("a port");
            let port = open.local_addr().expect("bound");
            confined(|| {
                refused(UnixStream::connect_addr(&abstract_name).map(drop), "an abstract socket");
                refused(UnixListener::bind("/tmp/x").map(drop), "a socket with a path");
                refused(UnixDatagram::unbound().map(drop), "a socket without a name");
                refused(UnixStream::pair().map(drop), "a pair");
                refused(TcpStream::connect(port).map(drop), "a port that listens");
                refused(TcpListener::bind("127.0.0.1:0").map(drop), "listening");
                refused(UdpSocket::bind("127.0.0.1:0").map(drop), "datagrams");
            });
            drop(listener);
        }

        #[test]
        fn what_is_confined_makes_no_process_and_touches_none() {
            let mut other = process::Command::new("sleep").arg("100").spawn().expect("a process");
            let id = Pid::from_child(&other);
            confined(|| {
                let kill = rustix::process::kill_process(id, Signal::TERM);
                refused(kill.map_err(io::Error::from), "a signal");
                let test = rustix::process::test_kill_process(id);
                refused(test.map_err(io::Error::from), "asking whether it is there");
                let opened = rustix::process::pidfd_open(id, PidfdFlags::empty());
                refused(opened.map(drop).map_err(io::Error::from), "holding it");
                let none = Rlimit { current: Some(0), maximum: Some(0) };
                let limited = rustix::process::prlimit(Some(id), Resource::Cpu, none);
                refused(limited.map(drop).map_err(io::Error::from), "limiting it");
                let nice = rustix::process::setpriority_process(Some(id), 19);
                refused(nice.map_err(io::Error::from), "slowing it down");
                for path in ["environ", "mem", "cmdline", "fd", "root"] {
                    let path = format!("/proc/{}/{path}", id.as_raw_nonzero());
                    refused(fs::File::open(&path).map(drop), &path);
                }
                refused(process::Command::new("true").status().map(drop), "running");
                // Its own limits it may look at, and threads it may start.
                assert!(
                    rustix::process::getrlimit(Resource::As).maximum.is_none_or(|most| most > 0)
                );
                assert_eq!(thread::spawn(|| 7).join().expect("a thread"), 7);
            });
            assert!(matches!(other.try_wait(), Ok(None)), "it goes on");
            other.kill().expect("this thread is free");
            other.wait().expect("ended");
        }

        #[test]
        fn what_is_confined_opens_no_file_reaches_no_network_and_runs_no_program() {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let file = folder.path().join("a.txt");
            fs::write(&file, "x").expect("written");
            let n_bytes = confined(|| {
                let file: &Path = &file;
                refused(fs::read(file).map(drop), "reading");
                refused(fs::write(file, "y"), "writing");
                refused(fs::remove_file(file), "removing");
                refused(TcpStream::connect("127.0.0.1:9").map(drop), "connecting");
                refused(process::Command::new("true").status().map(drop), "running");
                // What it is for it still can do.
                thread::spawn(|| vec![1; 10 << 20].len()).join().expect("a thread")
            });
            assert_eq!(n_bytes, 10 << 20);
            assert_eq!(fs::read(&file).expect("this thread is free"), b"x");
        }
    }
}
