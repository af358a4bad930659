//! How a vendor's words become ours; the tables of them are with each connector.

use weir_model::Batch;

/// The vendor's words, each with ours.
pub(crate) type Words = &'static [(&'static str, &'static str)];

/// Our word for the vendor's. One that is not documented is kept as it came, and reported.
pub(crate) fn word(words: Words, field: &'static str, value: &str, out: &mut Batch) -> String {
    if let Some(ours) = find(words, value) {
        return ours.to_owned();
    }
    out.drift(field, value);
    value.to_owned()
}

/// Our word for the vendor's, if there is one.
pub(crate) fn find(words: Words, value: &str) -> Option<&'static str> {
    let found = words
        .iter()
        .find(|(theirs, _)| theirs.eq_ignore_ascii_case(value));
    found.map(|(_, ours)| *ours)
}
