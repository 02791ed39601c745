//! A vector of length 1 in whole numbers: a byte a dimension.

/// The largest number of a dimension.
const MOST: f32 = 127.0;

/// A vector of length 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector {
    /// What its numbers are multiplied by.
    scale: f32,
    /// One a dimension.
    values: Vec<i8>,
}

impl Vector {
    /// The direction of these numbers; `None` where they have none: all are 0, or one is no number.
    pub fn of(numbers: &[f32]) -> Option<Vector> {
        let most = numbers.iter().fold(0.0, |most: f32, number| most.max(number.abs()));
        let sum: f32 = numbers.iter().map(|number| number * number).sum();
        if most == 0.0 || !sum.is_finite() {
            return None;
        }
        let values: Vec<i8> =
            numbers.iter().map(|number| (number / most * MOST).round() as i8).collect();
        Some(Vector { scale: scale(&values), values })
    }

    /// What its numbers are multiplied by for a length of 1.
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// Its numbers, one a dimension, from -127 to 127.
    pub fn values(&self) -> &[i8] {
        &self.values
    }
}

/// What these numbers are multiplied by for a length of 1; 0 where all are 0.
pub(super) fn scale(values: &[i8]) -> f32 {
    let sum = dot(values, values);
    if sum == 0 { 0.0 } else { 1.0 / (sum as f32).sqrt() }
}

/// The sum of the products of their numbers. A loop that the compiler turns into the widest
/// instructions that its caller may use.
#[inline(always)]
pub(super) fn dot(one: &[i8], other: &[i8]) -> i32 {
    one.iter().zip(other).map(|(one, other)| i32::from(i16::from(*one) * i16::from(*other))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_has_length_one_and_its_own_direction() {
        let vector = Vector::of(&[3.0, -4.0, 0.0]).expect("a direction");
        let length = dot(vector.values(), vector.values()) as f32 * vector.scale().powi(2);
        assert!((length - 1.0).abs() < 1e-6);
        assert_eq!(vector.values(), [95, -127, 0]);
        assert_eq!(Vector::of(&[30.0, -40.0, 0.0]), Some(vector));
    }

    #[test]
    fn what_has_no_direction_is_none() {
        for numbers in [&[0.0, 0.0][..], &[f32::NAN, 1.0], &[f32::INFINITY, 1.0], &[]] {
            assert_eq!(Vector::of(numbers), None, "{numbers:?}");
        }
    }
}
