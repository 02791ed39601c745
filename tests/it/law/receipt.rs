//! The receipt that a quote must have, worked out from the file's bytes by the description of its
//! form alone.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use verbatim::answer::Shown;

use super::truth::Truth;

/// The receipt of a quote without its check byte, and as it is shown.
pub fn is_of(id: &str, shown: &Shown, truth: &Truth) -> bool {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(id) else { return false };
    bytes.split_last().is_some_and(|(_, marked)| Some(marked.to_vec()) == expected(shown, truth))
}

fn expected(shown: &Shown, truth: &Truth) -> Option<Vec<u8>> {
    let parts = shown.quote.parts();
    let file = shown.quote.document().file().as_str();
    let (_, text) = truth.files().find(|(name, _)| *name == file)?;
    let mut bytes = vec![0x10 + parts.len() as u8 - 1];
    bytes.extend(&Sha256::digest(text)[..5]);
    bytes.extend(&Sha256::digest(file)[..3]);
    for part in parts {
        let words = truth.bytes(file, part.start(), part.end())?;
        let blank = words.len() - words.trim_start().len();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        number(part.start() + blank, &mut bytes);
        number(words.len(), &mut bytes);
        let sum: usize = words.bytes().map(usize::from).sum();
        bytes.extend((sum as u16).to_be_bytes());
        bytes.extend(&Sha256::digest(&words)[..4]);
    }
    Some(bytes)
}

/// Seven bits a byte, the lowest first, the highest bit where more follow.
fn number(mut number: usize, bytes: &mut Vec<u8>) {
    loop {
        let rest = number >> 7;
        let low = (number & 0x7f) as u8;
        bytes.push(if rest == 0 { low } else { low | 0x80 });
        if rest == 0 {
            return;
        }
        number = rest;
    }
}
