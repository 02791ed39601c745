use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::world;

const QUESTION: &str = "when did Cambodia coordinate the Russia–ASEAN dialogue?";

/// A fresh data folder, and the documents of the project unless a test lays out its own.
pub struct Place {
    data: TempDir,
    seeds: std::path::PathBuf,
}

impl Place {
    pub fn new() -> Place {
        Place { data: tempfile::tempdir().expect("a temporary folder"), seeds: world::seeds() }
    }

    pub fn with(files: &[(&str, &[u8])]) -> (Place, TempDir) {
        let seeds = tempfile::tempdir().expect("a temporary folder");
        for (name, bytes) in files {
            let path = seeds.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, bytes).expect("written");
        }
        (
            Place {
                data: tempfile::tempdir().expect("a temporary folder"),
                seeds: seeds.path().to_path_buf(),
            },
            seeds,
        )
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_verbatim"));
        command.arg("--data").arg(self.data.path()).arg("--seeds").arg(&self.seeds).args(arguments);
        // Not in the project's folder, so that nobody's .env has a say.
        command
            .current_dir(self.data.path())
            .env_remove("DISCORD_TOKEN")
            .env_remove("VERBATIM_LOG");
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().for_each(|name| {
            command.env_remove(name);
        });
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program runs")
    }

    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Output {
        let mut running = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        running.stdin.take().expect("piped").write_all(input.as_bytes()).expect("written");
        running.wait_with_output().expect("ended")
    }
}

pub fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

pub fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

pub fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

#[test]
fn a_question_is_answered_with_quotes_and_citations() {
    let place = Place::new();
    let asked = place.run(&["ask", QUESTION]);
    assert_eq!((code(&asked), err(&asked)), (0, ""));
    insta::assert_snapshot!("ask", out(&asked));
    let first = out(&asked).lines().next().expect("a line");
    assert!(
        first.contains("from August 2021 until last month") || first.contains("2021–2024"),
        "{first}"
    );
    assert_eq!(out(&place.run(&["ask", QUESTION])), out(&asked), "the second run says the same");
}

#[test]
fn what_the_documents_do_not_say_is_exit_code_1() {
    let asked = Place::new().run(&["ask", "xyzzy plugh?"]);
    assert_eq!(
        (code(&asked), out(&asked)),
        (1, "The documents do not say.\nNo document has these words: xyzzy, plugh\n")
    );
}

#[test]
fn json_says_where_each_word_stands_and_quote_prints_it() {
    let place = Place::new();
    let asked = place.run(&["ask", "--json", QUESTION]);
    let answer: Value = serde_json::from_str(out(&asked)).expect("one object");
    assert_eq!((code(&asked), &answer["answered"]), (0, &Value::Bool(true)));
    for quote in answer["quotes"].as_array().expect("quotes") {
        for part in quote["parts"].as_array().expect("parts") {
            let range = [part["start"].to_string(), part["end"].to_string()];
            let printed = place.run(&[
                "quote",
                quote["source"]["file"].as_str().expect("a file"),
                &range[0],
                &range[1],
            ]);
            assert_eq!(out(&printed), part["text"].as_str().expect("a text"));
        }
    }
}

#[test]
fn a_batch_gets_an_answer_a_line_in_order() {
    let place = Place::new();
    let answered = place.run_with_input(
        &["ask", "--batch", "-"],
        "{\"question\": \"when was ASEAN founded?\"}\n\n{\"question\": \"???\", \"id\": 1}\n",
    );
    assert_eq!((code(&answered), out(&answered).lines().count()), (0, 2));
    let malformed =
        place.run_with_input(&["ask", "--batch", "-"], "{\"question\": \"a\"}\n{\"ask\": 1}\n");
    assert_eq!(code(&malformed), 2);
    assert!(err(&malformed).contains("line 2"), "{}", err(&malformed));
    assert_eq!(err(&malformed).lines().count(), 1);
}

