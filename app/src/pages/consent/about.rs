//! About the app: what happens next, and the exact request for experts.

use std::sync::Arc;

use domain::{consent::Access, token::AccessToken};
use leptos::prelude::*;

use crate::{
    components::{
        chain::Technical,
        control::{Beside, Control},
        frame::use_frame,
        notice_beside::NoticeBeside,
        style::{FOLD, FOLD_SUMMARY},
    },
    facts::consent::ConsentPage,
    words::{consent::ConsentWords, shown},
};

#[component]
pub fn AboutApp(facts: Arc<ConsentPage>, open: bool) -> impl IntoView {
    let frame = use_frame();
    let w = ConsentWords(frame.language);
    let receipt = frame.other().map_or_else(
        || w.after_receipt().to_owned(),
        |person| w.after_receipt_of(person),
    );
    let exact = exact(&facts);
    let back = w.after_back(&facts.app.name);
    view! {
        <Control
            id="about"
            name=w.about(&facts.app.name)
            beside=Beside::Nothing
            open
        >
            <p class="text-small text-soft mbe-4">{w.about_hint()}</p>
            <Fold title=w.after()>
                <p>{back}</p>
                <p class="mbs-2">{receipt}</p>
            </Fold>
            <Fold title=w.experts()>
                <div lang="en"><Technical rows=exact/></div>
            </Fold>
        </Control>
        <div class="my-1"><NoticeBeside/></div>
    }
}

#[component]
fn Fold(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <details class=FOLD>
            <summary class=FOLD_SUMMARY>{title}</summary>
            <div class="ps-4.5 pbs-3 pbe-6 text-small">{children()}</div>
        </details>
    }
}

/// The request as it stands on the wire. These names are the protocol's, not ours, so no language changes them.
fn exact(facts: &ConsentPage) -> Vec<(&'static str, String)> {
    let technical = &facts.technical;
    let [lasting, one_time] = access_tokens(technical.offline);
    vec![
        ("client_id", facts.app.id.to_string()),
        ("redirect host", technical.redirect_host.clone()),
        ("purpose of use", facts.offer.purpose.code().to_owned()),
        ("scope", technical.scopes.join(" ")),
        ("access token", lasting),
        ("access token, one time", one_time),
        ("text", format!("version {}", shown::TEXT_VERSION)),
    ]
}

/// How long access tokens live and whether new ones follow: until an end, and for one time. Both are told, because the
/// choice between them is made on this page.
fn access_tokens(offline: bool) -> [String; 2] {
    let minutes = |access| AccessToken::lifetime(access).num_minutes();
    let refresh = if offline {
        "refresh tokens rotate"
    } else {
        "no refresh token"
    };
    [
        format!("{} min; {refresh}", minutes(Access::Until)),
        format!("{} min; no refresh token", minutes(Access::OneTime)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn experts_read_how_long_tokens_live_under_either_choice() {
        let one_time = "60 min; no refresh token";
        assert_eq!(
            access_tokens(true),
            ["10 min; refresh tokens rotate", one_time]
        );
        assert_eq!(access_tokens(false), ["10 min; no refresh token", one_time]);
    }
}
