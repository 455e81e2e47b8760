//! Are the policies that were built in fit to decide? They are parsed, named by their `@id`, and validated strictly.

use cedar_policy::{
    Authorizer, CedarSchemaError, Effect, ParseErrors, PolicyId, PolicySet, PolicySetError, Schema,
    ValidationMode, Validator,
};
use domain::decision::Reason;
use thiserror::Error;

use crate::{engine::Engine, vocabulary::Vocabulary};

/// One file of policies: its number is the rule's.
pub(crate) type Source = (&'static str, &'static str);

macro_rules! sources {
    ($folder:literal: $($file:literal),* $(,)?) => {
        &[$(($file, include_str!(concat!("../policies/", $folder, "/", $file, ".cedar")))),*]
    };
}

pub(crate) const SCHEMA: &str = include_str!("../schema.cedarschema");

pub(crate) const RECORDS: &[Source] = sources! { "records":
    "00-permit", "01-token", "02-grant-and-client", "03-consent", "04-subject", "05-purpose", "06-category-and-scope",
    "07-sensitive-topic", "08-classified", "09-period", "10-delegation", "11-unverified-app", "12-grantor",
};

pub(crate) const CONSENTS: &[Source] =
    sources! { "consents": "00-permit", "04-subject", "10-delegation", "12-role" };

/// Why the policies cannot be used. The server does not start.
#[derive(Debug, Error)]
pub enum LoadError {
    #[error("policy schema could not be read: {0}")]
    Schema(#[from] Box<CedarSchemaError>),
    #[error("{file}: {error}")]
    Syntax {
        file: &'static str,
        error: Box<ParseErrors>,
    },
    #[error("{file}: a policy has no @id")]
    NoId { file: &'static str },
    #[error("{file}: a policy that forbids is called {id:?}, which is no reason")]
    UnknownReason { file: &'static str, id: String },
    #[error("{0}")]
    Set(#[from] Box<PolicySetError>),
    #[error("a policy does not fit the schema: {0}")]
    Invalid(String),
    #[error("name could not be parsed by Cedar: {0}")]
    Name(#[from] Box<ParseErrors>),
}

pub(crate) fn engine() -> Result<Engine, LoadError> {
    let schema = schema()?;
    Ok(Engine {
        authorizer: Authorizer::new(),
        records: policies(&schema, RECORDS)?,
        consents: policies(&schema, CONSENTS)?,
        vocabulary: Vocabulary::new()?,
        schema,
    })
}

fn schema() -> Result<Schema, LoadError> {
    let (schema, warnings) = Schema::from_cedarschema_str(SCHEMA).map_err(Box::new)?;
    match warnings.into_iter().next() {
        None => Ok(schema),
        Some(warning) => Err(LoadError::Invalid(warning.to_string())),
    }
}

/// Reads the files into one set, in which every policy has the name of its `@id`.
fn policies(schema: &Schema, sources: &[Source]) -> Result<PolicySet, LoadError> {
    let mut set = PolicySet::new();
    for (file, text) in sources {
        let parsed: PolicySet = text.parse().map_err(|error| LoadError::Syntax {
            file,
            error: Box::new(error),
        })?;
        for policy in parsed.policies() {
            let id = policy.annotation("id").ok_or(LoadError::NoId { file })?;
            if policy.effect() == Effect::Forbid && Reason::from_key(id).is_none() {
                return Err(LoadError::UnknownReason {
                    file,
                    id: id.to_owned(),
                });
            }
            set.add(policy.new_id(PolicyId::new(id)))
                .map_err(Box::new)?;
        }
    }
    let outcome = Validator::new(schema.clone()).validate(&set, ValidationMode::Strict);
    if outcome.validation_passed_without_warnings() {
        Ok(set)
    } else {
        Err(LoadError::Invalid(outcome.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &'static str) -> String {
        let schema = schema().unwrap();
        policies(&schema, &[("test", text)])
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn every_rule_is_in_the_file_of_its_number() {
        for (file, text) in RECORDS.iter().chain(CONSENTS) {
            let set: PolicySet = text.parse().unwrap();
            for policy in set.policies() {
                let id = policy.annotation("id").unwrap();
                let rule = Reason::from_key(id).map_or(0, Reason::rule);
                assert!(file.starts_with(&format!("{rule:02}-")), "{id} in {file}");
            }
        }
    }

    #[test]
    fn only_the_files_numbered_00_permit() {
        for (file, text) in RECORDS.iter().chain(CONSENTS) {
            let set: PolicySet = text.parse().unwrap();
            for policy in set.policies() {
                let permits = policy.effect() == Effect::Permit;
                assert_eq!(permits, file.starts_with("00-"), "{file}");
            }
        }
    }

    #[test]
    fn a_refusal_without_a_known_reason_is_not_loaded() {
        assert!(refused("forbid (principal, action, resource);").contains("no @id"));
        assert!(
            refused(r#"@id("because") forbid (principal, action, resource);"#)
                .contains("no reason")
        );
    }

    #[test]
    fn a_policy_that_does_not_fit_the_schema_is_not_loaded() {
        let wrong = [
            r#"@id("x") permit (principal is App, action, resource) when { principal.trusted };"#,
            r#"@id("x") permit (principal is App, action, resource) when { principal.suspended == 1 };"#,
            r#"@id("x") permit (principal, action == Action::"write", resource);"#,
            r#"@id("unclassified") forbid (principal, action, resource is Record)
               when { resource.topics.contains(Topic::"gossip") };"#,
        ];
        for text in wrong {
            assert!(refused(text).contains("does not fit"), "{text}");
        }
    }

    #[test]
    fn two_policies_of_one_name_are_not_loaded() {
        let text = r#"@id("x") permit (principal is App, action, resource);
                      @id("x") permit (principal is Staff, action, resource);"#;
        assert!(!refused(text).is_empty());
    }
}