#[test]
fn wrong_use_is_exit_code_2_with_one_line() {
    let place = Place::new();
    for (arguments, expected) in [
        (&["quote", "no.txt", "0", "1"][..], "no.txt"),
        (&["quote", "000_0f6fb389601c1e5d.txt", "5", "99999999"], "expected two byte offsets"),
        (&["quote", "../secret", "0", "1"], "no path below the seeds folder"),
        (&["serve"], "DISCORD_TOKEN is not set"),
        (&["eval", "no.jsonl"], "no.jsonl"),
        (&["--seeds", "nowhere", "ask", "x"], "no such folder"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_verbatim"))
            .arg("--data")
            .arg(place.data.path())
            .args(if arguments[0] == "--seeds" {
                vec![]
            } else {
                vec!["--seeds".into(), place.seeds.display().to_string()]
            })
            .args(arguments)
            .current_dir(place.data.path())
            .env_remove("DISCORD_TOKEN")
            .output()
            .expect("the program runs");
        assert_eq!(code(&output), 2, "{arguments:?}: {}", err(&output));
        assert!(
            err(&output).contains(expected) && err(&output).lines().count() == 1,
            "{arguments:?}: {}",
            err(&output)
        );
    }
    let malformed = place
        .command(&["serve"])
        .env("DISCORD_TOKEN", "hunter2")
        .output()
        .expect("the program runs");
    assert_eq!(code(&malformed), 2);
    assert!(!err(&malformed).contains("hunter2"), "{}", err(&malformed));
}

#[test]
fn changed_documents_are_read_again_and_others_are_not() {
    let (place, seeds) = Place::with(&[
        ("a.txt", b"The yard closed in 1931.\n"),
        ("sub/b.md", b"# Harbour\n\nThe harbour opened in 1802.\n"),
    ]);
    assert_eq!(out(&place.run(&["index"])), "2 read, 0 removed, 0 unchanged\n");
    assert_eq!(out(&place.run(&["index"])), "0 read, 0 removed, 2 unchanged\n");
    fs::write(seeds.path().join("a.txt"), "The yard closed in 1933, not earlier.\n")
        .expect("written");
    assert_eq!(out(&place.run(&["index"])), "1 read, 0 removed, 1 unchanged\n");
    assert!(out(&place.run(&["ask", "when did the yard close?"])).contains("1933"));
    fs::write(seeds.path().join("sources.toml"), "[\"sub/b.md\"]\ntitle = \"Ports\"\n")
        .expect("written");
    assert_eq!(out(&place.run(&["index"])), "1 read, 0 removed, 1 unchanged\n");
    assert!(
        out(&place.run(&["ask", "when did the harbour open?"]))
            .contains("— Ports · undated · Harbour")
    );
    fs::remove_file(seeds.path().join("a.txt")).expect("removed");
    assert_eq!(out(&place.run(&["index"])), "0 read, 1 removed, 1 unchanged\n");
    assert_eq!(code(&place.run(&["ask", "when did the yard close?"])), 1);
    assert_eq!(out(&place.run(&["index", "--rebuild"])), "1 read, 0 removed, 0 unchanged\n");
}

#[test]
fn a_file_that_cannot_be_read_is_a_warning_and_the_others_stay_usable() {
    let (place, _seeds) = Place::with(&[
        ("good.txt", b"The yard closed in 1931.\n"),
        ("bytes.txt", b"\x81\x8d\x8f\x90\x9d\xff\x01 closed\n"),
        ("empty.txt", b"\n"),
        ("picture.png", b"\x89PNG"),
    ]);
    let sources = place.run(&["sources"]);
    assert_eq!(code(&sources), 0);
    for expected in [
        "bytes.txt\n    warning: neither UTF-8 nor",
        "empty.txt: the file is empty",
        "unknown format",
        "4 documents, 1 of them can be quoted",
    ] {
        assert!(out(&sources).contains(expected), "{expected}: {}", out(&sources));
    }
    assert!(out(&place.run(&["ask", "when did the yard close?"])).contains("1931"));
    let checked =
        place.command(&["check"]).env("DISCORD_TOKEN", "x").output().expect("the program runs");
    assert_eq!(code(&checked), 1);
    assert!(
        out(&checked).contains("wrong  token") && out(&checked).contains("bytes.txt"),
        "{}",
        out(&checked)
    );
}

#[test]
fn a_damaged_index_is_made_anew_and_an_altered_text_is_not_quoted() {
    let (place, _seeds) = Place::with(&[("a.txt", b"The yard closed in 1931.\n")]);
    assert_eq!(code(&place.run(&["ask", "when did the yard close?"])), 0);
    for entry in fs::read_dir(place.data.path().join("index")).expect("the index") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|ending| ending == "store" || ending == "idx") {
            fs::write(path, b"").expect("written");
        }
    }
    assert_eq!(
        code(&place.run(&["ask", "when did the yard close?"])),
        0,
        "the index was made anew"
    );
    for entry in fs::read_dir(place.data.path().join("texts")).expect("the texts") {
        fs::write(entry.expect("an entry").path(), "The yard closed in 1932.\n").expect("written");
    }
    let asked = place.run(&["ask", "when did the yard close?"]);
    assert_eq!(code(&asked), 3);
    assert!(err(&asked).contains("does not match its hash"), "{}", err(&asked));
}

