//! Two windows of one browser: what one of them shows is not decided by a form of the other.

use crate::{
    on_every_database,
    operations::people_pages::Browser,
    support::{
        World,
        caregivers::usual,
        samples::{EMAIL, PASSWORD},
    },
};

on_every_database!(
    an_invitation_of_another_window_is_not_sent,
    less_on_a_page_that_is_out_of_date_is_not_less
);

async fn an_invitation_of_another_window_is_not_sent(world: World) {
    world.maria().await;
    let mut maria = Browser::of(&world, EMAIL).await;
    let who = "name=Ana+Costa&email=ana%40mail.example&relationship=friend&months=6";
    let mut shown = Vec::new();
    for given in [
        "share[]=allergies&can[]=see-records",
        "share[]=billing&can[]=see-records",
        "share[]=billing&can[]=see-records&can[]=manage-apps",
        "share[]=billing&can[]=see-records&sensitive[]=hiv",
    ] {
        let kept = maria.post("/api/invite", &format!("{who}&{given}")).await;
        maria.keep(&kept);
        for stale in &shown {
            let form = format!("shown={stale}&password={PASSWORD}");
            let answer = maria.post("/api/confirm-invite", &form).await;
            assert!(answer.header("location").ends_with("changed-meanwhile"));
        }
        shown.push(maria.shown("/people/invite/confirm").await);
    }
    let form = format!("password={PASSWORD}");
    let nothing = maria.post("/api/confirm-invite", &form).await;
    assert!(nothing.header("location").ends_with("changed-meanwhile"));
    assert!(!maria.get("/people").await.text().contains("Ana Costa"));
}

async fn less_on_a_page_that_is_out_of_date_is_not_less(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    let page = format!("/people/{}", delegation.id);
    let browser = Browser::of(&world, EMAIL).await;
    let change = async |shown: &str, given: &str| {
        let form = format!("delegation={}&shown={shown}&{given}", delegation.id);
        browser.post("/api/change-helper", &form).await
    };
    let first = browser.shown(&page).await;
    let saved = change(&first, "share[]=lab-results&can[]=see-records").await;
    assert_eq!(saved.header("location"), format!("{page}?saved=yes"));
    // Narrower than the first window shows, and yet more than stands.
    for stale in [first.as_str(), ""] {
        let answer = change(stale, "share[]=problems&can[]=see-records").await;
        let back = format!("{page}?problem=changed-meanwhile");
        assert_eq!(answer.header("location"), back);
    }
    let now = browser.shown(&page).await;
    let more = change(&now, "share[]=problems&can[]=see-records").await;
    assert_eq!(more.header("location"), format!("{page}/confirm"));
}
