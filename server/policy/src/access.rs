//! An app's request and its basis, as a question to Cedar.

use cedar_policy::{
    Context, Entities, Entity, EntityUid, Request, RestrictedExpression as Expression,
};
use chrono::{Datelike, NaiveDate};
use domain::{
    Timestamp,
    catalogue::CategorySet,
    client::{Client, ReviewState},
    consent::Consent,
    decision::{AccessBasis, AccessRequest, RecordLabels},
    scope::{Reach, ScopeSet},
};

use crate::{
    engine::{Engine, EvaluationError},
    vocabulary::Vocabulary,
};

type Fields = Vec<(String, Expression)>;

pub(crate) fn question(
    engine: &Engine,
    request: &AccessRequest,
    basis: &AccessBasis,
    now: Timestamp,
) -> Result<(Request, Entities), EvaluationError> {
    let words = &engine.vocabulary;
    let app = words.app(&basis.client.id);
    let mut entities = vec![app_entity(words, app.clone(), &basis.client)?];
    let resource = match &request.record {
        Some(labels) => {
            entities.push(record_entity(words, labels)?);
            words.record.clone()
        }
        None => words.record_type(request.resource),
    };
    let context = Context::from_pairs(facts(words, request, basis, now)?)
        .map_err(EvaluationError::question)?;
    let action = words.action(request.interaction);
    Ok((
        Request::new(app, action, resource, context, engine.checks())
            .map_err(EvaluationError::question)?,
        Entities::from_entities(entities, engine.checks()).map_err(EvaluationError::question)?,
    ))
}

fn app_entity(
    words: &Vocabulary,
    app: EntityUid,
    client: &Client,
) -> Result<Entity, EvaluationError> {
    let attributes = [
        field(
            "suspended",
            Expression::new_bool(client.review == ReviewState::Suspended),
        ),
        field(
            "unverified",
            Expression::new_bool(client.review == ReviewState::Unverified),
        ),
        field("purposes", words.purposes(&client.purposes)),
    ];
    Entity::new(app, attributes.into(), [].into()).map_err(EvaluationError::question)
}

fn record_entity(words: &Vocabulary, labels: &RecordLabels) -> Result<Entity, EvaluationError> {
    let attributes = [
        field("subject", text(labels.subject.as_str())),
        field("categories", words.categories(labels.categories)),
        field("topics", words.topics(labels.topics)),
        field("classified", Expression::new_bool(labels.classified)),
    ];
    let date = labels.date.map(|date| field("date", day(date)));
    let related = labels.related.as_ref();
    let related = related.map(|id| field("related", text(id.as_str())));
    let attributes = attributes.into_iter().chain(date).chain(related).collect();
    Entity::new(words.record.clone(), attributes, [].into()).map_err(EvaluationError::question)
}

fn facts(
    words: &Vocabulary,
    request: &AccessRequest,
    basis: &AccessBasis,
    now: Timestamp,
) -> Result<Fields, EvaluationError> {
    let AccessBasis {
        token,
        grant,
        consent,
        client: _,
        delegation,
    } = basis;
    let mut facts = vec![
        field("now", moment(now)),
        field(
            "token",
            record([field("endsAt", moment(token.expires_at))])?,
        ),
        field(
            "grant",
            record([field("live", Expression::new_bool(grant.is_live()))])?,
        ),
        field("scope", scope_facts(words, request, &token.scope)?),
        field(
            "consent",
            record(consent_facts(words, consent, relevant(request)))?,
        ),
    ];
    if let Some(delegation) = delegation {
        let (categories, topics) = basis.reach(now);
        let categories = categories.intersection(relevant(request));
        let shared = categories.intersection(consent.granted);
        let active = Expression::new_bool(delegation.is_active(now));
        facts.push(field(
            "delegation",
            record([
                field("active", active),
                field("categories", words.categories(categories)),
                field("shared", words.categories(shared)),
                field("topics", words.topics(topics)),
                field("related", text(delegation.id.related_person().as_str())),
            ])?,
        ));
    }
    if let Some(subject) = &request.subject {
        facts.push(field("subject", text(subject.as_str())));
    }
    if let Some(purpose) = request.purpose {
        facts.push(field("purpose", words.purpose(purpose)));
    }
    Ok(facts)
}

fn scope_facts(
    words: &Vocabulary,
    request: &AccessRequest,
    scope: &ScopeSet,
) -> Result<Expression, EvaluationError> {
    let action = request.interaction.action();
    let reach = scope.reach(request.resource, action);
    record([
        field(
            "categories",
            words.categories(reach.allows(request.resource)),
        ),
        field(
            "topics",
            words.topics(scope.topics_within(request.resource, action)),
        ),
    ])
}

/// The categories that the answer can depend on: those of the type and those of the record.
fn relevant(request: &AccessRequest) -> CategorySet {
    let of_type = Reach::Everything.allows(request.resource);
    let of_record = request.record.as_ref().map(|record| record.categories);
    of_type.union(of_record.unwrap_or_default())
}

fn consent_facts(words: &Vocabulary, consent: &Consent, relevant: CategorySet) -> Fields {
    let mut facts = vec![
        field("state", text(consent.state.key())),
        field("grantor", text(consent.grantor.kind())),
        field("subject", text(consent.subject.as_str())),
        field("purpose", words.purpose(consent.purpose)),
        field(
            "categories",
            words.categories(consent.granted.intersection(relevant)),
        ),
        field("topics", words.topics(consent.topics)),
        field("decidedAt", moment(consent.decided_at)),
        field("endsAt", moment(consent.expires_at)),
    ];
    if let Some(period) = consent.period {
        facts.push(field("from", day(period.from)));
    }
    facts
}

fn field(name: &str, value: Expression) -> (String, Expression) {
    (name.to_owned(), value)
}

fn record(
    fields: impl IntoIterator<Item = (String, Expression)>,
) -> Result<Expression, EvaluationError> {
    Expression::new_record(fields).map_err(EvaluationError::question)
}

fn text(text: &str) -> Expression {
    Expression::new_string(text.to_owned())
}

fn moment(at: Timestamp) -> Expression {
    Expression::new_long(at.timestamp_millis())
}

fn day(date: NaiveDate) -> Expression {
    Expression::new_long(date.num_days_from_ce().into())
}
