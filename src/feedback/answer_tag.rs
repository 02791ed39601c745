//! What the buttons under an answer say it is: a number of its own, and a seal that only this data
//! folder makes. So nothing has to be kept of answers for which nobody votes, and nobody can vote for
//! one that was never given, or was given in another server.

use sha2::{Digest, Sha256};

/// Bytes of the secret that seals are made with.
pub(super) const SECRET_BYTES: usize = 32;
const NUMBER_BYTES: usize = 8;
const SEAL_BYTES: usize = 6;

/// An answer that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AnswerTag {
    number: u64,
    seal: [u8; SEAL_BYTES],
}

impl AnswerTag {
    /// How many bytes it has.
    pub const N_BYTES: usize = NUMBER_BYTES + SEAL_BYTES;

    /// A new answer in a server; 0 stands for direct messages.
    pub(super) fn new(secret: &[u8; SECRET_BYTES], server: u64) -> AnswerTag {
        // SQLite's integers have a sign.
        let number = fastrand::u64(1..=i64::MAX as u64);
        AnswerTag { number, seal: seal(secret, number, server) }
    }

    /// Whether it was made for an answer in this server.
    pub(super) fn is_of(&self, secret: &[u8; SECRET_BYTES], server: u64) -> bool {
        self.seal == seal(secret, self.number, server)
    }

    /// Its number.
    pub(super) fn number(self) -> u64 {
        self.number
    }

    /// As bytes.
    pub fn bytes(self) -> [u8; AnswerTag::N_BYTES] {
        let mut bytes = [0; AnswerTag::N_BYTES];
        bytes[..NUMBER_BYTES].copy_from_slice(&self.number.to_be_bytes());
        bytes[NUMBER_BYTES..].copy_from_slice(&self.seal);
        bytes
    }

    /// What these bytes say; whether it was ever made is not known by that.
    pub fn of_bytes(bytes: [u8; AnswerTag::N_BYTES]) -> AnswerTag {
        let [a, b, c, d, e, f, g, h, seal @ ..] = bytes;
        AnswerTag { number: u64::from_be_bytes([a, b, c, d, e, f, g, h]), seal }
    }
}

/// The beginning of a hash of secret, number and server. All are of one length, so nothing can be
/// added behind them.
fn seal(secret: &[u8; SECRET_BYTES], number: u64, server: u64) -> [u8; SEAL_BYTES] {
    let mut hash = Sha256::new();
    hash.update(secret);
    hash.update(number.to_be_bytes());
    hash.update(server.to_be_bytes());
    let [a, b, c, d, e, f, ..]: [u8; 32] = hash.finalize().into();
    [a, b, c, d, e, f]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_holds_in_its_server_alone_and_no_changed_byte_of_it_does() {
        let tag = AnswerTag::new(&[7; SECRET_BYTES], 1);
        assert_eq!(AnswerTag::of_bytes(tag.bytes()), tag);
        assert!(tag.is_of(&[7; SECRET_BYTES], 1));
        assert!(!tag.is_of(&[7; SECRET_BYTES], 2) && !tag.is_of(&[8; SECRET_BYTES], 1));
        for at in 0..AnswerTag::N_BYTES {
            let mut bytes = tag.bytes();
            bytes[at] ^= 1;
            assert!(!AnswerTag::of_bytes(bytes).is_of(&[7; SECRET_BYTES], 1), "byte {at}");
        }
    }
}
