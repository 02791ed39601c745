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

    /// The direction between two of the same number of dimensions; `None` where they are opposite.
    pub fn mean(one: &Vector, other: &Vector) -> Option<Vector> {
        let sum = |(one_value, other_value): (&i8, &i8)| {
            f32::from(*one_value) * one.scale + f32::from(*other_value) * other.scale
        };
        Vector::of(&one.values.iter().zip(&other.values).map(sum).collect::<Vec<_>>())
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
    fn a_mean_lies_between_whatever_the_sizes_of_the_numbers() {
        let [one, other] = [[1.0, 0.0], [1.0, 1.0]].map(|numbers| Vector::of(&numbers));
        let mean = Vector::mean(&one.expect("one"), &other.expect("one")).expect("a direction");
        let angle = f32::from(mean.values()[1]).atan2(f32::from(mean.values()[0]));
        assert!((angle.to_degrees() - 22.5).abs() < 0.5, "{angle}");
        let [there, back] = [[1.0, 0.0], [-1.0, 0.0]].map(|numbers| Vector::of(&numbers));
        assert_eq!(Vector::mean(&there.expect("one"), &back.expect("one")), None);
    }

    #[test]
    fn what_has_no_direction_is_none() {
        for numbers in [&[0.0, 0.0][..], &[f32::NAN, 1.0], &[f32::INFINITY, 1.0], &[]] {
            assert_eq!(Vector::of(numbers), None, "{numbers:?}");
        }
    }
}
