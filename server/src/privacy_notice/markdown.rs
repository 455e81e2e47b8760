//! Reads CommonMark into what a page may show. HTML, pictures, code and links that are not https are no part of it.

use std::{iter::Peekable, ops::Range};

use domain::privacy::{Block, Inline, LARGEST_HEADING};
use pulldown_cmark::{Event, HeadingLevel, OffsetIter, Options, Parser, Tag};
use thiserror::Error;
use url::Url;

/// How deep lists and quotations may stand in each other.
const DEEPEST: usize = 6;
const SMALLEST_HEADING: u8 = 3;

/// What cannot be shown, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {what}")]
pub struct Unfit {
    /// From 1.
    pub line: usize,
    pub what: &'static str,
}

/// Reads a text.
///
/// # Errors
/// [`Unfit`] for the first thing that a page does not show.
pub fn read(markdown: &str) -> Result<Vec<Block>, Unfit> {
    let events = Parser::new_ext(markdown, Options::empty()).into_offset_iter();
    let mut reader = Reader {
        text: markdown,
        events: events.peekable(),
        depth: 0,
        heading: LARGEST_HEADING - 1,
    };
    reader.blocks()
}

struct Reader<'t> {
    text: &'t str,
    events: Peekable<OffsetIter<'t>>,
    /// How many lists and quotations are open.
    depth: usize,
    /// The depth of the last heading.
    heading: u8,
}

impl Reader<'_> {
    /// Blocks up to the end of what they stand in, which is taken.
    fn blocks(&mut self) -> Result<Vec<Block>, Unfit> {
        let mut blocks = Vec::new();
        while let Some((event, place)) = self.events.next() {
            match event {
                Event::End(_) => break,
                Event::Rule => blocks.push(Block::Rule),
                Event::Start(Tag::Heading { level, .. }) => {
                    let depth = self.next_heading(level);
                    let words = self.inlines()?;
                    blocks.push(Block::Heading { depth, words });
                }
                Event::Start(Tag::Paragraph) => blocks.push(Block::Paragraph(self.inlines()?)),
                Event::Start(Tag::BlockQuote(_)) => blocks.push(Block::Quote(self.inside(&place)?)),
                Event::Start(Tag::List(start)) if start.is_none_or(|first| first == 1) => {
                    let (numbered, items) = (start.is_some(), self.items(&place)?);
                    blocks.push(Block::List { numbered, items });
                }
                other => return Err(self.unfit(&other, &place)),
            }
        }
        Ok(blocks)
    }

    /// The depth of a heading: no level is left out, whatever the text says.
    fn next_heading(&mut self, level: HeadingLevel) -> u8 {
        let wanted = match level {
            HeadingLevel::H1 => 1,
            HeadingLevel::H2 => 2,
            _ => SMALLEST_HEADING,
        };
        self.heading = wanted.min(self.heading + 1);
        self.heading
    }

    fn inside(&mut self, place: &Range<usize>) -> Result<Vec<Block>, Unfit> {
        self.deeper(place)?;
        let blocks = self.blocks()?;
        self.depth -= 1;
        Ok(blocks)
    }

    fn deeper(&mut self, place: &Range<usize>) -> Result<(), Unfit> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.at(place, "lists and quotations stand too deep in each other"));
        }
        Ok(())
    }

    fn items(&mut self, place: &Range<usize>) -> Result<Vec<Vec<Block>>, Unfit> {
        self.deeper(place)?;
        let mut items = Vec::new();
        while let Some((Event::Start(Tag::Item), _)) = self.events.next() {
            items.push(self.item()?);
        }
        self.depth -= 1;
        Ok(items)
    }

    /// An item: blocks, and in a list without blank lines words that stand in no paragraph.
    fn item(&mut self) -> Result<Vec<Block>, Unfit> {
        let mut words = Vec::new();
        while let Some((event, _)) = self.events.peek() {
            if !is_inline(event) {
                break;
            }
            words.extend(self.inline()?);
        }
        let mut blocks = Vec::new();
        if !words.is_empty() {
            blocks.push(Block::Paragraph(words));
        }
        blocks.extend(self.blocks()?);
        Ok(blocks)
    }

    /// Words up to the end of what they stand in, which is taken.
    fn inlines(&mut self) -> Result<Vec<Inline>, Unfit> {
        let mut words = Vec::new();
        while let Some((event, _)) = self.events.peek() {
            if matches!(event, Event::End(_)) {
                self.events.next();
                break;
            }
            words.extend(self.inline()?);
        }
        Ok(words)
    }

    fn inline(&mut self) -> Result<Option<Inline>, Unfit> {
        let Some((event, place)) = self.events.next() else {
            return Ok(None);
        };
        let inline = match event {
            Event::Text(text) => Inline::Text(text.into_string()),
            Event::SoftBreak => Inline::Text(" ".to_owned()),
            Event::HardBreak => Inline::Break,
            Event::Start(Tag::Strong) => Inline::Strong(self.inlines()?),
            Event::Start(Tag::Emphasis) => Inline::Emphasis(self.inlines()?),
            Event::Start(Tag::Link { dest_url, .. }) => {
                if Url::parse(&dest_url).is_ok_and(|url| url.scheme() == "https") {
                    let words = self.inlines()?;
                    let href = dest_url.into_string();
                    Inline::Link { href, words }
                } else {
                    return Err(self.at(&place, "a link leads to https addresses only"));
                }
            }
            other => return Err(self.unfit(&other, &place)),
        };
        Ok(Some(inline))
    }

    fn unfit(&self, event: &Event<'_>, place: &Range<usize>) -> Unfit {
        let what = match event {
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => {
                "HTML is not shown: write it as Markdown, or `<` as `\\<`"
            }
            Event::Start(Tag::Image { .. }) => "pictures are not shown",
            Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => {
                "code is not shown: indent by less than four blanks, and use no backticks"
            }
            Event::Start(Tag::List(_)) => "a numbered list begins with 1",
            _ => "this is not shown",
        };
        self.at(place, what)
    }

    fn at(&self, place: &Range<usize>, what: &'static str) -> Unfit {
        let before = self.text.get(..place.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        Unfit { line, what }
    }
}

