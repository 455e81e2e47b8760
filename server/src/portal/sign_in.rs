//! Getting in and out, and the language of the pages.

use app::{
    facts::{
        PortalError,
        passkeys::PasskeySignInForm,
        proof::PasskeyChallenge,
        sign_in::{NewAccountForm, NewAccountPage, SignInForm, SignInPage},
    },
    paths,
    session::{Answer, SignIn, Unsent, came_from},
};
use async_trait::async_trait;
use axum::http::request::Parts;
use domain::{
    assurance::AuthenticationMethod,
    language::Language,
    name::{LONGEST, PersonName},
    person::Person,
    session::Session,
};

use super::{
    account::hospital::door,
    form_cookies::{TYPED, TYPED_NAME, keep_email, sign_out_answer, signed_out_page, typed_email},
    problems,
    visitor::Visitors,
};
use crate::{
    http::{
        correlation, language,
        own_path::{own_path, question_behind, request_behind},
        session,
    },
    operations::{
        connect::{find_asking_app::find_asking_app, reach_demand::sign_in_will_do},
        credentials::list_doubts::list_doubts,
        delegations::open_account::{OpenAccount, OpenAccountError, find_invited, open_account},
        sign_in::{
            begin_passkey_sign_in::begin_passkey_sign_in,
            find_session::find_session_end,
            save_language::save_language,
            sign_in_with_passkey::sign_in_with_passkey,
            sign_in_with_password::{Credentials, sign_in},
            sign_out::sign_out,
        },
    },
    passwords::Password,
    sign_in::logout_address,
};

impl Visitors {
    /// Where a sign-in leads: what is in doubt is asked about first, unless it leads somewhere of its own.
    async fn first_page(&self, person: &Person, next: String) -> Result<String, PortalError> {
        if next != paths::Home.to_string() {
            return Ok(next);
        }
        let doubts = list_doubts(&self.deps, person).await;
        let doubts = doubts.map_err(problems::unavailable)?;
        Ok(if doubts.is_empty() {
            next
        } else {
            paths::Yours.to_string()
        })
    }

    /// Ends the session of this browser, and returns it; `None` without one.
    async fn end_here(&self, request: &Parts) -> Result<Option<Session>, PortalError> {
        let Some(secret) = session::presented(&self.deps, &request.headers) else {
            return Ok(None);
        };
        sign_out(&self.deps, correlation::of(request), &secret)
            .await
            .map_err(problems::unavailable)
    }
}

#[async_trait]
impl SignIn for Visitors {
    async fn page(&self, request: &Parts, next: String) -> Result<SignInPage, PortalError> {
        let next = own_path(&next);
        let app = match request_behind(&next) {
            Some(request) => find_asking_app(&self.deps, request)
                .await
                .map_err(problems::unavailable)?
                .map(String::from),
            None => None,
        };
        Ok(SignInPage {
            invitation: invitation_behind(&next),
            email: typed_email(&self.deps, &request.headers),
            next,
            app,
            hospital: door(&self.deps),
        })
    }

    async fn signed_in_already(
        &self,
        request: &Parts,
        next: &str,
    ) -> Result<Option<String>, PortalError> {
        let next = own_path(next);
        let Some(asked) = request_behind(&next) else {
            return Ok(None);
        };
        let Some(visitor) = self.visitor(request).await? else {
            return Ok(None);
        };
        let will_do = sign_in_will_do(&self.deps, asked, &visitor).await;
        Ok(will_do.map_err(problems::unavailable)?.then_some(next))
    }

    async fn sign_in(&self, request: &Parts, form: SignInForm) -> Result<Answer, PortalError> {
        let next = own_path(&form.next);
        let credentials = Credentials {
            email: form.email.clone(),
            password: form.password,
        };
        let ctx = session::context(&self.deps, request).led_by(request_behind(&next));
        match sign_in(&self.deps, ctx, credentials).await {
            Ok(signed_in) => Ok(Answer::to(self.first_page(&signed_in.person, next).await?)
                .with_cookies(session::cookies(&self.deps, &signed_in))
                .with_cookie(TYPED.forget(&self.deps))),
            Err(error) => {
                let problem = problems::of_sign_in(error);
                let typed = keep_email(&self.deps, &form.email);
                Ok(Answer::back(&paths::SignIn { next }, problem).with_cookie(typed))
            }
        }
    }

    async fn passkey_question(&self, request: &Parts) -> Result<PasskeyChallenge, PortalError> {
        let asked =
            begin_passkey_sign_in(&self.deps, session::recognised(&self.deps, request)).await;
        let asked = asked.map_err(problems::of_begin_sign_in)?;
        Ok(PasskeyChallenge {
            ceremony: asked.ceremony,
            options: asked.options,
        })
    }

    async fn passkey_sign_in(
        &self,
        request: &Parts,
        form: PasskeySignInForm,
    ) -> Result<Answer, PortalError> {
        let next = own_path(&form.next);
        let ctx = session::context(&self.deps, request).led_by(request_behind(&next));
        let signed_in = sign_in_with_passkey(&self.deps, ctx, form.ceremony, &form.answer).await;
        let signed_in = signed_in.map_err(problems::of_passkey_sign_in)?;
        Ok(Answer::to(self.first_page(&signed_in.person, next).await?)
            .with_cookies(session::cookies(&self.deps, &signed_in))
            .with_cookie(TYPED.forget(&self.deps)))
    }