#[test]
fn the_evaluation_agrees_with_the_answers_and_holds_a_floor() {
    let place = Place::new();
    let questions = world::root().join("prompts/questions.jsonl");
    let run =
        |floor: &str| place.run(&["eval", questions.to_str().expect("UTF-8"), "--min-hit3", floor]);
    assert_eq!(code(&run("0.5")), 0);
    for figure in [
        "questions                22",
        "hit@1 ",
        "hit@3 ",
        "answered ",
        "highlight F1 ",
        "calibration error ",
        "confidence  quotes",
    ] {
        assert!(out(&run("0")).contains(figure), "{figure}: {}", out(&run("0")));
    }
    let (place, seeds) = Place::with(&[("a.txt", b"The yard closed in 1931.\n")]);
    let one = seeds.path().join("q.jsonl");
    fs::write(
        &one,
        "{\"question\": \"when did the yard close?\", \"gold\": [{\"file\": \"a.txt\", \"quote\": \"The yard closed in 1931.\", \"answer\": \"1930\"}]}\n",
    )
    .expect("written");
    let report = seeds.path().join("report.html");
    let missed = place.run(&[
        "eval",
        one.to_str().expect("UTF-8"),
        "--min-hit1",
        "0.5",
        "--misses",
        "--html",
        report.to_str().expect("UTF-8"),
    ]);
    assert_eq!(code(&missed), 1);
    assert!(out(&missed).contains("miss:  when did the yard close?"), "{}", out(&missed));
    let report = fs::read_to_string(report).expect("the report");
    assert!(
        report.contains("<h3>when did the yard close?") && report.contains("<h4>Evidence</h4>"),
        "{report}"
    );
}

#[test]
fn an_explanation_tells_what_each_candidate_scored_on_what() {
    let (place, _seeds) = Place::with(&[(
        "a.txt",
        b"The yard at the river closed in 1931. It had built boats for many years.\n",
    )]);
    let explained = out(&place.run(&["ask", "--explain", "when did the yard close?"])).to_owned();
    for told in [
        "wanted: Time",
        "searched for, with idf: yard (",
        "the documents answer with probability",
        "1. score ",
        "a.txt 0 37",
        "answering words: ",
        " × ",
    ] {
        assert!(explained.contains(told), "{told}: {explained}");
    }
}

#[test]
fn documents_that_differ_are_put_side_by_side_and_marked() {
    let (place, _seeds) = Place::with(&[
        ("a.txt", b"The river yard opened its gates for the first time in 1931.\n"),
        ("b.txt", b"The river yard opened its gates for the first time in 1934, after a fire.\n"),
        ("c.txt", b"Boats came to the river yard when it opened its gates.\n"),
    ]);
    let told = place.run(&["ask", "when did the river yard open its gates?"]);
    assert!(
        out(&told).contains("differs from quote 1") && out(&told).contains("differs from quote 2"),
        "{}",
        out(&told)
    );
    let json =
        out(&place.run(&["ask", "--json", "when did the river yard open its gates?"])).to_owned();
    assert!(
        json.contains("\"differs_from\":[2]") && json.contains("\"differs_from\":[1]"),
        "{json}"
    );
}

