//! The bytes of a file as text. UTF-8 stays as it is, byte for byte; another encoding is
//! recognised by its byte-order mark or guessed from its bytes, and decoded without a loss, or
//! refused.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8};

use crate::document::Refusal;

/// Decodes a file.
///
/// # Errors
/// When it is no text, or its encoding cannot be recognised.
pub fn decode(bytes: Vec<u8>) -> Result<String, Refusal> {
    if let Some((encoding, mark)) =
        Encoding::for_bom(&bytes).filter(|(encoding, _)| *encoding != UTF_8)
    {
        return whole(encoding, &bytes[mark..]);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => return Err(Refusal::ZeroBytes),
        Ok(text) => return Ok(text),
        Err(error) => error.into_bytes(),
    };
    let at = std::str::from_utf8(&bytes).err().map_or(0, |error| error.valid_up_to());
    if bytes.contains(&0) {
        return Err(Refusal::Binary { at });
    }
    let mut detector = EncodingDetector::new();
    detector.feed(&bytes, true);
    let (encoding, is_sure) = detector.guess_assess(None, false);
    if !is_sure {
        return Err(Refusal::UnknownEncoding { at });
    }
    whole(encoding, &bytes)
}

/// The text, if the encoding decodes every byte, and to characters that occur in texts.
fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Refusal> {
    let wrong = || Refusal::WrongEncoding { encoding: encoding.name().to_owned() };
    let text =
        encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or_else(wrong)?;
    let is_odd =
        |c: char| (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{e000}'..='\u{f8ff}');
    if text.contains(is_odd) { Err(wrong()) } else { Ok(text.into_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIAN: &str = "Маяк в гавани построили в 1863 году, и он горит до сих пор. Лоцманы встречали корабли за мелью в любую погоду.";
    const GERMAN: &str = "Der Leuchtturm über dem Hafen wurde im Jahr 1863 gebaut; später überließ man ihn den Lotsen. Die Kräne kamen 1925.";

    #[test]
    fn utf_8_stays_byte_for_byte() {
        let bytes = "\u{feff}one\r\ntwo ё\n".as_bytes().to_vec();
        assert_eq!(decode(bytes.clone()).expect("UTF-8").into_bytes(), bytes);
    }

    #[test]
    fn other_encodings_are_told_and_decoded() {
        for (encoding, text) in [
            (encoding_rs::WINDOWS_1251, RUSSIAN),
            (encoding_rs::KOI8_R, RUSSIAN),
            (encoding_rs::WINDOWS_1252, GERMAN),
            (encoding_rs::SHIFT_JIS, "灯台は1863年に建てられた。水先人は港の外で船を待っていた。"),
        ] {
            let (bytes, _, _) = encoding.encode(text);
            assert_eq!(decode(bytes.into_owned()), Ok(text.to_owned()), "{}", encoding.name());
        }
        let utf_16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(RUSSIAN.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(decode(utf_16), Ok(RUSSIAN.to_owned()));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(decode(b"PK\x03\x04\x00\x00\xff".to_vec()).is_err());
        assert!(decode(vec![b'a', 0, b'b']).is_err());
        assert!(decode((0..=255).cycle().take(4096).filter(|byte| *byte != 0).collect()).is_err());
    }
}
