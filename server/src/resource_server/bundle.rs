//! A page of matches as a FHIR `Bundle`: written around the stored bodies, which are copied and never parsed.
use fhir::{
    operation_outcome::{IssueCode, warning},
    redisclosure::meta_of_bundle,
    search::{Cursor, Direction, Search, write_query},
};

use crate::operations::records::search_records::{Found, MAX_INCLUDED, Match, Page};
use domain::{catalogue::ResourceType, ids::ResourceId};

/// What stands around one body, about.
const FRAME: usize = 192;

/// What stands in a bundle, and how.
pub(super) struct Entries<'p> {
    /// Each with its type and the mode of its entry.
    pub(super) records: Vec<(ResourceType, &'p Match, &'static str)>,
    pub(super) total: u64,
    /// Whether one of them carries the label of 42 CFR part 2.
    pub(super) restricted: bool,
    /// Whether more would come along than one page takes.
    pub(super) more_included: bool,
}

/// An address that leads to a page.
pub(super) struct Link<'a> {
    pub(super) relation: &'static str,
    /// The address without its query.
    pub(super) address: &'a str,
    /// A written query holds no character that JSON escapes.
    pub(super) query: String,
}

/// A page of the matches of a search.
pub(super) fn of_search(base: &str, search: &Search, found: &Found) -> String {
    let matches = found.page.matches.iter();
    let matches = matches.map(|one| (search.resource, one, "match"));
    let included = found.included.iter();
    let included = included.map(|one| (one.kind, &one.found, "include"));
    let entries = Entries {
        records: matches.chain(included).collect(),
        total: found.page.total,
        restricted: found.restricted,
        more_included: found.more_included,
    };
    let address = format!("{base}/{}", search.resource);
    searchset(base, &links(&address, search, &found.page), &entries)
}