#[test]
fn an_acronym_is_found_by_its_words_and_its_words_by_the_acronym() {
    let (place, _seeds) = Place::with(&[
        ("a.txt", b"In 1924 the Yard Builders Guild (YBG) was founded by nine masters.\n"),
        ("b.txt", b"The YBG moved to the harbour in 1951.\n"),
    ]);
    let expansion = out(&place.run(&["ask", "what does YBG stand for?"])).to_owned();
    assert!(expansion.starts_with("[1] In 1924 the Yard Builders Guild (YBG)"), "{expansion}");
    let moved = out(&place.run(&["ask", "when did the Yard Builders Guild move?"])).to_owned();
    assert!(moved.contains("The YBG moved to the harbour in 1951."), "{moved}");
}

#[test]
fn an_acronym_that_nobody_introduces_is_found_in_the_first_letters_of_words() {
    let (place, _seeds) = Place::with(&[
        (
            "a.txt",
            b"The last warden of the Union of Harbour Masters was Ada Hale, who left in 1990.\n",
        ),
        ("b.txt", b"The last warden of the lighthouse was Tomas Brandt, who left in 1971.\n"),
    ]);
    let told = place.run(&["ask", "who was the last warden of the UHM?"]);
    assert!(
        out(&told).starts_with("[1] The last warden of the Union of Harbour Masters was Ada Hale"),
        "{}",
        out(&told)
    );
}

#[test]
fn an_answer_can_be_asked_for_while_another_process_has_the_lock() {
    let place = Place::new();
    assert_eq!(code(&place.run(&["index"])), 0);
    let lock =
        fs::File::options().append(true).open(place.data.path().join("lock")).expect("the lock");
    lock.lock().expect("taken");
    assert_eq!(code(&place.run(&["ask", QUESTION])), 0);
    assert!(Path::new(&place.seeds).is_dir());
}

#[test]
fn a_file_that_was_only_touched_is_not_read_into_the_index_again() {
    let (place, seeds) = Place::with(&[("a.txt", b"The yard closed in 1931.\n")]);
    assert_eq!(out(&place.run(&["index"])), "1 read, 0 removed, 0 unchanged\n");
    fs::write(seeds.path().join("a.txt"), "The yard closed in 1931.\n").expect("written");
    assert_eq!(out(&place.run(&["index"])), "0 read, 0 removed, 1 unchanged\n");
    assert!(out(&place.run(&["ask", "when did the yard close?"])).contains("1931"));
}

#[test]
fn a_rebuild_that_cannot_begin_destroys_nothing_and_a_whole_one_forgets_removed_texts() {
    let (place, seeds) = Place::with(&[
        ("a.txt", b"The yard closed in 1931.\n"),
        ("b.txt", b"The harbour opened in 1802.\n"),
    ]);
    assert_eq!(code(&place.run(&["index"])), 0);
    let nowhere = place
        .command(&["index", "--rebuild"])
        .env("VERBATIM_SEEDS", "nowhere")
        .output()
        .expect("the program runs");
    assert_eq!(code(&nowhere), 0, "the option goes before the environment: {}", err(&nowhere));
    fs::remove_file(seeds.path().join("b.txt")).expect("removed");
    fs::write(seeds.path().join("sources.toml"), "wrong").expect("written");
    assert_eq!(code(&place.run(&["index", "--rebuild"])), 2);
    let texts = || fs::read_dir(place.data.path().join("texts")).expect("the texts").count();
    assert_eq!(texts(), 2);
    fs::remove_file(seeds.path().join("sources.toml")).expect("removed");
    assert_eq!(out(&place.run(&["index", "--rebuild"])), "1 read, 0 removed, 0 unchanged\n");
    assert_eq!(texts(), 1);
}

