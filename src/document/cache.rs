//! A cache with a capacity in bytes; the least recently used values are evicted.
//!
//! A crate with weights does not do it: quick_cache divides its capacity among shards (four for each
//! core) and never keeps a value larger than one of them, which a text easily is; its text would be
//! read and hashed again for each quote. On one thread both take 35 to 60 ns for a look-up.

use std::hash::Hash;

use lru::LruCache;

/// Evicts the least recently used values when it is full, but for one, however large.
pub struct Cache<K: Hash + Eq, V> {
    entries: LruCache<K, (V, usize)>,
    /// The size of all values, in bytes.
    n_bytes: usize,
    max_bytes: usize,
}

impl<K: Hash + Eq, V> Cache<K, V> {
    /// An empty cache.
    pub fn new(max_bytes: usize) -> Cache<K, V> {
        Cache { entries: LruCache::unbounded(), n_bytes: 0, max_bytes }
    }

    /// The value under this key, which becomes the most recently used; `None` when it is not kept.
    pub fn get(&mut self, key: &K) -> Option<&V> {
        self.entries.get(key).map(|(value, _)| value)
    }

    /// Keeps a value of this size in bytes, in place of the one under the same key.
    pub fn put(&mut self, key: K, value: V, n_bytes: usize) {
        self.n_bytes += n_bytes;
        if let Some((_, old)) = self.entries.put(key, (value, n_bytes)) {
            self.n_bytes -= old;
        }
        while self.n_bytes > self.max_bytes && self.entries.len() > 1 {
            let Some((_, (_, oldest))) = self.entries.pop_lru() else { break };
            self.n_bytes -= oldest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_recently_used_go_when_the_bytes_are_too_many() {
        let mut cache = Cache::new(10);
        let get =
            |cache: &mut Cache<&str, i32>| ["a", "b", "c"].map(|key| cache.get(&key).copied());
        cache.put("a", 1, 4);
        cache.put("b", 2, 4);
        assert_eq!(cache.get(&"a"), Some(&1));
        cache.put("c", 3, 4);
        assert_eq!(get(&mut cache), [Some(1), None, Some(3)]);
        cache.put("c", 4, 6);
        assert_eq!(get(&mut cache), [Some(1), None, Some(4)]);
        cache.put("b", 5, 100);
        assert_eq!(get(&mut cache), [None, Some(5), None]);
    }
}
