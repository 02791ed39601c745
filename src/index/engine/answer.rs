//! What the engine answers, as far as it matters here. An answer that is not of all shards is none:
//! the engine says 200 with half the passages, and only its counts of shards tell.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// The answer to a search.
#[derive(Debug, Deserialize)]
pub(super) struct SearchAnswer {
    timed_out: bool,
    #[serde(rename = "_shards")]
    shards: Shards,
    pub hits: Hits,
}

#[derive(Debug, Deserialize)]
struct Shards {
    total: u32,
    successful: u32,
    failed: u32,
}

/// What was found.
#[derive(Debug, Deserialize)]
pub(super) struct Hits {
    total: Option<Total>,
    pub hits: Vec<SearchHit>,
}

#[derive(Debug, Deserialize)]
struct Total {
    value: u64,
    relation: String,
}

/// A passage that was found.
#[derive(Debug, Deserialize)]
pub(super) struct SearchHit {
    #[serde(rename = "_id")]
    pub id: String,
    #[serde(rename = "_score")]
    pub score: Option<f32>,
    #[serde(rename = "_source", default)]
    pub source: Source,
}

/// The terms of a passage, with spaces between.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Source {
    #[serde(default)]
    pub body: String,
    #[serde(default)]
    pub context: String,
}

impl SearchAnswer {
    /// Reads an answer.
    ///
    /// # Errors
    /// With what is wrong, where it is not of all shards, or none.
    pub fn read(body: &[u8]) -> Result<SearchAnswer, String> {
        let answer: SearchAnswer =
            serde_json::from_slice(body).map_err(|_| "no answer to a search".to_owned())?;
        let Shards { total, successful, failed } = answer.shards;
        if answer.timed_out {
            return Err("a shard took too long".to_owned());
        }
        if failed > 0 || successful < total || total == 0 {
            return Err(format!("{successful} of {total} shards answered"));
        }
        Ok(answer)
    }

    /// How many there are; `None` where it was not counted to the end.
    pub fn n_found(&self) -> Option<u64> {
        self.hits.total.as_ref().filter(|total| total.relation == "eq").map(|total| total.value)
    }
}

/// The answer to many changes.
#[derive(Deserialize)]
struct BulkAnswer {
    errors: bool,
    items: Vec<BTreeMap<String, BulkItem>>,
}

#[derive(Deserialize)]
struct BulkItem {
    status: u16,
    #[serde(default)]
    error: Value,
}

/// That all changes were made.
///
/// # Errors
/// With the first that was not.
pub(super) fn all_changed(body: &[u8]) -> Result<(), String> {
    let answer: BulkAnswer =
        serde_json::from_slice(body).map_err(|_| "no answer to changes".to_owned())?;
    let mut items = answer.items.iter().flat_map(BTreeMap::values);
    // To remove what is not there is no error, and has none.
    let failed =
        items.find(|item| !item.error.is_null() || (item.status >= 300 && item.status != 404));
    match failed {
        None if answer.errors => Err("a change failed".to_owned()),
        None => Ok(()),
        Some(item) => Err(format!("a change failed: {}, {}", item.status, kind(&item.error))),
    }
}

/// That the changes can be found, on all copies of the shards that are there.
///
/// # Errors
/// With what is wrong.
pub(super) fn all_refreshed(body: &[u8]) -> Result<(), String> {
    #[derive(Deserialize)]
    struct Refreshed {
        #[serde(rename = "_shards")]
        shards: Shards,
    }
    let answer: Refreshed =
        serde_json::from_slice(body).map_err(|_| "no answer to a refresh".to_owned())?;
    match answer.shards {
        // Copies that no node has count in the total.
        Shards { failed: 0, successful, .. } if successful > 0 => Ok(()),
        Shards { failed, .. } => Err(format!("{failed} shards failed to refresh")),
    }
}

/// The engine's name for an error. Its explanation repeats what was asked.
pub(super) fn kind(error: &Value) -> String {
    error["type"].as_str().unwrap_or("unknown").chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(shards: &str) -> String {
        format!(
            r#"{{"took":3,"timed_out":false,"_shards":{shards},"hits":{{"total":{{"value":1,"relation":"eq"}},"max_score":1.5,"hits":[{{"_index":"a","_id":"1.x.2","_score":1.5,"_source":{{"body":"yard close"}}}}]}}}}"#
        )
    }

    #[test]
    fn an_answer_without_all_shards_is_none() {
        let whole = search(r#"{"total":2,"successful":2,"skipped":0,"failed":0}"#);
        let whole = SearchAnswer::read(whole.as_bytes()).expect("whole");
        assert_eq!((whole.n_found(), whole.hits.hits[0].id.as_str()), (Some(1), "1.x.2"));
        for shards in [
            r#"{"total":2,"successful":1,"skipped":0,"failed":0}"#,
            r#"{"total":2,"successful":2,"skipped":0,"failed":1}"#,
            r#"{"total":0,"successful":0,"skipped":0,"failed":0}"#,
        ] {
            assert!(SearchAnswer::read(search(shards).as_bytes()).is_err(), "{shards}");
        }
        let whole = search(r#"{"total":2,"successful":2,"skipped":0,"failed":0}"#);
        let late = whole.replace("\"timed_out\":false", "\"timed_out\":true");
        assert!(SearchAnswer::read(late.as_bytes()).is_err());
        assert!(SearchAnswer::read(b"{}").is_err());
    }

    #[test]
    fn a_change_that_failed_is_seen_though_the_status_is_200() {
        let bulk = |items: &str| format!(r#"{{"took":1,"errors":true,"items":[{items}]}}"#);
        assert!(
            all_changed(br#"{"took":1,"errors":false,"items":[{"index":{"status":201}}]}"#).is_ok()
        );
        let gone = r#"{"took":1,"errors":false,"items":[{"delete":{"status":404}}]}"#;
        assert!(all_changed(gone.as_bytes()).is_ok());
        let full = r#"{"index":{"status":429,"error":{"type":"rejected","reason":"words"}}}"#;
        let told = all_changed(bulk(full).as_bytes()).expect_err("it failed");
        assert!(told.contains("rejected") && !told.contains("words"), "{told}");
    }
}
