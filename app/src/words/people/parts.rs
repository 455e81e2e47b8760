//! The parts that sentences about help are made of: who they are, what they see, what they may do.

use domain::{
    catalogue::TopicSet,
    delegation::{Ability, AbilitySet, Basis, DelegationStatus, Limits, Relationship},
    language::Language,
};

use crate::words::{categories, text, topics, words};

words! {
    /// Cards, chips and lines about one caregiver.
    DelegationPartWords {
        partner { "Your partner", "Su pareja" }
        child { "Your son or daughter", "Su hijo o hija" }
        parent { "Your mother or father", "Su madre o padre" }
        sibling { "Your brother or sister", "Su hermano o hermana" }
        friend { "A friend or neighbor", "Alguien de su barrio, o un amigo o amiga" }
        paid_carer { "A paid carer", "Alguien que cuida y cobra por ello" }
        guardian { "Your guardian", "Su tutor o tutora" }
        partner_option { "Partner", "Pareja" }
        child_option { "Son or daughter", "Hijo o hija" }
        parent_option { "Mother or father", "Madre o padre" }
        sibling_option { "Brother or sister", "Hermano o hermana" }
        friend_option { "Friend or neighbor", "Amigo, amiga o alguien del barrio" }
        paid_carer_option { "Paid carer", "Alguien que cuida y cobra por ello" }
        own_account { "uses their own account", "usa su propia cuenta" }
        you_are_guardian { "You are the guardian", "Usted tiene la tutela" }
        you_are(what) { "You help as: {what}", "Ayuda como: {what}" }
        see_records { "See the kinds of data you ticked", "Ver los tipos de datos que marcó" }
        see_activity { "See who looked at your record", "Ver quién miró su expediente" }
        manage_apps { "Add and stop apps", "Poner y parar apps" }
        manage_apps_hint { "Only with the data they can see. They can stop any app.", "Solo con los datos que pueden ver. Pueden parar cualquier app." }
        export { "Save a copy", "Guardar una copia" }
        export_hint { "A file with the data they can see: tick that too. You cannot take the file back.", "Un archivo con los datos que pueden ver: marque eso también. El archivo no se puede retirar." }
        do_records { "See records", "Ver datos" }
        do_activity { "See who looked", "Ver quién miró" }
        do_apps { "Add and stop apps", "Poner y parar apps" }
        apps_with(kinds) { "Add and stop apps, with: {kinds}", "Poner y parar apps, con: {kinds}" }
        do_export { "Save a copy", "Guardar una copia" }
        not_records { "See the record", "Ver el expediente" }
        not_activity { "See who looked at it", "Ver quién lo miró" }
        not_apps { "Add or stop apps", "Poner o parar apps" }
        not_export { "Save a copy with one button", "Guardar una copia con un botón" }
        not_change { "Change the record", "Cambiar el expediente" }
        not_invite { "Invite others", "Invitar a otros" }
        not_longer { "Take more access, or more time", "Darse más acceso o más tiempo" }
        not_other_kinds { "See any other kind of data", "Ver otros tipos de datos" }
        not_topics(kinds) { "See sensitive topics: {kinds}", "Ver temas delicados: {kinds}" }
        what_they_see { "What they can see", "Qué pueden ver" }
        what_they_do { "What they can do", "Qué pueden hacer" }
        last_looked { "When they last looked", "Cuándo miró por última vez" }
        what_you_see { "What you can see", "Qué puede ver" }
        what_you_do { "What you can do", "Qué puede hacer" }
        cannot { "They cannot change your record, invite others or take more time.", "No pueden cambiar su expediente, invitar a otros ni darse más tiempo." }
        you_cannot { "You cannot change the record, invite others or take more time.", "No puede cambiar el expediente, invitar a otros ni darse más tiempo." }
        also_topics(kinds) { "Also sensitive: {kinds}", "También delicado: {kinds}" }
        topics_until(date) { "Sensitive topics until ~{date}~", "Temas delicados hasta el ~{date}~" }
        never { "Not yet", "Todavía no" }
        never_hint { "They have not looked at your record.", "No han mirado su expediente." }
        entries(n, kinds) { "{n} entries: {kinds}", "{n} datos: {kinds}" }
        nothing { "Nothing", "Nada" }
        began(date) { "Since ~{date}~.", "Desde el ~{date}~." }
        ends_on(date) { "Ends on ~{date}~.", "Termina el ~{date}~." }
        change { "Change", "Cambiar" }
        review { "Review", "Revisar" }
        change_what(caregiver) { " what {caregiver} sees", " lo que ve {caregiver}" }
        stop { "Stop sharing", "Dejar de compartir" }
        stop_with(caregiver) { " with {caregiver}", " con {caregiver}" }
        leave { "Stop helping", "Dejar de ayudar" }
        leave_whom(person) { " {person}", " a {person}" }
        receipt { "Receipt", "Recibo" }
        receipt_for(person, code) { " for {person}, {code}", " de {person}, {code}" }
        waiting { "Waiting", "Espera" }
        declined { "Declined", "Dijo que no" }
        taken_back { "Taken back", "Retirada" }
        closed { "Closed", "Cerrada" }
        active { "Active", "Activa" }
        ends_soon { "Ends soon", "Termina pronto" }
        needs_ok { "Needs your OK", "Pide su sí" }
        on_hold { "On hold", "En pausa" }
        expired { "Expired", "Vencida" }
        stopped { "Stopped", "Parada" }
        document_title { "What was agreed", "Lo que se acordó" }
        document_title_of_guardian { "What the guardian may do", "Lo que puede hacer quien tiene la tutela" }
        whose { "Whose record", "De quién es" }
        who_acts { "Who helps", "Quién ayuda" }
        from_until { "From, until", "Desde, hasta" }
        how_to_stop { "Each of the two, at People, in one step.", "Cualquiera de los dos, en Personas, en un paso." }
        how_to_stop_label { "How to stop", "Cómo parar" }
        can_see { "Can see", "Puede ver" }
        cannot_do { "Cannot", "No puede" }
        you { "You", "Usted" }
    }
}

