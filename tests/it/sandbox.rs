use std::fs;
use std::time::{Duration, Instant};

use verbatim::document::Markup;
use verbatim::segment;

use crate::terminal::{Place, code, err, out, token};

/// A list of this many lines, as each mark begins it.
fn lists(n: usize) -> [(&'static str, String); 5] {
    let numbered = |line: fn(usize) -> String| (1..=n).map(line).collect::<String>();
    [
        ("numbers", numbered(|number| format!("{number}.\n"))),
        ("dashes", "- x\n".repeat(n)),
        ("brackets", numbered(|number| format!("[{}]\n", number % 1000))),
        ("notes", "¹ note\n".repeat(n)),
        ("questions", "Is it?\n".repeat(n)),
    ]
}

#[test]
fn a_list_of_twice_the_length_takes_twice_the_time() {
    const N: usize = 200_000;
    let beside = Duration::from_millis(200);
    for markup in [Markup::Plain, Markup::Markdown] {
        for ((name, short), (_, long)) in lists(N).into_iter().zip(lists(2 * N)) {
            let time = |text: &str| {
                let since = Instant::now();
                segment::passages(text, markup);
                since.elapsed()
            };
            // The machine does other work too: the shortest of several times counts. What is
            // allowed beside is for memory that the system hands out when more of it is needed.
            let (mut once, mut twice) = (Duration::MAX, Duration::MAX);
            for _ in 0..20 {
                (once, twice) = (once.min(time(&short)), twice.min(time(&long)));
                if twice <= once.mul_f64(2.2) + beside {
                    break;
                }
            }
            println!("{name}, {markup:?}: {N} lines in {once:?}, {} in {twice:?}", 2 * N);
            assert!(
                twice <= once.mul_f64(2.2) + beside,
                "{name}, {markup:?}: {once:?}, then {twice:?}"
            );
            assert!(twice < Duration::from_secs(10), "{name}, {markup:?}: {twice:?}");
        }
    }
}

#[test]
fn files_made_to_take_no_end_are_warnings_that_are_not_tried_again() {
    let comment = format!("<html><body><!-->{}-->", "<div>".repeat(12_000));
    let drawing = format!("<html><body><svg>{}", "<td>".repeat(100_000));
    // The list takes more memory than a process may have.
    let list = "- x\n".repeat(30_000_000);
    let (place, seeds) = Place::with(&[
        ("comment.html", comment.as_bytes()),
        ("drawing.html", drawing.as_bytes()),
        ("good.txt", b"The yard closed in 1931.\n"),
        ("list.txt", list.as_bytes()),
        ("other.txt", b"The ferry burned in 1911.\n"),
    ]);
    let since = Instant::now();
    let asked = place.run(&["ask", "when did the yard close?"]);
    assert!(out(&asked).contains("The yard closed in 1931."), "{}", err(&asked));
    assert!(since.elapsed() < Duration::from_secs(100), "{:?}", since.elapsed());
    let since = Instant::now();
    assert_eq!(out(&place.run(&["index"])), "0 read, 0 removed, 5 unchanged\n");
    assert!(since.elapsed() < Duration::from_secs(5), "{:?}", since.elapsed());
    let sources = place.run(&["sources"]);
    for expected in [
        "comment.html\n    warning: elements ",
        "drawing.html\n    warning: elements ",
        "list.txt\n    warning: damaged, or not readable within 60 s of computing and 3 GiB of memory",
        "5 documents, 2 of them can be quoted",
    ] {
        assert!(out(&sources).contains(expected), "{expected}: {}", out(&sources));
    }
    fs::write(seeds.path().join("list.txt"), "The list ended in 1951.\n").expect("written");
    assert_eq!(out(&place.run(&["index"])), "1 read, 0 removed, 4 unchanged\n");
    assert!(out(&place.run(&["ask", "when did the list end?"])).contains("1951"));
}

/// The processes that this one started, by their numbers.
#[cfg(target_os = "linux")]
fn children(parent: u32) -> Vec<u32> {
    let folders = fs::read_dir("/proc").expect("the system's processes").flatten();
    let numbers = folders.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let is_child = |number: &u32| {
        let status = fs::read_to_string(format!("/proc/{number}/status")).unwrap_or_default();
        status.lines().any(|line| line == format!("PPid:\t{parent}"))
    };
    numbers.filter(is_child).collect()
}

#[test]
#[cfg(target_os = "linux")]
fn the_process_that_reads_knows_no_secret_and_holds_no_file() {
    let list = "- x\n".repeat(30_000_000);
    let (place, _seeds) = Place::with(&[("list.txt", list.as_bytes())]);
    let program = place.command(&["index"]);
    // A file that whoever starts the program left open.
    let mut running = std::process::Command::new("sh");
    running
        .args(["-c", "exec 9</dev/null; exec \"$0\" \"$@\""])
        .arg(program.get_program())
        .args(program.get_args())
        .current_dir(program.get_current_dir().expect("a folder"))
        .env("DISCORD_TOKEN", token());
    let env = format!("DISCORD_TOKEN={}\nLD_PRELOAD=/nowhere.so\nPATH=/nowhere\n", token());
    fs::write(program.get_current_dir().expect("a folder").join(".env"), env).expect("written");
    let mut running = running
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program runs");
    let since = Instant::now();
    let (reader, status) = loop {
        let status = |number: u32| fs::read_to_string(format!("/proc/{number}/status")).ok();
        let found = children(running.id()).into_iter().find_map(|number| {
            Some((number, status(number).filter(|status| status.contains("Seccomp:\t2"))?))
        });
        match found {
            Some(found) => break found,
            None if since.elapsed() > Duration::from_secs(60) => panic!("no process is confined"),
            None => std::thread::yield_now(),
        }
    };
    let of = |name: &str| format!("/proc/{reader}/{name}");
    assert!(status.contains("NoNewPrivs:\t1"), "{status}");
    assert_eq!(fs::read(of("environ")).expect("readable"), b"", "its environment");
    assert_eq!(fs::read_link(of("cwd")).expect("a folder"), std::path::Path::new("/"));
    let mut open: Vec<String> = fs::read_dir(of("fd"))
        .expect("readable")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a number"))
        .collect();
    open.sort();
    assert_eq!(open, ["0", "1", "2"]);
    running.kill().expect("ended");
    running.wait().expect("ended");
}

#[test]
fn the_file_env_sets_what_is_the_program_s_and_names_the_rest() {
    let (place, seeds) = Place::with(&[("a.txt", b"The yard closed in 1931.\n")]);
    let mut command = place.command(&[]);
    let folder = command.get_current_dir().expect("a folder").to_path_buf();
    let env = format!(
        "VERBATIM_SEEDS=\"{}\"\nVERBATIM_DATA=of-file\nLD_PRELOAD=/secret.so\nPATH=/secret\nDISCORD_TOKEN=x\n",
        seeds.path().display()
    );
    fs::write(folder.join(".env"), env).expect("written");
    let mut run = |variables: &[(&str, &str)], arguments: &[&str]| {
        command = std::process::Command::new(env!("CARGO_BIN_EXE_verbatim"));
        for name in ["DISCORD_TOKEN", "VERBATIM_LOG", "VERBATIM_SEEDS", "VERBATIM_DATA"] {
            command.env_remove(name);
        }
        command.current_dir(&folder).envs(variables.iter().copied()).args(arguments);
        command.output().expect("the program runs")
    };
    let asked = run(&[], &["ask", "when did the yard close?"]);
    assert!(out(&asked).contains("The yard closed in 1931."), "{}", err(&asked));
    assert!(folder.join("of-file/texts").is_dir(), "the file names the folder");
    for name in ["LD_PRELOAD", "PATH"] {
        assert!(err(&asked).contains(name), "{name}: {}", err(&asked));
    }
    assert!(!err(&asked).contains("secret"), "{}", err(&asked));
    assert!(!err(&asked).contains("DISCORD_TOKEN is ignored"), "{}", err(&asked));
    assert!(out(&run(&[], &["check"])).contains("wrong  token"), "the file's token is looked at");
    run(&[("VERBATIM_DATA", "of-variable")], &["index"]);
    assert!(folder.join("of-variable").is_dir(), "the environment goes before the file");
    run(&[("VERBATIM_DATA", "of-variable-2")], &["--data", "of-option", "index"]);
    assert!(folder.join("of-option").is_dir() && !folder.join("of-variable-2").exists());
    assert_eq!(code(&run(&[], &["--help"])), 0);
}
