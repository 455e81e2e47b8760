//! What the hospital did, told to the one whom it is about.

use domain::audit::AuditAction;

use super::Teller;

impl Teller<'_> {
    /// What the hospital did about an account or a record, and what came of it.
    pub(super) fn hospital(&self, done: bool) -> String {
        let (w, who, when) = (self.words, self.who(), self.when());
        match self.statement.action {
            AuditAction::ActivationMade => w.activation_made(when),
            AuditAction::ActivationWithdrawn => w.activation_withdrawn(when),
            AuditAction::ActivationAnswered if done => w.activation_answered(when),
            AuditAction::ActivationAnswered => w.activation_refused(when),
            AuditAction::AccountActivated if done => w.activated(who, when),
            AuditAction::AccountActivated => w.not_activated(when),
            AuditAction::AccountLocked => w.locked(when),
            AuditAction::AccountUnlocked => w.unlocked(when),
            AuditAction::PasskeysReset => w.passkeys_reset(when),
            AuditAction::RecordsMerged => w.records_merged(when),
            AuditAction::RecordMoved => w.record_moved(when),
            AuditAction::RecordWithdrawn => w.record_withdrawn(when),
            _ => w.record_readmitted(when),
        }
    }
}
