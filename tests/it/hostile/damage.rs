//! Damages bytes as disks, transfers and people who wish a reader ill do.

use fastrand::Rng;

/// What readers trip over: ends of numbers, signs of formats, characters that are not seen or turn the
/// reading, halves of characters.
const SNAGS: &[&[u8]] = &[
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xc3",
    b"-1",
    b"99999999999999999999",
    b"4294967296",
    b"1e999",
    b"NaN",
    b"\\ud800",
    b"\\u0000",
    b"&#0;",
    b"&#x110000;",
    b"<!--",
    b"]]>",
    b"<![CDATA[",
    b"\n\n\n",
    b"\r",
    b"\x0c",
    "\u{202e}".as_bytes(),
    "\u{2028}".as_bytes(),
    "\u{200b}".as_bytes(),
    "\u{feff}".as_bytes(),
    "\u{e0041}".as_bytes(),
    "@everyone".as_bytes(),
    b"```",
    b"stream\n",
    b"endobj\n",
];

/// A copy with up to eight faults; some are runs of `other`.
pub fn damaged(bytes: &[u8], other: &[u8], random: &mut Rng) -> Vec<u8> {
    let mut damaged = bytes.to_vec();
    for _ in 0..random.usize(1..=8) {
        let n = damaged.len();
        let from = random.usize(0..=n);
        let longest = if random.bool() { 8 } else { 4096 };
        let to = from + random.usize(0..=longest.min(n - from));
        match random.u8(0..8) {
            0 | 1 if from < n => damaged[from] ^= 1 << random.u8(0..8),
            2 if from < n => damaged[from] = random.u8(..),
            3 => drop(damaged.drain(from..to)),
            4 => {
                let run = damaged[from..to].to_vec();
                let at = random.usize(0..=n);
                damaged.splice(at..at, run);
            }
            5 if !other.is_empty() => {
                let at = random.usize(0..other.len());
                let end = at + random.usize(0..=longest.min(other.len() - at));
                damaged.splice(from..to, other[at..end].iter().copied());
            }
            6 => damaged.truncate(from.max(n / 2)),
            _ => {
                let snag = SNAGS[random.usize(0..SNAGS.len())];
                damaged.splice(from..from, snag.iter().copied());
            }
        }
    }
    damaged
}
