//! What happened to the ways of signing in, told to the one whose they are.

use domain::audit::AuditAction;

use super::Teller;

impl Teller<'_> {
    /// What happened to the ways of signing in.
    pub(super) fn account(&self, done: bool) -> String {
        let (w, who, when) = (self.words, self.who(), self.when());
        match self.statement.action {
            _ if !done => w.account_not_done(when),
            AuditAction::PasskeyAdded => w.passkey_added(who, when),
            AuditAction::PasskeyRenamed => w.passkey_renamed(who, when),
            AuditAction::PasskeyRemoved => w.passkey_removed(who, when),
            AuditAction::PasskeyVouched => w.passkey_vouched(who, when),
            AuditAction::PasskeySuspended => w.passkey_suspended(when),
            AuditAction::SignInChosen => w.sign_in_chosen(who, when),
            AuditAction::PasskeyKept => w.passkey_kept(who, when),
            AuditAction::RecoveryStopped => w.recovery_stopped(who, when),
            AuditAction::MailsMuted => w.mails_muted(who, when),
            AuditAction::PasswordChanged => w.password_changed(who, when),
            AuditAction::RecoveryCodesMade => w.codes_made(who, when),
            AuditAction::SessionEnded => w.session_ended(who, when),
            AuditAction::UpstreamLinked => w.linked(who, when),
            AuditAction::UpstreamUnlinked => w.unlinked(who, when),
            _ => w.recovered(who, when),
        }
    }
}
