//! What an entry stores, with a checksum: a bit that flips on the disk changes the stored bytes
//! without an error of the engine, and shifted ranges would quote other words.

use crc32fast::Hasher;

/// Bytes of the checksum before the payload.
const N_CHECKSUM: usize = 4;

/// Stored bytes that do not have their checksum.
#[derive(Debug, thiserror::Error)]
#[error("its checksum does not match")]
pub(super) struct BadChecksum;

/// The payload with the checksum of it and of the entry's other stored values, in order.
pub(super) fn seal(others: &[&str], payload: &[u8]) -> Vec<u8> {
    let mut sealed = checksum(others, payload).to_vec();
    sealed.extend_from_slice(payload);
    sealed
}

/// The payload of sealed bytes.
///
/// # Errors
/// When it or one of the other values is not what was sealed.
pub(super) fn unseal<'s>(others: &[&str], sealed: &'s [u8]) -> Result<&'s [u8], BadChecksum> {
    let (sum, payload) = sealed.split_at_checked(N_CHECKSUM).ok_or(BadChecksum)?;
    if sum == checksum(others, payload) { Ok(payload) } else { Err(BadChecksum) }
}

fn checksum(others: &[&str], payload: &[u8]) -> [u8; N_CHECKSUM] {
    let mut hasher = Hasher::new();
    for other in others {
        // With its length, so that no byte can move from one value to the next.
        hasher.update(&(other.len() as u64).to_le_bytes());
        hasher.update(other.as_bytes());
    }
    hasher.update(payload);
    hasher.finalize().to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_flipped_bit_is_seen() {
        let sealed = seal(&["a.txt", "hash"], b"[[0,12]]");
        assert_eq!(unseal(&["a.txt", "hash"], &sealed).expect("whole"), b"[[0,12]]");
        for bit in 0..sealed.len() * 8 {
            let mut flipped = sealed.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(unseal(&["a.txt", "hash"], &flipped).is_err(), "{bit}");
        }
        assert!(unseal(&["b.txt", "hash"], &sealed).is_err());
        assert!(unseal(&["a.txth", "ash"], &sealed).is_err());
        assert!(unseal(&[], b"abc").is_err());
    }
}