/// "Your son or daughter", as a patient reads it of a caregiver.
pub const fn relation(
    language: Language,
    relationship: Relationship,
    basis: Basis,
) -> &'static str {
    let w = DelegationPartWords(language);
    match (basis, relationship) {
        (Basis::Guardian, _) => w.guardian(),
        (_, Relationship::Partner) => w.partner(),
        (_, Relationship::Child) => w.child(),
        (_, Relationship::Parent) => w.parent(),
        (_, Relationship::Sibling) => w.sibling(),
        (_, Relationship::Friend) => w.friend(),
        (_, Relationship::PaidCarer) => w.paid_carer(),
    }
}

/// "Son or daughter", as it stands in a list to choose from.
pub const fn relation_option(language: Language, relationship: Relationship) -> &'static str {
    let w = DelegationPartWords(language);
    match relationship {
        Relationship::Partner => w.partner_option(),
        Relationship::Child => w.child_option(),
        Relationship::Parent => w.parent_option(),
        Relationship::Sibling => w.sibling_option(),
        Relationship::Friend => w.friend_option(),
        Relationship::PaidCarer => w.paid_carer_option(),
    }
}

/// Whether somebody with these limits may look at anything of the record. What is ticked for apps alone is not seen.
pub const fn sees_any(limits: Limits) -> bool {
    limits.abilities.contains(Ability::SeeRecords) && !limits.categories.is_empty()
}

/// "medicines and appointments", or "nothing".
pub fn sees(language: Language, limits: Limits) -> String {
    if !sees_any(limits) {
        return DelegationPartWords(language).nothing().to_lowercase();
    }
    categories::short_list(language, limits.categories.iter())
}

/// "See records", "Add and stop apps".
pub fn abilities(language: Language, abilities: AbilitySet) -> Vec<&'static str> {
    let word = |ability| does(language, ability);
    abilities.iter().map(word).collect()
}

