//! The setting `staff_sign_in`: how must a member of staff have signed in for their role to count?

use domain::assurance::AuthenticationMethod;
use serde::{Deserialize, Serialize};

/// Which sign-ins a role counts in. Any other opens the account, so that a passkey can be added, and not the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StaffSignIn {
    /// With a passkey, or by the hospital's own sign-in.
    PasskeyOrHospital,
    /// With a passkey.
    Passkey,
    /// In all of them.
    Any,
}

impl StaffSignIn {
    /// Whether the role counts after this authentication; `is_weak` says that it was at the provider, and none that it calls
    /// strong.
    pub const fn is_met_by(self, method: AuthenticationMethod, is_weak: bool) -> bool {
        match (self, method) {
            (Self::Any, _)
            | (Self::Passkey | Self::PasskeyOrHospital, AuthenticationMethod::Passkey) => true,
            (Self::PasskeyOrHospital, AuthenticationMethod::Upstream) => !is_weak,
            (Self::Passkey | Self::PasskeyOrHospital, _) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Config, tests::with},
        *,
    };

    #[test]
    fn roles_count_after_a_passkey_or_the_hospitals_sign_in_unless_said_otherwise() {
        let unsaid = with("", &[]).unwrap();
        assert_eq!(unsaid.staff_sign_in(), StaffSignIn::PasskeyOrHospital);
        let demo = Config {
            demo: true,
            ..unsaid
        };
        assert_eq!(demo.staff_sign_in(), StaffSignIn::Any);
        let variable = ("SAYSO_STAFF_SIGN_IN", "passkey");
        let set = with("", &[variable]).unwrap();
        assert_eq!(set.staff_sign_in(), StaffSignIn::Passkey);
        let none = with("staff_sign_in = \"password\"", &[]);
        assert!(none.is_err());
        let [passkey, hospital, any] = [
            StaffSignIn::Passkey,
            StaffSignIn::PasskeyOrHospital,
            StaffSignIn::Any,
        ]
        .map(|setting| {
            let methods = AuthenticationMethod::ALL.iter().copied();
            let met: Vec<_> = methods
                .filter(|one| setting.is_met_by(*one, false))
                .collect();
            met
        });
        let (by_passkey, by_hospital) = (
            AuthenticationMethod::Passkey,
            AuthenticationMethod::Upstream,
        );
        assert_eq!(passkey, [by_passkey]);
        assert!(
            hospital.len() == 2
                && hospital.contains(&by_passkey)
                && hospital.contains(&by_hospital)
        );
        assert_eq!(any, AuthenticationMethod::ALL);
        assert!(!StaffSignIn::PasskeyOrHospital.is_met_by(by_hospital, true));
    }
}