#[test]
fn a_secret_is_never_repeated_and_wrong_arguments_are_one_line() {
    let place = Place::new();
    fs::write(place.data.path().join(".env"), "DISCORD_TOKEN=hunter2 hunter3\n").expect("written");
    let malformed = place.run(&["sources"]);
    assert_eq!(
        (code(&malformed), err(&malformed).contains("hunter"), err(&malformed).lines().count()),
        (2, false, 1),
        "{}",
        err(&malformed)
    );
    assert_eq!(code(&place.run(&["--help"])), 0);
    fs::remove_file(place.data.path().join(".env")).expect("removed");
    for arguments in [
        &["ask"][..],
        &["ask", "--quotes", "0", "x"],
        &["frobnicate"],
        &["quote", "a.txt", "x", "1"],
    ] {
        let wrong = place.run(arguments);
        assert_eq!(
            (code(&wrong), err(&wrong).lines().count()),
            (2, 1),
            "{arguments:?}: {}",
            err(&wrong)
        );
    }
    let url = place
        .command(&["serve"])
        .env("DISCORD_TOKEN", token())
        .env("DISCORD_API_URL", "127.0.0.1")
        .output()
        .expect("the program runs");
    assert!(code(&url) == 2 && err(&url).contains("DISCORD_API_URL"), "{}", err(&url));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_folder_is_a_warning() {
    let outside = tempfile::tempdir().expect("a temporary folder");
    fs::write(outside.path().join("secret.txt"), "The secret yard closed in 1999.\n")
        .expect("written");
    let (place, seeds) = Place::with(&[("a.txt", b"The yard closed in 1931.\n")]);
    std::os::unix::fs::symlink(outside.path(), seeds.path().join("folder")).expect("linked");
    std::os::unix::fs::symlink(outside.path().join("secret.txt"), seeds.path().join("file.txt"))
        .expect("linked");
    let sources = place.run(&["sources"]);
    assert_eq!(
        out(&sources).matches("a link that leads out of the folder").count(),
        2,
        "{}",
        out(&sources)
    );
    assert!(!out(&place.run(&["ask", "when did the secret yard close?"])).contains("1999"));
}

#[test]
fn a_compound_is_found_with_and_without_its_hyphen() {
    let (place, _seeds) = Place::with(&[
        ("a.txt", b"The inter-harbour line was opened for all boats in 1931.\n"),
        ("b.txt", b"The fishmarket line was opened for all boats in 1934.\n"),
    ]);
    for (question, year) in [
        ("when was the interharbour line opened?", "1931"),
        ("when was the fish-market line opened?", "1934"),
    ] {
        let answer = out(&place.run(&["ask", question])).to_owned();
        assert!(
            answer
                .lines()
                .next()
                .is_some_and(|first| first.starts_with("[1]") && first.contains(year)),
            "{question}: {answer}"
        );
    }
}

#[test]
fn the_terminal_speaks_the_language_of_the_option_else_of_the_environment() {
    let place = Place::new();
    let said = |command: &mut Command| {
        String::from_utf8(command.output().expect("the program runs").stdout).expect("UTF-8")
    };
    let (english, russian) = ("The documents do not say.", "В документах этого нет.");
    let ask = ["ask", "xyzzy"];
    assert!(said(&mut place.command(&ask)).starts_with(english));
    assert!(said(place.command(&ask).env("LANG", "ru_RU.UTF-8")).starts_with(russian));
    assert!(
        said(place.command(&ask).env("LANG", "ru_RU.UTF-8").env("LC_ALL", "en_GB.UTF-8"))
            .starts_with(english)
    );
    assert!(
        said(place.command(&ask).env("LANG", "ru_RU.UTF-8").env("LC_ALL", "C"))
            .starts_with(english)
    );
    assert!(
        said(place.command(&["ask", "--lang", "ru", "xyzzy"]).env("LC_ALL", "en_GB.UTF-8"))
            .starts_with(russian)
    );
    let other = place.run(&["ask", "--lang", "de", "xyzzy"]);
    assert_eq!(
        (
            other.status.code(),
            String::from_utf8_lossy(&other.stderr).contains("expected one of: en, ru")
        ),
        (Some(2), true)
    );
}

#[test]
fn a_phrase_that_is_missing_in_one_language_stops_the_start() {
    let (place, prompts) = (Place::new(), tempfile::tempdir().expect("a temporary folder"));
    for language in ["en", "ru"] {
        fs::copy(
            world::root().join(format!("prompts/{language}.ftl")),
            prompts.path().join(format!("{language}.ftl")),
        )
        .expect("copied");
    }
    let run = |command: &[&str]| {
        place
            .command(command)
            .arg("--prompts")
            .arg(prompts.path())
            .env("DISCORD_TOKEN", token())
            .output()
            .expect("the program runs")
    };
    assert_eq!(run(&["check", "--offline"]).status.code(), Some(0));
    let file = prompts.path().join("ru.ftl");
    let russian = fs::read_to_string(&file).expect("the phrases");
    fs::write(&file, russian.replace("undated = без даты\n", "")).expect("written");
    let stopped = run(&["serve"]);
    let told = String::from_utf8_lossy(&stopped.stderr).into_owned();
    assert!(
        stopped.status.code() == Some(2)
            && told.contains("ru.ftl: phrase \"undated\": it is missing"),
        "{told}"
    );
    assert_eq!(run(&["check", "--offline"]).status.code(), Some(1));
}

pub fn token() -> String {
    format!("{}.{}.{}", "M".repeat(24), "a".repeat(6), "b".repeat(38))
}

#[test]
fn pages_other_encodings_and_what_documents_say_of_themselves_are_read() {
    let story = "The lighthouse of Varna was built in 1863 by a company of masons, and its keepers wrote down every ship. ";
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Lights of the coast</title><meta name=\"author\" content=\"A. Meyer\"></head><body>\
         <nav><a href=\"/\">Home</a> <a href=\"/shop\">Shop for lamps of 1863</a></nav><article><h1>Lights of the coast</h1>\
         <p>{story}{}</p><p>Nobody <em>ever</em> put it out &amp; nobody will, as the pilots of the harbour say to this day.</p></article>\
         <footer>Subscribe to our newsletter of Varna, built in 1863!</footer></body></html>",
        "The pilots met the ships behind the bar in every weather and drank what the captains gave them. ".repeat(4)
    );
    let russian = "Кран в порту Бургаса купили в 1925 году на верфи в Триесте. Он стоял у восточного мола, пока его не разобрали на лом. ".repeat(2);
    // Windows-1251: the letters of Russian from 0xC0 on.
    let letter = |c: char| match c {
        'А'..='я' => 0xc0 + (c as u32 - 'А' as u32) as u8,
        'ё' => 0xb8,
        other => other as u8,
    };
    let encoded: Vec<u8> = russian.chars().map(letter).collect();
    let notes = "---\ntitle: Notes of a ferryman\nauthor: [Jo Okafor, Mary Quint]\ndate: 1911-05-04\nurl: https://example.org/ferry\n---\n\nThe ferry to Odessa was launched in 1902 and burned in 1911.\n";
    let (place, _seeds) = Place::with(&[
        ("lights.html", page.as_bytes()),
        ("cranes.txt", &encoded),
        ("ferry.md", notes.as_bytes()),
        ("scan.pdf", b"%PDF-1.7\n\xff\x00"),
    ]);
    let asked = |question: &str| -> Value {
        let answer = place.run(&["ask", "--json", question]);
        assert_eq!(answer.status.code(), Some(0), "{}", String::from_utf8_lossy(&answer.stderr));
        serde_json::from_slice(&answer.stdout).expect("JSON")
    };
    for (question, file, words, title, authors) in [
        (
            "when was the lighthouse of Varna built?",
            "lights.html",
            "built in 1863",
            Value::from("Lights of the coast"),
            serde_json::json!(["A. Meyer"]),
        ),
        (
            "когда купили кран в порту Бургаса?",
            "cranes.txt",
            "1925",
            Value::Null,
            serde_json::json!([]),
        ),
        (
            "when was the ferry to Odessa launched?",
            "ferry.md",
            "1902",
            Value::from("Notes of a ferryman"),
            serde_json::json!(["Jo Okafor", "Mary Quint"]),
        ),
    ] {
        let answer = asked(question);
        let quote = &answer["quotes"][0];
        assert_eq!(
            (&quote["source"]["file"], &quote["source"]["title"], &quote["source"]["authors"]),
            (&Value::from(file), &title, &authors),
            "{answer}"
        );
        let part = &quote["parts"][0];
        let text = part["text"].as_str().expect("a text");
        assert!(text.contains(words) && !answer.to_string().contains("newsletter"), "{answer}");
        // The offsets are those of the stored text.
        let printed =
            place.run(&["quote", file, &part["start"].to_string(), &part["end"].to_string()]);
        assert_eq!(String::from_utf8_lossy(&printed.stdout).trim_end_matches('\n'), text);
    }
    let listed = String::from_utf8(place.run(&["sources"]).stdout).expect("UTF-8");
    assert!(
        listed.contains("scan.pdf\n    warning: damaged: ") && listed.contains("1911-05-04"),
        "{listed}"
    );
}

