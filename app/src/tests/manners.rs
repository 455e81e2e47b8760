//! What holds on every page, whatever stands on it: for who sees it, for who hears it, and for who reads Spanish.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{Document, Element};

/// Everything that is wrong with a page.
pub(super) fn faults(document: &Document) -> Vec<String> {
    let body = document.body();
    [
        document.errors.clone(),
        titles(document),
        ids(body),
        references(body),
        headings(body),
        fields(body),
        groups(body),
        forms(body),
        links_and_buttons(body),
        facts(body),
        leftovers(document),
        scripts(body),
    ]
    .concat()
}

fn titles(document: &Document) -> Vec<String> {
    let title = document.html.first(|element| element.is("title"));
    let title = title.map(Element::text).unwrap_or_default();
    let named = title.ends_with(" – Sayso") && title.len() > " – Sayso".len() + 2;
    let language = document.html.get("lang").is_some();
    let mut faults = Vec::new();
    faults.extend((!named).then(|| format!("the title of the document is “{title}”")));
    faults.extend((!language).then(|| "the document has no language".to_owned()));
    faults
}

fn ids(body: &Element) -> Vec<String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for element in body.inside() {
        if let Some(id) = element.get("id") {
            *times.entry(id).or_default() += 1;
        }
    }
    let twice = times.into_iter().filter(|(_, times)| *times > 1);
    twice
        .map(|(id, times)| format!("#{id} stands {times} times"))
        .collect()
}

/// Every id that something points to is there.
fn references(body: &Element) -> Vec<String> {
    const NAMES: [&str; 5] = [
        "for",
        "form",
        "aria-labelledby",
        "aria-describedby",
        "aria-controls",
    ];
    let inside = body.inside();
    let ids: BTreeSet<&str> = inside
        .iter()
        .filter_map(|element| element.get("id"))
        .collect();
    let named = inside.iter().flat_map(|element| {
        NAMES
            .iter()
            .filter_map(|name| element.get(name))
            .flat_map(str::split_whitespace)
    });
    let links = inside
        .iter()
        .filter_map(|element| element.get("href")?.strip_prefix('#'));
    named
        .chain(links)
        .filter(|id| !ids.contains(id))
        .map(|id| format!("#{id} is pointed to and is not there"))
        .collect()
}

/// One first heading, and none that leaves a level out. What went wrong may be said before it.
fn headings(body: &Element) -> Vec<String> {
    let boxes = body
        .inside()
        .into_iter()
        .filter(|element| matches!(element.get("role"), Some("alert" | "status")));
    let in_boxes: Vec<*const Element> = boxes
        .flat_map(Element::inside)
        .map(std::ptr::from_ref)
        .collect();
    let mut levels = Vec::new();
    let mut faults = Vec::new();
    for heading in body.inside() {
        let Some(level) = level(heading) else {
            continue;
        };
        faults.extend(
            heading
                .text()
                .is_empty()
                .then(|| format!("an empty {}", heading.name)),
        );
        if !in_boxes.contains(&std::ptr::from_ref(heading)) {
            levels.push((level, heading.text()));
        }
    }
    let first = levels.iter().filter(|(level, _)| *level == 1).count();
    faults.extend((first != 1).then(|| format!("{first} first headings")));
    faults.extend(
        (levels.first().map(|(level, _)| *level) != Some(1))
            .then(|| "another heading before the first".to_owned()),
    );
    let skips = levels.windows(2).filter(|two| two[1].0 > two[0].0 + 1);
    faults.extend(skips.map(|two| format!("“{}” leaves a level of headings out", two[1].1)));
    faults
}

fn level(element: &Element) -> Option<u8> {
    let level = element.name.strip_prefix('h')?;
    level.parse().ok()
}

/// Every field says what it is for.
fn fields(body: &Element) -> Vec<String> {
    let inside = body.inside();
    let labels: Vec<&&Element> = inside
        .iter()
        .filter(|element| element.is("label"))
        .collect();
    let is_labelled = |field: &Element| {
        let by_id =
            |label: &&&Element| label.get("for").is_some() && label.get("for") == field.get("id");
        let around = |label: &&Element| {
            label
                .inside()
                .iter()
                .any(|inside| std::ptr::eq(*inside, field))
        };
        labels
            .iter()
            .any(|label| (by_id(label) || around(label)) && !label.text().is_empty())
            || field
                .get("aria-label")
                .is_some_and(|label| !label.is_empty())
            || field.get("aria-labelledby").is_some()
    };
    let fields = inside.iter().filter(|element| {
        matches!(element.name.as_str(), "input" | "select" | "textarea")
            && element.get("type") != Some("hidden")
            && !element.is_silent()
    });
    fields
        .filter(|field| !is_labelled(field))
        .map(|field| format!("the field {:?} has no label", field.attributes))
        .collect()
}

