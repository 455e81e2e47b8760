//! The setting `upstream_strong_acr`: what must the hospital's provider say of a sign-in for it to count as a strong one?

use serde::{Deserialize, Deserializer, Serialize};

use super::listed;

/// Nothing honest is longer.
const LONGEST: usize = 200;

/// Values of `acr` and `amr` (OpenID Connect Core §2), each of which is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct StrongUpstream(pub Vec<String>);

impl<'de> Deserialize<'de> for StrongUpstream {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = |text: &str| {
            let fits = text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic());
            fits.then(|| text.to_owned())
        };
        let known = std::iter::once("values of `acr` and `amr` without spaces");
        listed::read(deserializer, "such a value", word, known).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use domain::upstream::UpstreamContext;

    use super::super::tests::with;

    const PROVIDER: &str =
        "upstream_issuer = \"https://id.hospital.example\"\nupstream_client_id = \"sayso\"\n";

    fn said(acr: Option<&str>, amr: &[&str]) -> UpstreamContext {
        UpstreamContext {
            acr: acr.map(str::to_owned),
            amr: amr.iter().map(|one| (*one).to_owned()).collect(),
        }
    }

    #[test]
    fn a_sign_in_is_strong_if_the_provider_says_one_of_the_values() {
        let file = format!("{PROVIDER}upstream_strong_acr = [\"urn:two-factor\", \"hwk\"]");
        let config = with(&file, &[]).unwrap();
        for strong in [
            said(Some("urn:two-factor"), &[]),
            said(Some("urn:other"), &["pwd", "hwk"]),
        ] {
            assert!(config.is_strong_upstream(&strong), "{strong:?}");
        }
        for weak in [
            said(None, &[]),
            said(Some("urn:two-factor:not"), &["pwd"]),
            said(Some("URN:two-factor"), &["HWK"]),
        ] {
            assert!(!config.is_strong_upstream(&weak), "{weak:?}");
        }
    }

    #[test]
    fn where_nobody_said_which_all_are() {
        let config = with(PROVIDER, &[]).unwrap();
        assert!(config.is_strong_upstream(&said(None, &[])));
        let alone = with("upstream_strong_acr = \"mfa\"", &[]);
        assert!(alone.is_err(), "there is no provider");
        let spaced = format!("{PROVIDER}upstream_strong_acr = \"mfa hwk\"");
        assert!(with(&spaced, &[]).is_err(), "a list has commas");
    }
}
