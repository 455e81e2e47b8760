//! A caregiver who tries to go further than they may leaves a trace that the patient sees; a patient who picks wrong on
//! their own record leaves none.

use domain::{
    audit::{AuditAction, Outcome},
    catalogue::CategorySet,
    consent::{AccessChoice, Choice, ChoiceError, Consent},
    decision::Reason,
    ids::ClientId,
};
use server::operations::{
    acting::Acting,
    connect::{
        approve_consent::ApproveError,
        consent_offer::{OfferError, consent_offer},
    },
    consents::change_consent::{ChangeError, change_consent},
};

use crate::{
    protocol::{
        caregivers::{connected, everything_of, patients, question, say_yes},
        story::{Question, Story as World, asked_for, lab_results},
    },
    support::caregivers::usual,
};

/// Everything that was refused on Maria's record so far, newest last.
async fn refused(story: &World) -> Vec<(AuditAction, Vec<Reason>, bool)> {
    let mut history = story.history().await;
    history.reverse();
    history.retain(|event| event.outcome == Outcome::Refused);
    let told = history
        .into_iter()
        .map(|event| (event.action, event.reasons, event.delegation.is_some()));
    told.collect()
}

fn too_narrow(action: AuditAction) -> (AuditAction, Vec<Reason>, bool) {
    (action, vec![Reason::DelegationTooNarrow], true)
}

async fn standing(story: &World, on_behalf: &Acting) -> Consent {
    let reader = story.world.store().read();
    let found = reader.consents().list_for(&on_behalf.subject).await;
    found.unwrap().remove(0)
}

/// Daniel wants these kinds in what stands.
async fn change_to(
    story: &World,
    on_behalf: &Acting,
    categories: CategorySet,
) -> Result<Consent, ChangeError> {
    let standing = standing(story, on_behalf).await;
    let change = story.change_of(&standing, on_behalf.clone(), categories);
    change_consent(&story.world.deps, story.world.ctx(), change).await
}

crate::on_every_database!(
    a_choice_beyond_what_a_caregiver_may_share_is_written_down,
    what_a_patient_picks_wrong_is_nobodys_business,
    reaching_for_a_decision_of_the_patient_is_written_down,
    a_change_beyond_what_a_caregiver_may_share_is_written_down
);

async fn a_choice_beyond_what_a_caregiver_may_share_is_written_down(story: World) {
    let (_, delegation) = patients(&story, usual()).await;
    let on_behalf = Acting::for_another(delegation);
    let wider = Choice {
        categories: CategorySet::all(),
        ..everything_of(usual())
    };
    let longer = Choice {
        access: AccessChoice::Days(365),
        ..everything_of(usual())
    };
    for choice in [wider, longer] {
        let request = asked_for(&story.ask(&question()).await);
        let answer = say_yes(&story, &on_behalf, request, choice).await;
        assert!(matches!(answer, Err(ApproveError::Choice(_))));
        story.wait_seconds(1);
    }
    assert_eq!(
        refused(&story).await,
        [
            too_narrow(AuditAction::ConsentGiven),
            too_narrow(AuditAction::ConsentGiven),
        ]
    );
    let newest = story
        .history()
        .await
        .into_iter()
        .find(|event| event.outcome == Outcome::Refused);
    assert!(newest.unwrap().client.is_some());
    assert!(story.consents().await.is_empty());
}

async fn what_a_patient_picks_wrong_is_nobodys_business(story: World) {
    let request = asked_for(&story.ask(&Question::of_sugar_coach()).await);
    let never = Choice {
        access: AccessChoice::Days(12),
        ..lab_results()
    };
    let answer = story.decide(request, never, true).await;
    assert!(matches!(
        answer,
        Err(ApproveError::Choice(ChoiceError::EndOutOfRange))
    ));
    assert!(refused(&story).await.is_empty());
}

async fn reaching_for_a_decision_of_the_patient_is_written_down(story: World) {
    let (_, delegation) = patients(&story, usual()).await;
    story.connect().await;
    let on_behalf = Acting::for_another(delegation);
    let request = asked_for(&story.ask(&question()).await);
    let shown = consent_offer(&story.world.deps, story.world.ctx(), &on_behalf, request).await;
    assert!(matches!(shown, Err(OfferError::OthersDecision(_))));
    story.wait_seconds(1);
    let answer = say_yes(&story, &on_behalf, request, everything_of(usual())).await;
    assert!(matches!(
        answer,
        Err(ApproveError::Offer(OfferError::OthersDecision(_)))
    ));
    story.wait_seconds(1);
    let before = standing(&story, &on_behalf).await;
    let changed = change_to(&story, &on_behalf, before.granted).await;
    assert!(matches!(changed, Err(ChangeError::NotFound)));
    assert_eq!(standing(&story, &on_behalf).await, before);
    assert_eq!(
        refused(&story).await,
        [
            too_narrow(AuditAction::ConsentGiven),
            too_narrow(AuditAction::ConsentGiven),
            too_narrow(AuditAction::ConsentRenewed),
        ]
    );
    let told = story.history().await;
    let reached = told.iter().filter(|it| it.outcome == Outcome::Refused);
    let apps: Vec<_> = reached
        .map(|it| it.client.as_ref().map(ClientId::as_str))
        .collect();
    assert_eq!(apps, [Some("sugar-coach"); 3]);
}

async fn a_change_beyond_what_a_caregiver_may_share_is_written_down(story: World) {
    let (_, delegation) = patients(&story, usual()).await;
    connected(&story, &delegation).await;
    let on_behalf = Acting::for_another(delegation);
    let wider = change_to(&story, &on_behalf, CategorySet::all()).await;
    assert!(matches!(
        wider,
        Err(ChangeError::Choice(ChoiceError::NotOffered))
    ));
    assert_eq!(
        refused(&story).await,
        [too_narrow(AuditAction::ConsentRenewed)]
    );
    assert_eq!(story.consents().await, ["active"]);
}
