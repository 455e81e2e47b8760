//! Clients and their tokens: authenticate a client, exchange a code, rotate, introspect and revoke (RFC 6749, 7009, 7662).
//!
//! To add an operation, follow the list in [`operations`](super), and:
//! Who the client is comes from [`authenticate_client`]; whether a grant still stands, from `connection`. Answer nothing that
//! tells a guesser whether a token, a code or a client exists.

pub mod authenticate_client;
pub(super) mod code_verifier;
pub mod exchange_code;
pub mod find_client;
pub mod find_refreshing_client;
pub mod introspect_token;
pub mod issue_tokens;
pub mod revoke_token;
pub mod rotate_refresh_token;
pub mod signing_keys;
pub mod userinfo;
