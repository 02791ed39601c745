//! What tells a document from others in few bytes: the beginnings of two hashes.

use super::compact::read_array;
use super::file_name::FileName;
use super::named::Document;
use super::text_hash::TextHash;

/// How many bytes of a text's hash identify it: 40 bits, so that among ten thousand texts two
/// share them with a probability of one in twenty thousand.
const TEXT_BYTES: usize = 5;
/// As many hexadecimal digits.
pub const HASH_DIGITS: usize = 2 * TEXT_BYTES;
/// How many bytes of the hash of a file's name tell it from others: 24 bits.
const FILE_BYTES: usize = 3;

/// The beginning of the hash of a file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FileTag([u8; FILE_BYTES]);

/// A document in one of its versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DocumentTag {
    text: [u8; TEXT_BYTES],
    file: FileTag,
}

impl FileTag {
    /// The tag of a file.
    pub fn of(file: &FileName) -> FileTag {
        let [first, second, third, ..] = file.digest();
        FileTag([first, second, third])
    }

    /// Writes it.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.0);
    }

    /// Takes a tag off the front of `rest`; any bytes are one.
    pub fn read(rest: &mut &[u8]) -> Option<FileTag> {
        Some(FileTag(read_array(rest)?))
    }
}

impl DocumentTag {
    /// How many bytes it is written as.
    pub const N_BYTES: usize = TEXT_BYTES + FILE_BYTES;

    /// The tag of a document.
    pub fn of(document: &Document) -> DocumentTag {
        DocumentTag::new(document.text().hash(), FileTag::of(document.file()))
    }

    /// The tag of a text in a file.
    pub fn new(text: &TextHash, file: FileTag) -> DocumentTag {
        let digits = text.as_str();
        let byte = |at: usize| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16);
        DocumentTag {
            text: std::array::from_fn(|at| byte(at).expect("a hash is hexadecimal digits")),
            file,
        }
    }

    /// The first [`HASH_DIGITS`] of its text's hash.
    pub fn text_digits(&self) -> String {
        self.text.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The tag of its file.
    pub fn file(&self) -> FileTag {
        self.file
    }

    /// Writes it.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.text);
        self.file.write(bytes);
    }

    /// Takes a tag off the front of `rest`; any bytes are one.
    pub fn read(rest: &mut &[u8]) -> Option<DocumentTag> {
        Some(DocumentTag { text: read_array(rest)?, file: FileTag::read(rest)? })
    }
}
