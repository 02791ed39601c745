//! The search for the nearest, beside looking at each vector, and over documents that come and go.

use std::collections::BTreeMap;

use super::super::document_vectors::DocumentVectors;
use super::super::key::VectorKey;
use super::*;
use crate::document::TextHash;

const N_DIMENSIONS: usize = 128;
const N_IN_DOCUMENT: usize = 500;

fn key(number: usize) -> VectorKey {
    VectorKey::of(&TextHash::parse(&format!("{number:064x}")).expect("a hash"), "")
}

fn file(number: usize) -> FileName {
    FileName::new(format!("{number:04}.txt")).expect("a name")
}

/// Around some centres, as texts lie around subjects.
fn random(random: &mut fastrand::Rng, centres: &[Vec<f32>]) -> Vector {
    let centre = &centres[random.usize(0..centres.len())];
    let numbers: Vec<f32> =
        centre.iter().map(|number| number + 0.7 * (random.f32() - 0.5)).collect();
    Vector::of(&numbers).expect("a direction")
}

fn made(n_documents: usize) -> (Vectors, Vec<Vec<f32>>, fastrand::Rng) {
    let mut rng = fastrand::Rng::with_seed(5);
    let centres: Vec<Vec<f32>> =
        (0..200).map(|_| (0..N_DIMENSIONS).map(|_| rng.f32() - 0.5).collect()).collect();
    let documents: BTreeMap<FileName, VectorKey> =
        (0..n_documents).map(|number| (file(number), key(number))).collect();
    let mut all = Vec::new();
    for number in 0..n_documents {
        let mut document = DocumentVectors::new(N_DIMENSIONS);
        for _ in 0..N_IN_DOCUMENT / 5 {
            let units: Vec<Option<Vector>> =
                (0..5).map(|_| Some(random(&mut rng, &centres))).collect();
            document.push_passage(&units);
        }
        all.push((key(number), document));
    }
    (Vectors::default().next(&documents, &all), centres, rng)
}

/// The cosines of the nearest, by looking at each.
fn expected(vectors: &Vectors, question: &Vector, n: usize) -> Vec<f32> {
    let mut all: Vec<f32> = Vec::new();
    for file in vectors.places.keys() {
        for paragraph in 1..=(N_IN_DOCUMENT / 5) as u32 {
            all.extend(vectors.cosines(question, file, paragraph, 5));
        }
    }
    all.sort_by(|one, other| other.total_cmp(one));
    all.truncate(n);
    all
}

#[test]
fn the_nearest_are_found_exactly_among_few() {
    let (vectors, centres, mut rng) = made(4);
    for _ in 0..20 {
        let question = random(&mut rng, &centres);
        let (hits, background) = vectors.nearest(&question, None, 30);
        let cosines: Vec<f32> = hits.iter().map(|hit| hit.cosine).collect();
        assert_eq!(cosines, expected(&vectors, &question, 30));
        assert!(background.deviation > 0.0 && background.mean.abs() < 0.5);
        for hit in &hits {
            let of_passage = vectors.cosines(&question, &hit.file, hit.paragraph, 5);
            assert_eq!(of_passage[hit.unit], hit.cosine);
        }
    }
}

#[test]
fn nearly_all_of_the_nearest_are_found_among_many() {
    let (vectors, centres, mut rng) = made(160);
    assert!(vectors.n_rows() > MAX_EXACT);
    let (mut n_found, mut n) = (0, 0);
    for _ in 0..20 {
        let question = random(&mut rng, &centres);
        let expected = expected(&vectors, &question, 30);
        let (hits, _) = vectors.nearest(&question, None, 30);
        n += expected.len();
        n_found += hits.iter().filter(|hit| hit.cosine >= expected[29]).count();
    }
    assert!(n_found * 100 >= n * 98, "{n_found} of {n}");
}

#[test]
fn the_background_is_that_of_the_documents_wherever_their_rows_lie() {
    let (whole, centres, mut rng) = made(20);
    let question = random(&mut rng, &centres);
    let documents: BTreeMap<FileName, VectorKey> =
        (0..20).map(|number| (file(number), key(number))).collect();
    let own = |number: usize| {
        let (block, at) = whole.places[&file(number)];
        let block = &whole.blocks[block as usize];
        let document = &block.documents[at as usize];
        let mut vectors = DocumentVectors::new(N_DIMENSIONS);
        for first in (document.first..document.first + document.n_rows).step_by(5) {
            let units: Vec<Option<Vector>> = (first..first + 5)
                .map(|row| {
                    let row: Vec<f32> =
                        block.row(row as usize).iter().map(|v| f32::from(*v)).collect();
                    Vector::of(&row)
                })
                .collect();
            vectors.push_passage(&units);
        }
        (key(number), vectors)
    };
    let mut grown = Vectors::default();
    for number in (0..20).rev() {
        grown = grown.next(&documents, &[own(number)]);
    }
    assert!(whole.n_rows() > 8_192 && grown.n_rows() == whole.n_rows());
    assert_eq!(grown.nearest(&question, None, 30), whole.nearest(&question, None, 30));
    let files = [file(3), file(7)];
    assert_eq!(
        grown.nearest(&question, Some(&files), 30),
        whole.nearest(&question, Some(&files), 30)
    );
}

#[test]
fn only_units_of_the_files_that_were_named_are_found() {
    let (vectors, centres, mut rng) = made(6);
    let files = [file(2), file(5)];
    let (hits, _) = vectors.nearest(&random(&mut rng, &centres), Some(&files), 30);
    assert!(hits.len() == 30 && hits.iter().all(|hit| files.contains(&hit.file)));
}

#[test]
fn what_is_gone_is_not_found_and_what_stays_is_shared() {
    let (vectors, centres, mut rng) = made(3);
    let left: BTreeMap<FileName, VectorKey> =
        [(file(1), key(1)), (file(8), key(1))].into_iter().collect();
    let next = vectors.next(&left, &[]);
    assert_eq!(next.n_rows(), N_IN_DOCUMENT);
    let (hits, _) = next.nearest(&random(&mut rng, &centres), None, 10);
    // Two files with the same text have the same units.
    let of = |name: FileName| hits.iter().filter(|hit| hit.file == name).count();
    assert_eq!((of(file(1)), of(file(8))), (5, 5));
}
