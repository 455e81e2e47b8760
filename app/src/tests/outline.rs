//! A page in lines that a reviewer can read: what is said, in its order, and what can be done. No class and no layout.

use super::document::{Element, Node, words};

/// One line for each thing said.
pub(super) fn outline(element: &Element) -> String {
    let mut lines = Lines::default();
    lines.children(element, 0);
    lines.0.join("\n")
}

#[derive(Default)]
struct Lines(Vec<String>);

impl Lines {
    fn say(&mut self, depth: usize, text: impl AsRef<str>) {
        let text = text.as_ref().trim();
        if !text.is_empty() {
            self.0.push(format!("{}{text}", "  ".repeat(depth)));
        }
    }

    fn children(&mut self, element: &Element, depth: usize) {
        let mut inline = String::new();
        for node in &element.children {
            match node {
                Node::Element(child) if child.is_silent() => {}
                Node::Element(child) if has_lines(child) => {
                    self.say(depth, words(&std::mem::take(&mut inline)));
                    self.block(child, depth);
                }
                Node::Element(child) => inline.push_str(&inside_line(child)),
                Node::Text(text) => inline.push_str(text),
            }
        }
        self.say(depth, words(&inline));
    }

    fn block(&mut self, element: &Element, depth: usize) {
        let hidden = if element.get("hidden").is_some() {
            "(hidden) "
        } else {
            ""
        };
        let line = words(&line(element));
        match element.name.as_str() {
            "h1" | "h2" | "h3" | "h4" => {
                let level = element.name.trim_start_matches('h').parse().unwrap_or(1);
                self.say(depth, format!("{} {line}", "#".repeat(level)));
            }
            "p" if line.is_empty() => {}
            "p" => self.say(depth, format!("{hidden}{line}")),
            "dt" => self.say(depth, format!("{line}:")),
            "tr" => self.say(depth, cells(element)),
            "legend" => self.say(depth, format!("legend: {line}")),
            "option" => self.say(depth, option(element)),
            "li" if !has_blocks(element) => self.say(depth, format!("- {line}")),
            "dd" if !has_blocks(element) => self.say(depth, format!("→ {line}")),
            _ => self.container(element, depth),
        }
    }

    fn container(&mut self, element: &Element, depth: usize) {
        let Some(head) = head(element) else {
            return self.children(element, depth);
        };
        self.say(depth, head);
        self.children(element, depth + 1);
    }
}

/// What a container is announced with; nothing for what only groups.
fn head(element: &Element) -> Option<String> {
    let label = element
        .get("aria-label")
        .map(|label| format!(" “{label}”"))
        .unwrap_or_default();
    let name = match (element.get("role"), element.name.as_str()) {
        (Some(role @ ("alert" | "status")), _) => role.to_owned(),
        (Some("img"), _) => "image".to_owned(),
        (_, "form") => format!(
            "form {} {}",
            element.get("method").unwrap_or("get"),
            element.get("action").unwrap_or_default()
        ),
        (_, "li") => "-".to_owned(),
        (_, "dd") => "→".to_owned(),
        (_, "details") if element.get("open").is_some() => "details open".to_owned(),
        (_, name @ ("details" | "nav" | "aside" | "fieldset" | "table" | "article")) => {
            name.to_owned()
        }
        (_, "select") => format!("select {}", element.get("name").unwrap_or_default()),
        _ if !label.is_empty() => element.name.clone(),
        _ => return None,
    };
    let wrong = if element.get("aria-invalid").is_some() {
        " (invalid)"
    } else {
        ""
    };
    Some(format!("{name}{label}{wrong}"))
}

fn has_lines(element: &Element) -> bool {
    let is_choice = element.is("label") && element.first(|inside| inside.is("input")).is_some();
    is_choice
        || element.is_block()
        || matches!(element.name.as_str(), "summary" | "option")
        || element.get("role") == Some("img")
        || element.inside().iter().any(|inside| inside.is_block())
}

fn has_blocks(element: &Element) -> bool {
    element.inside().iter().any(|inside| inside.is_block())
}

