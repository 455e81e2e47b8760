//! How long may a file be? Beyond its limit a file is asked whether there is a better cut; where there is none, it stands
//! here with the reason.

use crate::imports::is_test;

pub(crate) struct Limit {
    /// The folder it holds in; the empty name is all of them.
    pub(crate) folder: &'static str,
    pub(crate) lines: usize,
    /// What is measured: whole files, or what ships of them.
    whole: bool,
    pub(crate) exceptions: &'static [(&'static str, &'static str)],
}

/// Every Rust file.
pub(crate) const FILE: Limit = Limit {
    folder: "",
    lines: 300,
    whole: true,
    exceptions: &[
        (
            "app/domain/tests/rules/delegations.rs",
            "one story: a delegation from its beginning to each of its ends",
        ),
        (
            "app/src/components/layout.rs",
            "the parts of a page, each of a few lines",
        ),
        (
            "server/src/demo/records/maria.rs",
            "one record, told from top to bottom",
        ),
        (
            "server/src/operations/records/import_records/tests.rs",
            "one import after the other over the same few files",
        ),
        (
            "server/src/store/delegations.rs",
            "one table: every statement about it",
        ),
        (
            "server/src/store/people.rs",
            "one table: every statement about it",
        ),
        (
            "server/src/store/records/search/tests.rs",
            "one case for each kind of search parameter",
        ),
        (
            "server/src/store/records/write.rs",
            "one record with its search tokens and references, written together",
        ),
        (
            "server/tests/protocol/story/patient.rs",
            "everything that a patient does in the stories of the protocol",
        ),
    ],
};

/// An operation is read in one sitting: what it takes, what it refuses, what it changes.
pub(crate) const OPERATION: Limit = Limit {
    folder: "server/src/operations",
    lines: 150,
    whole: false,
    exceptions: &[
        (
            "server/src/operations/acting.rs",
            "what a caregiver may do is asked in one place only",
        ),
        (
            "server/src/operations/connect/approval_proof.rs",
            "three who ask for a proof, and the one answer to them",
        ),
        (
            "server/src/operations/connect/approve_consent.rs",
            "one transaction, with every reason that it is refused for",
        ),
        (
            "server/src/operations/connect/consent_offer.rs",
            "an offer is loaded in two ways that must not differ: to be shown, and to be answered",
        ),
        (
            "server/src/operations/consents/change_consent.rs",
            "the plan of a change is what its page shows, so both stand together",
        ),
        (
            "server/src/operations/consents/list_connected_apps.rs",
            "a fixed number of queries, and what a card takes of each",
        ),
        (
            "server/src/operations/consents/show_connected_app.rs",
            "the page of an app, its receipt and its end are three looks at the same card",
        ),
        (
            "server/src/operations/credentials/add_passkey.rs",
            "one ceremony, from its answer to the passkey",
        ),
        (
            "server/src/operations/credentials/check_recovery.rs",
            "the codes of a recovery, mailed and on paper, count in one place",
        ),
        (
            "server/src/operations/records/export_record.rs",
            "a copy is offered, begun and read on under one filter",
        ),
        (
            "server/src/operations/delegations/end_delegation.rs",
            "everything that rests on a delegation ends in its transaction",
        ),
        (
            "server/src/operations/delegations/invite_caregiver.rs",
            "one form: its fields, its limits, and the mail",
        ),
        (
            "server/src/operations/delegations/open_account.rs",
            "one form: its fields, its limits, and the account",
        ),
        (
            "server/src/operations/records/decide_access.rs",
            "the one decision, with the reasons that an app is told",
        ),
        (
            "server/src/operations/delegations/invitation_link.rs",
            "every use of a link asks the same of it, in one place",
        ),
        (
            "server/src/operations/records/import_records/prepare.rs",
            "the checks of one entry, in their order",
        ),
        (
            "server/src/operations/records/import_records/resolve.rs",
            "the ways that a reference can be written",
        ),
        (
            "server/src/operations/records/import_records/unit.rs",
            "one transaction: what is checked together is written together",
        ),
        (
            "server/src/operations/records/read_record.rs",
            "what is hidden must look as what is absent, so both stand together",
        ),
        (
            "server/src/operations/tokens/exchange_code.rs",
            "one transaction, with every reason that it is refused for",
        ),
        (
            "server/src/operations/tokens/rotate_refresh_token.rs",
            "one transaction, with every reason that it is refused for",
        ),
    ],
};

impl Limit {
    pub(crate) fn breach(&self, file: &str, source: &str) -> Option<String> {
        let lines = self.length(file, source)?;
        let excused = self.exceptions.iter().any(|(path, _)| *path == file);
        (lines > self.lines && !excused)
            .then(|| format!("{file} has {lines} lines of {}", self.lines))
    }

    /// Exceptions that nothing needs any more.
    pub(crate) fn stale(&self, sources: &[(String, String)]) -> Vec<&'static str> {
        let needed = |path: &str| {
            let source = sources.iter().find(|(other, _)| other == path);
            let length = source.and_then(|(_, source)| self.length(path, source));
            length.is_some_and(|lines| lines > self.lines)
        };
        let paths = self.exceptions.iter().map(|(path, _)| *path);
        paths.filter(|path| !needed(path)).collect()
    }

    /// `None` where the limit does not hold.
    fn length(&self, file: &str, source: &str) -> Option<usize> {
        if self.whole {
            return Some(source.lines().count());
        }
        let inside = file.strip_prefix(self.folder)?.starts_with('/') && !is_test(file);
        let shipped = source
            .lines()
            .take_while(|line| *line != "#[cfg(test)]" && !line.starts_with("mod tests {"));
        inside.then(|| shipped.count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_too_many_is_noticed() {
        for (limit, file) in [(FILE, "a.rs"), (OPERATION, "server/src/operations/a.rs")] {
            let fitting = "x\n".repeat(limit.lines);
            assert_eq!(limit.breach(file, &fitting), None);
            assert!(limit.breach(file, &format!("{fitting}x\n")).is_some());
        }
    }

    #[test]
    fn an_operation_is_measured_without_its_tests_and_nothing_else_by_its_limit() {
        let long = "x\n".repeat(OPERATION.lines + 1);
        let tested = format!("fn a() {{}}\n#[cfg(test)]\nmod tests {{\n{long}}}\n");
        assert_eq!(
            OPERATION.breach("server/src/operations/a.rs", &tested),
            None
        );
        assert_eq!(
            OPERATION.breach("server/src/operations/a/tests.rs", &long),
            None
        );
        assert_eq!(OPERATION.breach("server/src/store/a.rs", &long), None);
    }

    #[test]
    fn an_exception_for_a_short_file_is_stale() {
        let limit = Limit {
            exceptions: &[
                ("a.rs", "it was long once"),
                ("gone.rs", "it was here once"),
            ],
            ..FILE
        };
        let sources = [("a.rs".to_owned(), "x\n".to_owned())];
        assert_eq!(limit.stale(&sources), ["a.rs", "gone.rs"]);
    }
}
