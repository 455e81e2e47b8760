//! What a browser without scripts would send: the form of a page, with what is filled in and one button pressed.

use anyhow::{Context, Result};

/// A form as it stands on a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) action: String,
    /// Hidden fields and the boxes that are ticked.
    pub(super) pairs: Vec<(String, String)>,
    /// Every named button with its value.
    buttons: Vec<(String, String)>,
    fields: Vec<String>,
}

impl Form {
    /// The first form whose inside holds `mark`.
    pub(super) fn find(page: &str, mark: &str) -> Result<Self> {
        let mut rest = page;
        while let Some(start) = rest.find("<form") {
            let form = &rest[start..];
            let end = form.find("</form>").unwrap_or(form.len());
            if form[..end].contains(mark) {
                return Self::read(&form[..end]);
            }
            rest = &form[end..];
        }
        anyhow::bail!("no form with {mark:?} on the page: {page}")
    }

    fn read(form: &str) -> Result<Self> {
        let head = &form[..form.find('>').context("an open form")?];
        let mut read = Self {
            action: attribute(head, "action").unwrap_or_default(),
            pairs: Vec::new(),
            buttons: Vec::new(),
            fields: Vec::new(),
        };
        for tag in form.split('<').skip(2) {
            let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
            let Some(name) = attribute(tag, "name") else {
                continue;
            };
            let value = attribute(tag, "value");
            if tag.starts_with("button") {
                read.buttons.push((name, value.unwrap_or_default()));
            } else if tag.starts_with("input") {
                read.input(tag, name, value);
            }
        }
        Ok(read)
    }

    fn input(&mut self, tag: &str, name: String, value: Option<String>) {
        match attribute(tag, "type").as_deref() {
            Some("checkbox" | "radio") => {
                if tag.split([' ', '=', '/']).any(|word| word == "checked") {
                    self.pairs
                        .push((name, value.unwrap_or_else(|| "on".to_owned())));
                }
            }
            Some("hidden") => self.pairs.push((name, value.unwrap_or_default())),
            _ => self.fields.push(name),
        }
    }

    /// Types into a field, if the form has it.
    pub(super) fn fill(mut self, field: &str, text: &str) -> Self {
        if self.fields.iter().any(|known| known == field) {
            self.pairs.push((field.to_owned(), text.to_owned()));
        }
        self
    }

    /// Presses the button of this value, or the only way on if there is none.
    pub(super) fn press(mut self, value: &str) -> Self {
        let button = self
            .buttons
            .iter()
            .find(|(_, known)| known == value)
            .cloned();
        self.pairs.extend(button);
        self
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = &tag[start..];
    Some(unescape(&value[..value.find('"')?]))
}

fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<form action="/out"><button>Sign out</button></form>
        <form method="post" action="/decide?a=1&amp;b=2"><input type="hidden" name="request" value="r1"/>
        <input class="x" type="checkbox" name="share[]" value="labs" checked/>
        <input type="checkbox" name="share[]" value="visits"/>
        <input type="password" name="password"/>
        <button name="press" value="deny">No</button><button name="press" value="share">Share</button></form>"#;

    #[test]
    fn a_form_is_sent_as_a_browser_would() {
        let form = Form::find(PAGE, "share[]")
            .unwrap()
            .fill("password", "p")
            .press("share");
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(form.action, "/decide?a=1&b=2");
        let expected = [
            ("request", "r1"),
            ("share[]", "labs"),
            ("password", "p"),
            ("press", "share"),
        ];
        assert_eq!(form.pairs, expected.map(|(name, value)| pair(name, value)));
    }
}
