//! The client beside nodes that answer as they are told.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use super::*;
use crate::index::engine::rounds::Rounds;

const WHOLE: &str = r#"{"timed_out":false,"_shards":{"total":2,"successful":2,"failed":0},"hits":{"total":{"value":7,"relation":"eq"},"hits":[{"_id":"1.x.3","_score":2.5,"_source":{"body":"yard"}}]}}"#;

/// A node that gives these answers, one after the other, then the last one again; its address.
fn node(answers: &'static [(u16, &'static str)]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("bound"));
    thread::spawn(move || {
        for (at, connection) in listener.incoming().enumerate() {
            let (status, body) = answers[at.min(answers.len() - 1)];
            answer(connection.expect("connected"), status, body);
        }
    });
    address
}

/// Reads one request, and answers it.
fn answer(connection: TcpStream, status: u16, body: &str) {
    let mut reader = BufReader::new(connection);
    let (mut line, mut n_body) = (String::new(), 0);
    while reader.read_line(&mut line).expect("a line") > 2 {
        let lower = line.to_ascii_lowercase();
        if let Some(n) = lower.strip_prefix("content-length:") {
            n_body = n.trim().parse().expect("a number");
        }
        line.clear();
    }
    reader.read_exact(&mut vec![0; n_body]).expect("a body");
    let head = format!("HTTP/1.1 {status} X\r\nconnection: close\r\n");
    let told = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
    reader.get_mut().write_all(told.as_bytes()).expect("written");
}

fn index(addresses: &[String]) -> RemoteIndex {
    let engine = Engine::new(&addresses.join(",")).expect("addresses");
    RemoteIndex::named(&engine, "verbatim-00ff")
}

#[test]
fn the_next_node_answers_where_one_lacks_shards_or_is_gone() {
    let gone = {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        format!("http://{}", listener.local_addr().expect("bound"))
    };
    let half = r#"{"timed_out":false,"_shards":{"total":2,"successful":1,"failed":0},"hits":{"total":{"value":0,"relation":"eq"},"hits":[]}}"#;
    let halves: &[_] = Box::leak(Box::new([(200, half)]));
    for bad in [gone, node(halves), node(&[(503, "{}")]), node(&[(200, "no JSON")])] {
        let index = index(&[bad.clone(), node(&[(200, WHOLE)])]);
        let (found, n) = index.search_and_count(&json!({})).expect("answered");
        assert_eq!((found[0].paragraph, found[0].body.as_str(), n), (3, "yard", 7), "{bad}");
    }
    let index = index(&[node(halves), node(halves)]);
    let error = index.search(&json!({})).expect_err("half of the shards");
    assert!(error.to_string().contains("1 of 2 shards"), "{error}");
}

#[test]
fn what_is_refused_is_not_asked_again_and_not_repeated() {
    let missing = r#"{"error":{"type":"index_not_found_exception","index":"verbatim-00ff"}}"#;
    let wrong = r#"{"error":{"type":"parsing_exception","reason":"who closed the yard"}}"#;
    let answers: &[_] = Box::leak(Box::new([(404, missing), (200, WHOLE)]));
    let error = index(&[node(answers)]).search(&json!({})).expect_err("no index");
    assert!(matches!(error, EngineError::NoIndex(_)), "{error}");
    let answers: &[_] = Box::leak(Box::new([(400, wrong), (200, WHOLE)]));
    let error = index(&[node(answers)]).search(&json!({})).expect_err("refused").to_string();
    assert!(error.contains("parsing_exception") && !error.contains("yard"), "{error}");
}

#[test]
fn passages_that_are_not_there_are_missed() {
    let rounds = Rounds::default();
    let seen = Seen { rounds: &rounds, files: None, hidden: Vec::new() };
    let index = index(&[node(&[(200, WHOLE)])]);
    assert!(index.check(&seen, 7).is_ok());
    let error = index.check(&seen, 8).expect_err("one is missing").to_string();
    assert!(error.contains("7 of the 8 passages"), "{error}");
}