const fn is_inline(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Text(_)
            | Event::Code(_)
            | Event::InlineHtml(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Start(Tag::Strong | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. })
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned())
    }

    #[test]
    fn a_text_keeps_its_parts() {
        let read = read(
            "# Your data\n\nWe **keep** it,\nas the [law](https://law.example/a?b=c) says.\n\n\
             - one\n- two\n  1. a\n\n> said\n\n---\n",
        );
        let paragraph = |words: &str| Block::Paragraph(vec![text(words)]);
        let expected = [
            Block::Heading {
                depth: 1,
                words: vec![text("Your data")],
            },
            Block::Paragraph(vec![
                text("We "),
                Inline::Strong(vec![text("keep")]),
                text(" it,"),
                text(" "),
                text("as the "),
                Inline::Link {
                    href: "https://law.example/a?b=c".to_owned(),
                    words: vec![text("law")],
                },
                text(" says."),
            ]),
            Block::List {
                numbered: false,
                items: vec![
                    vec![paragraph("one")],
                    vec![
                        paragraph("two"),
                        Block::List {
                            numbered: true,
                            items: vec![vec![paragraph("a")]],
                        },
                    ],
                ],
            },
            Block::Quote(vec![paragraph("said")]),
            Block::Rule,
        ];
        assert_eq!(read.unwrap(), expected);
    }

    #[test]
    fn no_level_of_headings_is_left_out() {
        let depths: Vec<u8> = read("### a\n# b\n###### c\n## d\n### e")
            .unwrap()
            .into_iter()
            .filter_map(|block| match block {
                Block::Heading { depth, .. } => Some(depth),
                _ => None,
            })
            .collect();
        assert_eq!(depths, [1, 1, 2, 2, 3]);
    }

    #[test]
    fn what_a_page_would_run_or_load_is_refused_with_its_line() {
        for (line, unfit) in [
            (1, "<script>x()</script>"),
            (3, "a\n\nb <img src=x onerror=y()>"),
            (1, "<!-- hidden -->"),
            (2, "a\n![tracker](https://a.example/1.gif)"),
            (1, "[a](javascript:x())"),
            (1, "[a](http://a.example)"),
            (1, "[a](/people)"),
            (1, "[a](//evil.example)"),
            (1, "[a](data:text/html,x)"),
            (1, "<javascript:x()>"),
            (1, "- [a](mailto:a@b.example)"),
            (3, "a\n\n    code"),
            (1, "`code`"),
            (2, "- a\n- `code`"),
        ] {
            let found = read(unfit).expect_err(unfit);
            assert_eq!(found.line, line, "{unfit}: {found}");
        }
        let deep = "> ".repeat(10_000) + "a";
        assert!(read(&deep).unwrap_err().what.contains("too deep"));
    }

    #[test]
    fn signs_that_html_knows_stay_letters() {
        let read = read("a < b & c > d &lt;b&gt;").unwrap();
        let words = read.into_iter().flat_map(|block| match block {
            Block::Paragraph(words) => words,
            _ => Vec::new(),
        });
        let said: String = words
            .filter_map(|word| match word {
                Inline::Text(text) => Some(text),
                _ => None,
            })
            .collect();
        assert_eq!(said, "a < b & c > d <b>");
    }
}
