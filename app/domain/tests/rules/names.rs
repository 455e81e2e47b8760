//! Ids: printed and read back, and never read from anything else.

use domain::{
    catalogue::{CategorySet, TopicSet},
    client::RedirectUri,
    ids::{ClientId, ConsentId, CorrelationId, GrantId, PatientId},
    language::Language,
};
use proptest::prelude::*;
use uuid::Uuid;

proptest! {
    #[test]
    fn an_id_reads_back_as_itself(number: u128) {
        let id = GrantId::from_uuid(Uuid::from_u128(number));
        prop_assert_eq!(id.to_string().parse(), Ok(id));
        prop_assert!(id.to_string().parse::<ConsentId>().is_err());
    }

    #[test]
    fn a_consent_code_is_four_letters_that_nobody_mishears(number: u128) {
        let code = ConsentId::from_uuid(Uuid::from_u128(number)).code();
        let letters = code.strip_prefix("C-").unwrap();
        prop_assert_eq!(letters.len(), 4);
        prop_assert!(!letters.contains(['I', 'L', 'O', 'U']));
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in ".*") {
        let _ = text.parse::<CorrelationId>();
        let _ = RedirectUri::parse(&text);
        let _ = Language::preferred(&text);
        prop_assert_eq!(ClientId::parse(text.clone()).is_ok_and(|id| id.as_str() != text), false);
        prop_assert_eq!(PatientId::parse(text.clone()).is_ok_and(|id| id.as_str() != text), false);
    }

    #[test]
    fn a_stored_mask_reads_back_as_the_same_set(mask: u32) {
        if let Some(set) = CategorySet::from_mask(mask) {
            prop_assert_eq!(set.mask(), mask);
        }
        let topics = TopicSet::from_mask(mask & TopicSet::all().mask()).unwrap();
        prop_assert_eq!(topics.iter().collect::<TopicSet>(), topics);
    }
}
