//! Are the labels that are stored those that these lists give?

use sha2::{Digest, Sha256};

use super::{ingredients, lists, security, systems, terms};
use crate::labelling::UnlistedCodes;

/// Raised when the labelling reads the same lists in another way, so that what is stored is labelled anew.
const FORM: u8 = 4;

/// Returns a digest of everything that a label follows from, beside the record itself.
pub fn version(unlisted: UnlistedCodes) -> String {
    let mut hash = Sha256::new();
    hash.update([FORM, u8::from(unlisted == UnlistedCodes::Hide)]);
    let by_topic = lists::FILES.iter().chain(terms::FILES);
    let others = [
        lists::HARMLESS,
        ingredients::HARMLESS,
        ingredients::SENSITIVE,
        systems::FILE,
        security::FILE,
    ];
    for file in by_topic.map(|(_, file)| *file).chain(others) {
        hash.update(file);
        hash.update([0]);
    }
    format!("{:x}", hash.finalize())
}