/// Radio buttons of one question stand in a group that asks it.
fn groups(body: &Element) -> Vec<String> {
    let inside = body.inside();
    let is_radio = |element: &&&Element| element.get("type") == Some("radio");
    let asked: BTreeSet<*const Element> = inside
        .iter()
        .filter(|element| element.is("fieldset"))
        .filter(|group| {
            group
                .elements()
                .any(|legend| legend.is("legend") && !legend.text().is_empty())
        })
        .flat_map(|group| group.inside())
        .map(std::ptr::from_ref)
        .collect();
    inside
        .iter()
        .filter(is_radio)
        .filter(|radio| !asked.contains(&std::ptr::from_ref(**radio)))
        .map(|radio| format!("nothing asks what {:?} answers", radio.get("name")))
        .collect()
}

/// A form that changes something is posted to a path of ours, has a button, and stands in no other.
fn forms(body: &Element) -> Vec<String> {
    let inside = body.inside();
    let mut faults = Vec::new();
    for form in inside.iter().filter(|element| element.is("form")) {
        let action = form.get("action").unwrap_or_default();
        let is_ours = action.starts_with('/') && !action.starts_with("//");
        faults.extend((!is_ours).then(|| format!("a form leads to “{action}”")));
        let from_outside = inside
            .iter()
            .any(|button| button.get("form").is_some() && button.get("form") == form.get("id"));
        let has_button = form.first(|element| element.is("button")).is_some();
        faults.extend(
            (!has_button && !from_outside).then(|| format!("no button sends the form to {action}")),
        );
    }
    faults
}

fn links_and_buttons(body: &Element) -> Vec<String> {
    let mut faults = Vec::new();
    for element in body.inside() {
        if element.is_silent() || !matches!(element.name.as_str(), "a" | "button" | "summary") {
            continue;
        }
        let nameless = element.text().is_empty() && element.get("aria-label").is_none();
        faults.extend(
            nameless.then(|| format!("a {} without words: {:?}", element.name, element.attributes)),
        );
        let href = element.get("href");
        let nowhere = element.is("a") && href.is_none_or(|href| href.is_empty() || href == "#");
        faults.extend(nowhere.then(|| format!("“{}” leads nowhere", element.text())));
        let runs =
            href.is_some_and(|href| href.trim_start().to_lowercase().starts_with("javascript:"));
        faults.extend(runs.then(|| format!("“{}” runs something", element.text())));
    }
    faults
}

/// What is agreed to is never folded away.
fn facts(body: &Element) -> Vec<String> {
    let folds = body
        .inside()
        .into_iter()
        .filter(|element| element.is("details"));
    folds
        .flat_map(Element::inside)
        .filter_map(|element| element.get("data-fact"))
        .map(|fact| format!("the fact “{fact}” is folded away"))
        .collect()
}

/// What should have become words, or should not be there.
fn leftovers(document: &Document) -> Vec<String> {
    const WRONG: [&str; 8] = [
        "undefined",
        "Some(",
        "None",
        "NaN",
        "null",
        "{}",
        " , ",
        " . ",
    ];
    let text = document.body().text();
    let mut faults: Vec<String> = WRONG
        .iter()
        .filter_map(|wrong| text.split_once(*wrong).map(|(before, _)| (wrong, before)))
        .map(|(wrong, before)| {
            let near: Vec<&str> = before.rsplitn(5, ' ').take(4).collect();
            format!("“{wrong}” is left in the text, behind {near:?}")
        })
        .collect();
    let empty = document.body().inside().into_iter().filter(|element| {
        matches!(
            element.name.as_str(),
            "p" | "li" | "dt" | "dd" | "legend" | "label" | "th" | "option"
        ) && !element.is_silent()
            && element.get("role").is_none()
            && element.get("hidden").is_none()
            && element.text().is_empty()
            && element
                .first(|inside| {
                    inside.is("input") || inside.is("button") || inside.get("role").is_some()
                })
                .is_none()
    });
    faults.extend(
        empty.map(|element| format!("an empty {}: {:?}", element.name, element.attributes)),
    );
    faults
}

/// Names of others stay words.
fn scripts(body: &Element) -> Vec<String> {
    let runs = |element: &&Element| {
        element.is("script")
            || element.is("img")
            || element.is("iframe")
            || element
                .attributes
                .keys()
                .any(|name| name.starts_with("on") || name == "style")
    };
    let found = body.inside().into_iter().filter(runs);
    found
        .map(|element| format!("{} with {:?}", element.name, element.attributes))
        .collect()
}