    async fn account_page(
        &self,
        request: &Parts,
        secret: String,
    ) -> Result<NewAccountPage, PortalError> {
        let invited = find_invited(&self.deps, &secret).await;
        let invited = invited.map_err(problems::of_open_account)?;
        let typed = TYPED_NAME.find_typed(&self.deps, &request.headers);
        Ok(NewAccountPage {
            secret,
            email: invited.email.as_str().to_owned(),
            name: typed.unwrap_or_else(|| invited.name.into()),
            patient: invited.subject.map(String::from).unwrap_or_default(),
        })
    }

    async fn open_account(
        &self,
        request: &Parts,
        form: NewAccountForm,
    ) -> Result<Answer, PortalError> {
        let secret = form.secret;
        let page = paths::NewAccount {
            secret: secret.clone(),
        };
        let typed: String = form.name.chars().take(LONGEST).collect();
        let kept = TYPED_NAME.set_typed(&self.deps, &typed);
        let Ok(name) = PersonName::parse(&form.name) else {
            return Ok(Answer::back(&page, PortalError::NameUnfit).with_cookie(kept));
        };
        let open = OpenAccount {
            link: secret.clone(),
            name,
            password: Password::new(form.new_password),
            language: language::of(&request.headers),
        };
        let next = paths::Invitation { secret };
        match open_account(&self.deps, session::context(&self.deps, request), open).await {
            Ok(signed_in) => Ok(Answer::to(next)
                .with_cookies(session::cookies(&self.deps, &signed_in))
                .with_cookie(TYPED_NAME.forget(&self.deps))),
            Err(OpenAccountError::Taken) => Ok(Answer::to(paths::SignIn {
                next: next.to_string(),
            })),
            Err(error) => {
                Ok(Answer::back(&page, problems::of_open_account(error)).with_cookie(kept))
            }
        }
    }

    async fn sign_out(&self, request: &Parts) -> Result<Answer, PortalError> {
        let ended = self.end_here(request).await?;
        let by_hospital =
            ended.is_some_and(|ended| ended.assurance.method == AuthenticationMethod::Upstream);
        if by_hospital && logout_address(&self.deps).await.is_some() {
            return Ok(sign_out_answer(&self.deps, &paths::HOSPITAL_SIGN_OUT));
        }
        // The question of an app waits for whoever signs in next: its holder may have used another account.
        let next = question_behind(&own_path(&came_from(request)));
        let to = next.map_or_else(signed_out_page, |next| paths::SignIn { next }.to_string());
        Ok(sign_out_answer(&self.deps, &to))
    }

    async fn leave(&self, request: &Parts) -> Result<Answer, PortalError> {
        // The provider is not asked: whoever must be gone does not wait for it. Nor do they stay for a session that
        // cannot be ended now: this browser forgets it, and it ends by itself.
        if let Err(problem) = self.end_here(request).await {
            tracing::error!(?problem, "leave fast: the session could not be ended");
        }
        Ok(sign_out_answer(&self.deps, &paths::Left))
    }

    async fn session_left(&self, request: &Parts, stay: bool) -> Result<Option<u32>, PortalError> {
        let ends = if stay {
            let visitor = self.visitor(request).await?;
            visitor.map(|visitor| visitor.session.ends_unused())
        } else if let Some(secret) = session::presented(&self.deps, &request.headers) {
            let ends = find_session_end(&self.deps, &secret).await;
            ends.map_err(problems::unavailable)?
        } else {
            None
        };
        let now = self.deps.clock.now();
        Ok(ends.map(|ends| u32::try_from((ends - now).num_seconds()).unwrap_or_default()))
    }

    async fn keep_unsent(
        &self,
        request: &Parts,
        unsent: Unsent<'_>,
    ) -> Result<Option<String>, PortalError> {
        self.keep_for_lapsed(request, unsent).await
    }

    async fn choose_language(
        &self,
        request: &Parts,
        language: Language,
        back: String,
    ) -> Result<Answer, PortalError> {
        if let Some(visitor) = self.visitor(request).await? {
            save_language(&self.deps, visitor.person.id, language)
                .await
                .map_err(problems::unavailable)?;
        }
        Ok(Answer::to(own_path(&back)).with_cookie(language::cookie(&self.deps, language)))
    }
}

/// The secret of the invitation that waits behind a sign-in.
fn invitation_behind(next: &str) -> Option<String> {
    let path = next.split(['?', '#']).next()?;
    let secret = path.strip_prefix("/invitation/")?;
    let whole = !secret.is_empty() && !secret.contains('/');
    whole.then(|| secret.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_is_found_behind_a_sign_in() {
        assert_eq!(
            invitation_behind("/invitation/secret?problem=x").as_deref(),
            Some("secret")
        );
        for other in ["/invitation/", "/invitation/secret/account", "/people"] {
            assert_eq!(invitation_behind(other), None);
        }
    }
}
