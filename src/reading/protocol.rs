//! What the program and a process that reads for it say to each other: a request on its standard
//! input, an answer on its standard output, one after the other. Either is a header in JSON behind
//! its length in bytes (64 bits, little endian), and then as many bytes as the header says.

use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::document::{Passage, Refusal, Warning};
use crate::extract::{Format, MAX_TEXT};

/// A longer header is none, in bytes: the passages of the longest text take less.
const MAX_HEADER: u64 = 1 << 30;

/// Asks for the text of a file, whose bytes follow.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The file's format.
    pub format: Format,
    /// How many bytes follow.
    pub n_bytes: u64,
}

/// What was read; the text follows, unless it is the file's bytes.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What was found, or why nothing.
    pub found: Result<Found, Refusal>,
    /// How many bytes of text follow.
    pub n_bytes: u64,
}

/// What was found in a file, beside its text.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Whether the text is the file's bytes, as they are.
    pub is_own: bool,
    /// Its passages, in order.
    pub passages: Vec<Passage>,
    /// What of the file could not be read.
    pub warning: Option<Warning>,
}

/// Writes a header, and the bytes that belong to it.
///
/// # Errors
/// When nobody reads.
pub fn write(out: &mut dyn Write, header: &impl Serialize, bytes: &[u8]) -> io::Result<()> {
    let header = serde_json::to_vec(header)?;
    out.write_all(&(header.len() as u64).to_le_bytes())?;
    out.write_all(&header)?;
    out.write_all(bytes)?;
    out.flush()
}

/// Reads a request; `None` when there is no other.
///
/// # Errors
/// When it is cut short, or none.
pub fn request(from: &mut dyn Read) -> io::Result<Option<(Format, Vec<u8>)>> {
    let Some(request) = header::<Request>(from)? else { return Ok(None) };
    Ok(Some((request.format, bytes(from, request.n_bytes)?)))
}

/// Reads an answer: what was found, and the text that followed.
///
/// # Errors
/// When it is cut short, or none.
pub fn answer(from: &mut dyn Read) -> io::Result<(Result<Found, Refusal>, Vec<u8>)> {
    let answer: Answer = header(from)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    if answer.n_bytes > MAX_TEXT as u64 {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a text over the limit"));
    }
    Ok((answer.found, bytes(from, answer.n_bytes)?))
}

/// A header; `None` at the end of the input.
fn header<T: DeserializeOwned>(from: &mut dyn Read) -> io::Result<Option<T>> {
    let mut length = [0; 8];
    if from.read(&mut length[..1])? == 0 {
        return Ok(None);
    }
    from.read_exact(&mut length[1..])?;
    let length = u64::from_le_bytes(length);
    if length > MAX_HEADER {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a header over the limit"));
    }
    Ok(Some(serde_json::from_slice(&bytes(from, length)?)?))
}

/// So many bytes. Memory is taken as they come: what announces many need not send them.
fn bytes(from: &mut dyn Read, n_bytes: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(n_bytes).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == n_bytes { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_what_is_cut_short_is_an_error() {
        let mut said = Vec::new();
        write(&mut said, &Request { format: Format::Html, n_bytes: 3 }, b"<p>").expect("written");
        assert_eq!(request(&mut &said[..]).expect("whole"), Some((Format::Html, b"<p>".to_vec())));
        assert_eq!(request(&mut &[][..]).expect("the end"), None);
        for end in 1..said.len() {
            assert!(request(&mut &said[..end]).is_err(), "{end}");
        }
        let mut said = Vec::new();
        let found = || Err(Refusal::Locked);
        write(&mut said, &Answer { found: found(), n_bytes: 0 }, b"").expect("written");
        assert_eq!(answer(&mut &said[..]).expect("whole"), (found(), Vec::new()));
        for end in 0..said.len() {
            assert!(answer(&mut &said[..end]).is_err(), "{end}");
        }
        let mut said = Vec::new();
        write(&mut said, &Answer { found: found(), n_bytes: u64::MAX }, b"").expect("written");
        assert!(answer(&mut &said[..]).is_err());
        assert!(answer(&mut &[0xff; 64][..]).is_err());
    }
}