const fn does(language: Language, ability: Ability) -> &'static str {
    let w = DelegationPartWords(language);
    match ability {
        Ability::SeeRecords => w.do_records(),
        Ability::SeeActivity => w.do_activity(),
        Ability::ManageApps => w.do_apps(),
        Ability::Export => w.do_export(),
    }
}

/// Everything that somebody with these limits may not do, line by line: as much weight as what they may.
pub fn abilities_missing(language: Language, limits: Limits) -> Vec<String> {
    let w = DelegationPartWords(language);
    let missing = AbilitySet::all().without(limits.abilities);
    let word = |ability| match ability {
        Ability::SeeRecords => w.not_records(),
        Ability::SeeActivity => w.not_activity(),
        Ability::ManageApps => w.not_apps(),
        Ability::Export => w.not_export(),
    };
    let topics = TopicSet::all().without(limits.topics);
    let topics = (!topics.is_empty()).then(|| w.not_topics(topics::short_list(language, topics)));
    let fixed = [w.not_change(), w.not_invite(), w.not_longer()];
    let lines = [w.not_other_kinds().to_owned()]
        .into_iter()
        .chain(topics)
        .chain(missing.iter().map(word).map(str::to_owned));
    lines.chain(fixed.into_iter().map(str::to_owned)).collect()
}

/// Everything that somebody with these limits may see and do, line by line.
pub fn abilities_given(language: Language, limits: Limits) -> Vec<String> {
    let kinds = limits
        .categories
        .iter()
        .map(|kind| categories::category(language, kind).label.to_owned());
    let topics = limits
        .topics
        .iter()
        .map(|topic| topics::topic(language, topic).label.to_owned());
    let kinds = kinds.chain(topics).map(|kind| text::capital(&kind));
    let shown = limits.abilities.contains(Ability::SeeRecords);
    let rest = limits
        .abilities
        .without(AbilitySet::of(Ability::SeeRecords));
    let rest = rest.iter().map(|ability| match ability {
        // The kinds are not seen, and still say what an app may get.
        Ability::ManageApps if !shown => apps_with(language, limits),
        ability => does(language, ability).to_owned(),
    });
    kinds.filter(|_| shown).chain(rest).collect()
}

/// "Add and stop apps, with: medicines and mental health".
fn apps_with(language: Language, limits: Limits) -> String {
    let kinds = limits
        .categories
        .iter()
        .map(|kind| categories::category(language, kind).short);
    let topics = limits
        .topics
        .iter()
        .map(|kind| topics::topic(language, kind).short);
    let all: Vec<&str> = kinds.chain(topics).collect();
    DelegationPartWords(language).apps_with(text::list(language, &all))
}

/// The word on the chip.
pub const fn status(language: Language, status: DelegationStatus, by_me: bool) -> &'static str {
    let w = DelegationPartWords(language);
    match status {
        DelegationStatus::Active => w.active(),
        DelegationStatus::EndsSoon => w.ends_soon(),
        DelegationStatus::NeedsReview if by_me => w.on_hold(),
        DelegationStatus::NeedsReview => w.needs_ok(),
        DelegationStatus::Expired | DelegationStatus::Lapsed => w.expired(),
        DelegationStatus::Ended => w.stopped(),
    }
}

#[cfg(test)]
mod tests {
    use domain::catalogue::{CategorySet, DataCategory};

    use super::*;

    #[test]
    fn what_is_ticked_for_apps_alone_is_not_said_to_be_seen() {
        let limits = |ability| Limits {
            categories: CategorySet::of(DataCategory::LabResults),
            abilities: AbilitySet::of(ability),
            ..Limits::default()
        };
        let given = |ability| abilities_given(Language::English, limits(ability));
        assert_eq!(given(Ability::SeeRecords), ["Lab results"]);
        assert_eq!(
            given(Ability::ManageApps),
            ["Add and stop apps, with: lab results"]
        );
        let seen = |ability| sees(Language::English, limits(ability));
        assert_eq!(seen(Ability::SeeRecords), "lab results");
        assert_eq!(seen(Ability::ManageApps), "nothing");
    }
}
