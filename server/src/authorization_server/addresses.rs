//! Where the endpoints stand, for the router and for the metadata.

pub(super) const AUTHORIZE: &str = "/oauth/authorize";
pub(super) const TOKEN: &str = "/oauth/token";
pub(super) const INTROSPECT: &str = "/oauth/introspect";
pub(super) const REVOKE: &str = "/oauth/revoke";
pub(super) const USERINFO: &str = "/oauth/userinfo";
pub(super) const JWKS: &str = "/oauth/jwks";
