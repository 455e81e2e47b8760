//! From what an operation knows of an app and its request to what a page says of them.

use app::facts::{
    activity::Day,
    connected_apps::{Connection, Ended, EndedBy, LastLook, Need},
    consent::{AppFacts, Beyond, Renewed, Technical},
};
use domain::{
    Timestamp,
    actor::Actor,
    catalogue::{SensitiveTopic, TopicSet},
    client::{Client, ReviewState},
    consent::{Access, Consent, ConsentState, ConsentStatus, RevocationCause},
};
use url::Url;

use crate::operations::{
    connect::consent_offer::ConsentOffer,
    consents::list_connected_apps::{ConnectedApp, DayCount},
};

pub(in crate::portal) fn app_facts(client: &Client) -> AppFacts {
    AppFacts {
        id: client.id.clone(),
        name: client.name.to_string(),
        maker: client.maker.to_string(),
        checked: client.review == ReviewState::Verified,
        suspended: client.review == ReviewState::Suspended,
    }
}

pub(super) fn connection(app: &ConnectedApp, reader: &Actor, now: Timestamp) -> Connection {
    let consent = &app.consent;
    Connection {
        consent: consent.id,
        version: consent.version,
        app: app_facts(&app.client),
        purpose: consent.purpose,
        status: consent.status(now),
        connected: app.connected,
        sees: consent.granted,
        topics: consent.topics,
        since: consent.period.map(|period| period.from),
        given: app.given_at,
        given_by_me: consent.grantor == *reader,
        ends: consent.expires_at,
        one_time: consent.access == Access::OneTime,
        ended: ended(consent, now),
        last_look: app.last_look.map(|look| LastLook {
            at: look.at,
            categories: look.categories,
            count: look.count,
        }),
        days: days(&app.days),
    }
}

pub(super) fn days(counts: &[DayCount]) -> Vec<Day> {
    let day = |count: &DayCount| Day {
        looks: count.looks,
        refused: count.refused,
    };
    counts.iter().map(day).collect()
}

fn ended(consent: &Consent, now: Timestamp) -> Option<Ended> {
    match &consent.state {
        ConsentState::Revoked { at, cause, .. } => Some(Ended {
            at: *at,
            by: match cause {
                RevocationCause::StoppedByPatient => EndedBy::Patient,
                RevocationCause::StoppedByCaregiver => EndedBy::Caregiver,
                RevocationCause::StoppedByStaff => EndedBy::Staff,
            },
        }),
        _ => (consent.status(now) == ConsentStatus::Expired).then_some(Ended {
            at: consent.expires_at,
            by: EndedBy::Itself,
        }),
    }
}

/// What waits for the person, from the apps in the order in which they are listed.
pub(super) fn needs(apps: &[ConnectedApp], now: Timestamp) -> impl Iterator<Item = Need> {
    let usable = |app: &&ConnectedApp| app.client.review != ReviewState::Suspended;
    apps.iter().filter(usable).filter_map(move |app| {
        let (consent, name) = (app.consent.id, app.client.name.to_string());
        match app.consent.status(now) {
            ConsentStatus::NeedsReview => Some(Need::OnHold { consent, app: name }),
            ConsentStatus::EndsSoon => Some(Need::EndsSoon {
                consent,
                app: name,
                ends: app.consent.expires_at,
            }),
            _ => None,
        }
    })
}

pub(super) fn renewed(consent: &Consent) -> Renewed {
    Renewed {
        consent: consent.id,
        given: consent.decided_at,
        ends: consent.expires_at,
    }
}

/// Where the answer goes: host and port, or the scheme of an app on a phone.
fn led_to(redirect_uri: &str) -> Option<String> {
    let url = Url::parse(redirect_uri).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return Some(format!("{}:", url.scheme()));
    }
    let host = url.host_str()?;
    Some(
        url.port()
            .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")),
    )
}

pub(super) fn technical(offer: &ConsentOffer) -> Technical {
    Technical {
        scopes: offer
            .request
            .scope
            .iter()
            .map(ToString::to_string)
            .collect(),
        redirect_host: led_to(&offer.request.redirect_uri).unwrap_or_default(),
        offline: offer.offer.offline,
    }
}

/// What was asked for and is not offered. Private therapy notes go to no app, which the page says for itself.
pub(super) fn beyond(offer: &ConsentOffer) -> Beyond {
    let scope = &offer.request.scope;
    Beyond {
        categories: scope.categories().without(offer.offer.asked()),
        topics: scope
            .topics()
            .without(offer.offer.topics)
            .without(TopicSet::of(SensitiveTopic::PsychotherapyNotes)),
    }
}

#[cfg(test)]
mod tests {
    use super::led_to;

    #[test]
    fn an_answer_goes_to_a_host_or_to_an_app_on_this_phone() {
        for (uri, place) in [
            ("https://app.example/cb", "app.example"),
            ("http://127.0.0.1:4711/cb", "127.0.0.1:4711"),
            ("com.example.app:/callback", "com.example.app:"),
            ("com.example.app://callback", "com.example.app:"),
        ] {
            assert_eq!(led_to(uri).as_deref(), Some(place));
        }
    }
}