/// FHIR R4 §3.1.1.3 `searchset`.
pub(super) fn searchset(base: &str, links: &[Link<'_>], entries: &Entries<'_>) -> String {
    let records = &entries.records;
    let bodies: usize = records
        .iter()
        .map(|(_, one, _)| one.body.len() + FRAME)
        .sum();
    let mut bundle = String::with_capacity(bodies + 4 * FRAME);
    bundle.push_str(r#"{"resourceType":"Bundle","#);
    if entries.restricted {
        bundle.push_str(&meta_of_bundle());
        bundle.push(',');
    }
    bundle.push_str(r#""type":"searchset","total":"#);
    bundle.push_str(&entries.total.to_string());
    bundle.push_str(r#","link":["#);
    for (position, link) in links.iter().enumerate() {
        if position > 0 {
            bundle.push(',');
        }
        push_link(&mut bundle, link);
    }
    bundle.push(']');
    // FHIR R4 §2.6.2: an empty array is not allowed.
    if !records.is_empty() {
        bundle.push_str(r#","entry":["#);
        for (position, entry) in records.iter().enumerate() {
            if position > 0 {
                bundle.push(',');
            }
            push_entry(&mut bundle, base, *entry);
        }
        if entries.more_included {
            push_warning(&mut bundle);
        }
        bundle.push(']');
    }
    bundle.push('}');
    bundle
}

fn push_entry(bundle: &mut String, base: &str, (kind, found, mode): (ResourceType, &Match, &str)) {
    // An id needs no escaping in JSON or in an address (FHIR R4 §2.24.0.1).
    bundle.push_str(r#"{"fullUrl":""#);
    for part in [base, "/", kind.as_str(), "/", &found.id] {
        bundle.push_str(part);
    }
    bundle.push_str(r#"","resource":"#);
    bundle.push_str(&found.body);
    for part in [r#","search":{"mode":""#, mode, r#""}}"#] {
        bundle.push_str(part);
    }
}

/// FHIR R4 §3.1.1.3: what the server has to say of the search stands among its entries.
fn push_warning(bundle: &mut String) {
    let said = format!(
        "More than {MAX_INCLUDED} records come along with this page, and the rest is left out: ask for a smaller page."
    );
    bundle.push_str(r#",{"resource":"#);
    bundle.push_str(&warning(IssueCode::Incomplete, &said));
    bundle.push_str(r#","search":{"mode":"outcome"}}"#);
}

fn links<'a>(address: &'a str, search: &Search, page: &Page) -> Vec<Link<'a>> {
    let cursor = |direction, found: Option<&Match>| {
        let record = ResourceId::parse(&*found?.id).ok()?;
        Some(Cursor { direction, record })
    };
    let next = page.matches.last().filter(|_| page.has_next);
    let previous = page.matches.first().filter(|_| page.has_previous);
    let next = cursor(Direction::After, next).map(|one| ("next", Some(one)));
    let previous = cursor(Direction::Before, previous).map(|one| ("previous", Some(one)));
    let links = [Some(("self", search.cursor.clone())), next, previous];
    let links = links.into_iter().flatten();
    links
        .map(|(relation, cursor)| Link {
            relation,
            address,
            query: query(search, cursor.as_ref()),
        })
        .collect()
}

/// A link repeats what was understood, and nothing else (FHIR R4 §3.1.1.3.1).
fn query(search: &Search, cursor: Option<&Cursor>) -> String {
    let place = cursor.map(ToString::to_string);
    let applied = search
        .applied
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let place = place
        .iter()
        .map(|place| (Cursor::PARAMETER, place.as_str()));
    write_query(applied.chain(place))
}

fn push_link(bundle: &mut String, link: &Link<'_>) {
    let Link {
        relation,
        address,
        query,
    } = link;
    for part in [r#"{"relation":""#, relation, r#"","url":""#, address] {
        bundle.push_str(part);
    }
    if !query.is_empty() {
        bundle.push('?');
        bundle.push_str(query);
    }
    bundle.push_str(r#""}"#);
}

#[cfg(test)]
mod tests {
    use domain::catalogue::{CategorySet, ResourceType::Observation};
    use serde_json::Value;

    use super::*;
    use crate::http::form;
    use fhir::search::Handling;

    const BASE: &str = "https://sayso.example/fhir";

    fn searched(query: &str) -> Search {
        let pairs = form::pairs(query.as_bytes()).unwrap();
        Search::parse(Observation, &pairs, Handling::Lenient, BASE).unwrap()
    }

    fn found(id: &str) -> Match {
        Match {
            id: id.to_owned(),
            categories: CategorySet::EMPTY,
            last_updated: 0,
            pk: 0,
            body: r#"{"resourceType":"Observation","valueDecimal":6.10}"#.to_owned(),
        }
    }

    fn written(query: &str, page: &Page) -> (String, Value) {
        let found = Found {
            page: page.clone(),
            ..Found::default()
        };
        let text = of_search(BASE, &searched(query), &found);
        let read = serde_json::from_str(&text).unwrap();
        (text, read)
    }

    #[test]
    fn bodies_stand_in_the_bundle_byte_for_byte() {
        let page = Page {
            matches: vec![found("a"), found("b")],
            total: 2,
            ..Page::default()
        };
        let (text, bundle) = written("", &page);
        assert_eq!(
            text.matches(r#""resource":{"resourceType":"Observation","valueDecimal":6.10}"#)
                .count(),
            2
        );
        assert_eq!(bundle["total"], 2);
        assert_eq!(
            bundle["entry"][1]["fullUrl"],
            "https://sayso.example/fhir/Observation/b"
        );
    }

    #[test]
    fn an_empty_page_has_no_entries() {
        let (_, bundle) = written(r#"code=a"b\\c&colour=red"#, &Page::default());
        assert_eq!(bundle.get("entry"), None);
        assert_eq!(
            bundle["link"][0]["url"],
            "https://sayso.example/fhir/Observation?code=a%22b%5C%5Cc"
        );
    }

    #[test]
    fn links_lead_on_and_back_with_cursors_that_only_name_a_record() {
        let page = Page {
            matches: vec![found("a"), found("b")],
            total: 9,
            has_previous: true,
            has_next: true,
        };
        let (_, bundle) = written("_count=2&date=ge2026", &page);
        let follow = |position: usize| {
            let url = bundle["link"][position]["url"].as_str().unwrap();
            searched(url.split_once('?').unwrap().1)
        };
        assert_eq!(follow(1).cursor.unwrap().record.as_str(), "b");
        assert_eq!(follow(2).cursor.unwrap().direction, Direction::Before);
        assert_eq!(follow(1).criteria, searched("date=ge2026").criteria);
    }
}
