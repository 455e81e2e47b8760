//! The hospital's own provider of identities (OpenID Connect), as it is set.

use std::fmt;

use domain::upstream::UpstreamContext;
use url::Url;

use super::{Config, StaffSignIn};

/// A provider that people may sign in with.
#[derive(Clone, PartialEq, Eq)]
pub struct Upstream {
    /// The issuer, letter by letter as the provider writes it.
    pub issuer: String,
    pub client_id: String,
    /// None is a public client: PKCE alone protects the code.
    pub client_secret: Option<String>,
    /// As people call it.
    pub name: String,
    /// Which claims say who the person is here.
    pub claims: Claims,
}

/// Which claims of the provider say whose record is a person's own, and what they may do as staff.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// Names the record; `None` if none does.
    pub record: Option<String>,
    /// Names roles by their keys; `None` if none does, and then roles are given here.
    pub role: Option<String>,
    /// Scopes besides `openid`.
    pub scopes: Vec<String>,
}

impl Claims {
    /// The claim of SMART App Launch 2.2 §4.0.3, which is a reference to a resource and not an identifier.
    pub const FHIR_USER: &str = "fhirUser";

    /// Whether anything is asked for beyond the identity.
    pub const fn are_asked_for(&self) -> bool {
        self.record.is_some() || self.role.is_some()
    }
}

impl fmt::Debug for Upstream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upstream")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Config {
    /// The provider, if one is set.
    pub fn upstream(&self) -> Option<Upstream> {
        let name = self.upstream_name.clone();
        Some(Upstream {
            issuer: self.upstream_issuer.clone()?,
            client_id: self.upstream_client_id.clone()?,
            client_secret: self.upstream_client_secret.clone(),
            name: name.unwrap_or_else(|| self.organisation.clone()),
            claims: Claims {
                record: self.upstream_patient_claim.clone(),
                role: self.upstream_role_claim.clone(),
                scopes: self.upstream_scopes(),
            },
        })
    }

    /// Where claims are asked for and nobody said by which scopes: those of OpenID Connect Core §5.4.
    fn upstream_scopes(&self) -> Vec<String> {
        let asks = self.upstream_patient_claim.is_some() || self.upstream_role_claim.is_some();
        let usual = if asks { "profile email" } else { "" };
        let said = self.upstream_scopes.as_deref().unwrap_or(usual);
        said.split_whitespace().map(str::to_owned).collect()
    }

    /// What is wrong with the provider's settings.
    pub(super) fn upstream_fault(&self) -> Option<&'static str> {
        let Some(issuer) = &self.upstream_issuer else {
            let others = [
                &self.upstream_client_id,
                &self.upstream_client_secret,
                &self.upstream_name,
                &self.upstream_patient_claim,
                &self.upstream_patient_system,
                &self.upstream_role_claim,
                &self.upstream_scopes,
            ];
            let alone = others.into_iter().any(Option::is_some)
                || self.upstream_logout
                || !self.upstream_strong_acr.0.is_empty();
            return alone.then_some("upstream_issuer is missing");
        };
        if self.upstream_client_id.is_none() {
            return Some("upstream_client_id is missing");
        }
        match (&self.upstream_patient_claim, &self.upstream_patient_system) {
            (None, Some(_)) => return Some("upstream_patient_claim is missing"),
            (Some(claim), None) if claim != Claims::FHIR_USER => {
                return Some("upstream_patient_system is missing");
            }
            _ => {}
        }
        (!is_issuer(issuer))
            .then_some("upstream_issuer must be https, or plain http on a loopback address")
    }
}

/// OpenID Connect Discovery §3: an https URL without query and fragment. Plain http is for this machine.
fn is_issuer(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else {
        return false;
    };
    let loopback = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    let scheme = url.scheme() == "https" || (url.scheme() == "http" && loopback);
    scheme && url.query().is_none() && url.fragment().is_none()
}

impl Config {
    /// Whether a sign-in at the provider has the worth of one. Where nobody said which ones do, all have it: whoever runs the
    /// provider vouches for it.
    pub fn is_strong_upstream(&self, said: &UpstreamContext) -> bool {
        let strong = &self.upstream_strong_acr.0;
        let named = |value: &String| strong.contains(value);
        strong.is_empty() || said.acr.iter().chain(&said.amr).any(named)
    }

    /// Whether a role of staff counts after any sign-in at the provider, however weak.
    pub fn trusts_any_upstream(&self) -> bool {
        self.upstream_issuer.is_some()
            && self.staff_sign_in() != StaffSignIn::Passkey
            && self.upstream_strong_acr.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{ConfigError, tests::with},
        *,
    };

    #[test]
    fn the_hospital_sign_in_is_whole_or_not_there() {
        let issuer = ("SAYSO_UPSTREAM_ISSUER", "https://id.hospital.example");
        let client = ("SAYSO_UPSTREAM_CLIENT_ID", "sayso");
        assert_eq!(with("", &[]).unwrap().upstream(), None);
        let config = with("organisation = \"Lakeside\"", &[issuer, client]).unwrap();
        assert_eq!(config.upstream().unwrap().name, "Lakeside");
        for half in [issuer, client] {
            assert!(matches!(with("", &[half]), Err(ConfigError::Upstream(_))));
        }
        for wrong in ["http://id.hospital.example", "id", "https://id.example?x=1"] {
            let wrong = ("SAYSO_UPSTREAM_ISSUER", wrong);
            assert!(with("", &[wrong, client]).is_err());
        }
    }

    #[test]
    fn a_claim_that_names_records_says_in_which_namespace() {
        let provider =
            "upstream_issuer = \"https://id.hospital.example\"\nupstream_client_id = \"sayso\"\n";
        let set = |more: &str| with(&format!("{provider}{more}"), &[]);
        let mrn = "upstream_patient_claim = \"mrn\"\n";
        assert!(matches!(set(mrn), Err(ConfigError::Upstream(_))));
        assert!(set("upstream_patient_system = \"urn:mrn\"").is_err());
        assert!(set("upstream_patient_claim = \"fhirUser\"").is_ok());
        let whole = set(&format!("{mrn}upstream_patient_system = \"urn:mrn\"")).unwrap();
        let claims = whole.upstream().unwrap().claims;
        assert_eq!(claims.record.as_deref(), Some("mrn"));
        assert_eq!(claims.scopes, ["profile", "email"]);
        let said =
            set("upstream_role_claim = \"groups\"\nupstream_scopes = \"groups  email\"").unwrap();
        assert_eq!(said.upstream().unwrap().claims.scopes, ["groups", "email"]);
        assert_eq!(
            set("").unwrap().upstream().unwrap().claims,
            Claims::default()
        );
        assert!(with("upstream_logout = true", &[]).is_err());
    }
}
