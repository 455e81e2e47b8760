//! How does text from elsewhere get into HTML that no `view!` writes? Only through [`escaped`].
//!
//! Leptos escapes the text and the attributes of a `view!`. It writes the title of the document as it is, and the pages
//! that are put together by hand know nothing of it.

/// The text as it may stand in an element or in a quoted attribute (HTML §13.1.2.3, §13.1.4).
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn no_text_becomes_an_element_an_attribute_or_a_character_reference() {
        assert_eq!(
            escaped(r#"</title><meta a="1" b='2'> &lt; javascript:"#),
            "&lt;/title&gt;&lt;meta a=&quot;1&quot; b=&#39;2&#39;&gt; &amp;lt; javascript:"
        );
    }

    #[test]
    fn letters_of_every_script_stay_as_they_are() {
        assert_eq!(escaped("José ماريا 👩‍👧"), "José ماريا 👩‍👧");
    }
}