fn line(element: &Element) -> String {
    let parts = element.children.iter().map(|node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(child) if child.is_silent() => String::new(),
        Node::Element(child) => inside_line(child),
    });
    let parts: Vec<String> = parts.collect();
    parts.join(if lays_out(element) { " " } else { "" })
}

/// What stands in it stands apart: each child is a box of its own.
fn lays_out(element: &Element) -> bool {
    ["grid", "flex", "inline-flex"]
        .iter()
        .any(|class| has_class(element, class))
}

/// What stands among other words.
fn inside_line(element: &Element) -> String {
    if element.is_silent() {
        return String::new();
    }
    let text = line(element);
    let shown = match element.name.as_str() {
        "a" => format!(
            " [{}]({}){}",
            words(&text),
            element.get("href").unwrap_or_default(),
            if element.get("aria-current").is_some() {
                " (here)"
            } else {
                ""
            }
        ),
        "b" | "strong" if has_class(element, "block") => format!(" **{text}** "),
        "b" | "strong" => format!("**{text}**"),
        "button" => format!(" [[{}]]{}", words(&text), sends(element)),
        "input" => format!("{} ", input(element)),
        "label" if element.get("for").is_some() => format!("{}: ", words(&text)),
        "svg" => String::new(),
        _ if is_hushed(element) => format!("‹{text}›"),
        _ if has_class(element, "block") => format!(" {text} "),
        _ if element.is_block() => format!(" {text} "),
        _ => text,
    };
    let language = element.get("lang").map(|language| format!("({language}) "));
    let hidden = element.get("hidden").map(|_| "(hidden) ");
    format!(
        "{}{}{shown}",
        language.unwrap_or_default(),
        hidden.unwrap_or_default()
    )
}

/// Said, and not shown: for who listens to the page.
fn is_hushed(element: &Element) -> bool {
    has_class(element, "hush")
}

fn has_class(element: &Element, wanted: &str) -> bool {
    let classes = element.get("class").unwrap_or_default();
    classes.split_whitespace().any(|class| class == wanted)
}

fn sends(button: &Element) -> String {
    let value = button
        .get("name")
        .map(|name| format!("{{{name}={}}}", button.get("value").unwrap_or_default()));
    let of = button.get("form").map(|form| format!("{{form #{form}}}"));
    let disabled = button.get("disabled").map(|_| "(disabled)".to_owned());
    [value, of, disabled].into_iter().flatten().collect()
}

fn input(input: &Element) -> String {
    let name = input.get("name").unwrap_or_default();
    let value = input.get("value").unwrap_or_default();
    let on = input.get("checked").is_some();
    let what = match input.get("type").unwrap_or("text") {
        "checkbox" => format!("[{}] {name}={value}", if on { "x" } else { " " }),
        "radio" => format!("({}) {name}={value}", if on { "x" } else { " " }),
        "hidden" => return format!("{{{name}={value}}}"),
        kind => format!("___ {name}={value} {kind}"),
    };
    let more = [
        input.get("required").map(|_| " required".to_owned()),
        input.get("readonly").map(|_| " readonly".to_owned()),
        input.get("disabled").map(|_| " disabled".to_owned()),
        input.get("min").map(|min| format!(" from {min}")),
        input.get("max").map(|max| format!(" to {max}")),
        input.get("aria-label").map(|label| format!(" “{label}”")),
        input.get("aria-invalid").map(|_| " (invalid)".to_owned()),
    ];
    let more: String = more.into_iter().flatten().collect();
    format!("<{}{more}>", what.trim())
}

fn option(option: &Element) -> String {
    let on = if option.get("selected").is_some() {
        "x"
    } else {
        " "
    };
    let value = option.get("value").unwrap_or_default();
    format!("({on}) {value} {}", words(&line(option)))
}

fn cells(row: &Element) -> String {
    let cells: Vec<String> = row.elements().map(|cell| words(&line(cell))).collect();
    format!("| {} |", cells.join(" | "))
}
