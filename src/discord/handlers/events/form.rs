//! Reading in part what cannot be read as a whole: a form with blank fields is filled, field by field,
//! with those that can be read.

use serde_json::{Map, Value};

/// What an object of one kind must be filled from.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// An object that can be read, with nothing in it.
    pub(super) blank: Value,
    /// Fields that must be read as they are, or the whole object is of no use.
    pub(super) whole: &'static [&'static str],
    /// Fields that are objects, or lists of objects, of which each may be read in part.
    pub(super) parts: Vec<(&'static str, Form)>,
    /// Fields with parts of which at least a part must be read where they are there, or the whole object
    /// is of no use.
    pub(super) needed: &'static [&'static str],
    /// A field that means nothing when an element of another is missing: that one, then it.
    pub(super) needs_all: Option<(&'static str, &'static str)>,
}

impl Form {
    /// A form without parts.
    pub(super) fn new(blank: Value, whole: &'static [&'static str]) -> Form {
        Form { blank, whole, parts: Vec::new(), needed: &[], needs_all: None }
    }

    /// The form filled with what fits of an object; `None` when it is of no use.
    pub(super) fn fill(&self, raw: &Value, fits: &dyn Fn(&Value) -> bool) -> Option<Value> {
        let raw = raw.as_object()?;
        let mut filled = self.blank.as_object()?.clone();
        let is_whole = |key: &str| self.whole.contains(&key);
        filled.extend(
            raw.iter().filter(|(key, _)| is_whole(key)).map(|(k, v)| (k.clone(), v.clone())),
        );
        if !fits(&Value::Object(filled.clone())) {
            return None;
        }
        for (key, value) in raw.iter().filter(|(key, _)| !is_whole(key)) {
            let form = self.parts.iter().find(|(name, _)| name == key).map(|(_, form)| form);
            if fits(&with(&filled, key, value.clone())) {
                filled.insert(key.clone(), value.clone());
            } else if let Some(form) = form
                && let Some(value) = self.part(form, key, value, fits)
                && fits(&with(&filled, key, value.clone()))
            {
                filled.insert(key.clone(), value);
            } else if self.needed.contains(&key.as_str()) {
                return None;
            }
        }
        if let Some((list, dependent)) = self.needs_all {
            let n = |object: &Map<String, Value>| object.get(list)?.as_array().map(Vec::len);
            if n(raw) != n(&filled)
                && let Some(blank) = self.blank.get(dependent)
            {
                filled.insert(dependent.to_owned(), blank.clone());
            }
        }
        Some(Value::Object(filled))
    }

    /// What fits of a field: of an object its fields, of a list its elements. They are tried in a
    /// blank form, which is small.
    fn part(
        &self,
        form: &Form,
        key: &str,
        value: &Value,
        fits: &dyn Fn(&Value) -> bool,
    ) -> Option<Value> {
        let blank = self.blank.as_object()?;
        match value {
            Value::Object(_) => form.fill(value, &|part| fits(&with(blank, key, part.clone()))),
            Value::Array(elements) => {
                let alone =
                    |element: &Value| fits(&with(blank, key, Value::Array(vec![element.clone()])));
                let kept = elements.iter().filter_map(|element| {
                    if alone(element) { Some(element.clone()) } else { form.fill(element, &alone) }
                });
                Some(Value::Array(kept.collect()))
            }
            _ => None,
        }
    }
}

fn with(object: &Map<String, Value>, key: &str, value: Value) -> Value {
    let mut object = object.clone();
    object.insert(key.to_owned(), value);
    Value::Object(object)
}
