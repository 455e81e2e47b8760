//! How long is a mail tried, and which notices cannot be turned off?

use super::*;

#[test]
fn a_mail_is_tried_for_a_day_and_then_given_up() {
    let waits: Vec<TimeDelta> = (1..).map_while(retry_after).collect();
    assert!(waits.is_sorted());
    let all = waits.iter().sum::<TimeDelta>();
    assert!(TimeDelta::hours(23) < all && all < TimeDelta::hours(24));
}

#[test]
fn what_guards_the_account_cannot_be_turned_off() {
    for kind in [
        NoticeKind::PasskeyRemoved,
        NoticeKind::PasswordChanged,
        NoticeKind::InvitationAccepted,
        NoticeKind::RecoveryCodesMade,
        NoticeKind::UpstreamUnlinked,
        NoticeKind::RecordExported,
        NoticeKind::MailsMuted,
        NoticeKind::BreakGlass,
    ] {
        assert!(kind.is_always_sent() && kind.is_listed());
    }
    assert!(!NoticeKind::FirstRead.is_always_sent());
}
