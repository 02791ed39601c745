use super::*;

#[test]
fn a_file_arrives_as_it_was_however_large_it_is() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let place = Place::Folder(folder.path().join("place"));
    assert!(matches!(Remote::open(&place), Err(PublishError::Nothing(_))));
    place.make().expect("made");
    let remote = Remote::open(&place).expect("opened");
    for n_bytes in [0, 1, PART - 1, PART, PART + 1, 3 * PART + 17] {
        let bytes: Vec<u8> = (0..n_bytes).map(|at| (at / 7) as u8).collect();
        let sent = folder.path().join("sent");
        std::fs::write(&sent, &bytes).expect("written");
        let name = format!("index/{n_bytes}");
        remote.put_file(&name, &mut File::open(&sent).expect("there")).expect("sent");
        let fetched = folder.path().join("fetched");
        remote.get_into(&name, &mut File::create(&fetched).expect("made")).expect("fetched");
        assert_eq!(std::fs::read(&fetched).expect("there"), bytes, "{n_bytes}");
    }
    let names: Vec<String> =
        remote.list("index").expect("listed").into_iter().map(|one| one.name).collect();
    assert_eq!(names.len(), 6, "{names:?}");
    remote.remove(names.clone()).expect("removed");
    remote.remove(names).expect("gone already");
    assert!(matches!(remote.get("index/1", None), Err(PublishError::Gone { .. })));
}
