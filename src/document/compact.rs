//! Places in a text in few bytes: numbers as varints (LEB128), ranges one after the other, each start
//! counted from the end before. What is read came from outside, and may be anything.

use super::range::ByteRange;

/// Writes a number.
pub fn write_number(mut number: usize, bytes: &mut Vec<u8>) {
    while number > 0x7f {
        bytes.push(0x80 | (number & 0x7f) as u8);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Writes ranges that are in order, the first counted from `from`.
pub fn write_ranges(ranges: &[ByteRange], mut from: usize, bytes: &mut Vec<u8>) {
    for range in ranges {
        write_number(range.start() - from, bytes);
        write_number(range.n_bytes(), bytes);
        from = range.end();
    }
}

/// Takes a number off the front of `rest`; `None` when there is none, when it has another form than
/// it is written in, or is larger than any text.
pub fn read_number(rest: &mut &[u8]) -> Option<usize> {
    // Five bytes of seven bits hold the largest text there can be.
    let mut number = 0;
    for at in 0..5 {
        let (&byte, behind) = rest.split_first()?;
        *rest = behind;
        number |= usize::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            let is_shortest = byte != 0 || at == 0;
            return (is_shortest && u32::try_from(number).is_ok()).then_some(number);
        }
    }
    None
}

/// Takes `n` ranges off the front of `rest`; `None` when they are not as they are written.
pub fn read_ranges(n: usize, mut from: usize, rest: &mut &[u8]) -> Option<Vec<ByteRange>> {
    let mut ranges = Vec::new();
    for _ in 0..n {
        let start = from.checked_add(read_number(rest)?)?;
        from = start.checked_add(read_number(rest)?)?;
        u32::try_from(from).ok()?;
        ranges.push(ByteRange::new(start, from));
    }
    Some(ranges)
}

/// Takes an array off the front of `rest`.
pub fn read_array<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (array, behind) = rest.split_first_chunk()?;
    *rest = behind;
    Some(*array)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_written_is_read(numbers in prop::collection::vec(0_usize..=u32::MAX as usize, 0..6)) {
            let mut bytes = Vec::new();
            numbers.iter().for_each(|number| write_number(*number, &mut bytes));
            let mut rest = bytes.as_slice();
            let read: Vec<usize> = numbers.iter().filter_map(|_| read_number(&mut rest)).collect();
            prop_assert_eq!((read, rest.len()), (numbers, 0));
        }

        #[test]
        fn a_number_has_one_form(bytes in prop::collection::vec(any::<u8>(), 1..7)) {
            let mut rest = bytes.as_slice();
            if let Some(number) = read_number(&mut rest) {
                let mut again = Vec::new();
                write_number(number, &mut again);
                prop_assert_eq!(again.as_slice(), &bytes[..bytes.len() - rest.len()]);
            }
        }
    }
}
