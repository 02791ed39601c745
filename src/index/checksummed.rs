//! The size and the checksum of a file of tantivy's, as its footer says and as its bytes have it.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use crc32fast::Hasher;
use serde::{Deserialize, Serialize};

use crate::document::regular_file;

/// The last bytes of a file of tantivy's: how long its footer is, and this number (footer.rs).
const FOOTER_MAGIC: u32 = 1337;
const N_TAIL: u64 = 8;
/// A longer footer is none (footer.rs).
const MAX_FOOTER: u64 = 50_000;

/// What a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checksummed {
    /// Bytes, with the footer.
    bytes: u64,
    /// CRC-32 of all bytes before the footer.
    crc: u32,
    /// CRC-32 of the footer itself, which tantivy's own does not cover.
    footer: u32,
}

/// The footer of a file, as far as it matters here.
#[derive(Deserialize)]
struct Footer {
    crc: u32,
}

impl Checksummed {
    /// Its size, with the footer.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// What the footer of a file says; `None` when it has none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn said_by(path: &Path) -> io::Result<Option<Checksummed>> {
        let mut file = regular_file::open(path, File::options().read(true))?;
        Ok(footer(&mut file)?.map(|(said, _)| said))
    }

    /// Whether a file is this: by its size, its footer, and all of its bytes.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn is(&self, path: &Path) -> io::Result<bool> {
        let mut file = regular_file::open(path, File::options().read(true))?;
        let Some((said, n_content)) = footer(&mut file)? else { return Ok(false) };
        if said != *self {
            return Ok(false);
        }
        file.seek(SeekFrom::Start(0))?;
        Ok(crc(file.take(n_content))? == self.crc)
    }
}

/// What the footer says, and how many bytes lie before it.
fn footer(file: &mut File) -> io::Result<Option<(Checksummed, u64)>> {
    let bytes = file.metadata()?.len();
    let Some(tail_at) = bytes.checked_sub(N_TAIL) else { return Ok(None) };
    file.seek(SeekFrom::Start(tail_at))?;
    let (mut n_footer, mut magic) = ([0; 4], [0; 4]);
    file.read_exact(&mut n_footer)?;
    file.read_exact(&mut magic)?;
    let n_footer = u64::from(u32::from_le_bytes(n_footer));
    let footer_at = tail_at.checked_sub(n_footer).filter(|_| n_footer <= MAX_FOOTER);
    let Some(footer_at) = footer_at.filter(|_| u32::from_le_bytes(magic) == FOOTER_MAGIC) else {
        return Ok(None);
    };
    file.seek(SeekFrom::Start(footer_at))?;
    let mut footer = vec![0; n_footer as usize];
    file.read_exact(&mut footer)?;
    let said = serde_json::from_slice::<Footer>(&footer).ok();
    let footer = crc32fast::hash(&footer);
    Ok(said.map(|said| (Checksummed { bytes, crc: said.crc, footer }, footer_at)))
}

fn crc(mut bytes: impl Read) -> io::Result<u32> {
    let mut hasher = Hasher::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match bytes.read(&mut buffer) {
            Ok(0) => return Ok(hasher.finalize()),
            Ok(n) => hasher.update(&buffer[..n]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