#[test]
fn documents_of_office_programs_and_printers_are_quoted_with_their_pages() {
    let made = world::root().join("tests/formats/made");
    let read = |name: &str| fs::read(made.join(name)).expect("a document");
    // By content: what a file is called does not matter.
    let (pdf, docx, epub) = (
        read("lighthouse-latex.pdf"),
        read("mayak-libreoffice.docx"),
        read("damaged-chapter.epub"),
    );
    let (place, _seeds) = Place::with(&[
        ("print.pdf", &pdf),
        ("маяк", &docx),
        ("book.bin", &epub),
        ("half.pdf", &pdf[..pdf.len() / 2]),
    ]);
    let asked = |question: &str, file: &str| -> Value {
        let answer = place.run(&["ask", "--json", question]);
        let answer: Value = serde_json::from_slice(&answer.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", err(&answer)));
        let quotes = answer["quotes"].as_array().expect("quotes");
        quotes
            .iter()
            .find(|quote| quote["source"]["file"] == file)
            .unwrap_or_else(|| panic!("{answer}"))
            .clone()
    };
    let quote = asked("how tall is the tower from the ledge to the vane?", "print.pdf");
    let part = &quote["parts"][0];
    assert_eq!(
        part["text"],
        "The tower now measures 38.6 metres from the ledge to the vane. Its walls are 2.9 metres thick at the base and 0.8 metres thick below the gallery."
    );
    assert_eq!(
        (&quote["locator"]["page"], &quote["locator"]["section"]),
        (&Value::from(2), &Value::from("Building the tower"))
    );
    assert_eq!(quote["source"]["title"], "The Lighthouse and Pilot Station at Kelm");
    assert_eq!(
        quote["source"]["authors"],
        serde_json::json!(["Harbour Office of Kelm", "Pilotage Society of the Varn Estuary"])
    );
    assert_eq!(quote["source"]["date"], "2019-05-14");
    let printed =
        place.run(&["quote", "print.pdf", &part["start"].to_string(), &part["end"].to_string()]);
    assert_eq!(out(&printed).trim_end_matches('\n'), part["text"]);
    assert!(
        out(&place.run(&["ask", "how tall is the tower from the ledge to the vane?"]))
            .contains("page 2")
    );
    let quote = asked("сколько судовладельцев подписали прошение о каменной башне?", "маяк");
    assert!(
        quote["parts"][0]["text"].as_str().expect("a text").contains("212 судовладельцев"),
        "{quote}"
    );
    assert_eq!(quote["locator"]["page"], Value::Null);
    assert_eq!(
        asked("when was the lighthouse at Kelm lit for the first time?", "book.bin")["locator"]["page"],
        Value::Null
    );
    let listed = place.run(&["sources"]);
    let listed = out(&listed);
    assert!(
        listed.contains("book.bin\n")
            && listed.contains("warning: damaged: 1 of 9 chapters")
            && listed.contains("half.pdf\n    warning: damaged"),
        "{listed}"
    );
}

#[test]
fn sentences_without_a_space_between_are_each_quoted_by_themselves() {
    let glued = "The lighthouse was built in 1863.[1](#fn1) It held 103 litres of water over 40 feet.\n\nThe yard was closed in 1931.*It* had built twelve ships of oak by then.\n";
    let (place, _seeds) = Place::with(&[("glued.md", glued.as_bytes())]);
    for (question, words) in [
        ("how much water did the lighthouse hold?", "103 litres"),
        ("how many ships had the yard built?", "twelve ships"),
        ("when was the lighthouse built?", "1863"),
    ] {
        let answer = place.run(&["ask", "--json", question]);
        assert_eq!(code(&answer), 0, "{}", err(&answer));
        assert!(out(&answer).contains(words), "{}", out(&answer));
    }
}
