//! A copy that a person reads: one page without scripts, kind by kind, newest first.

use std::collections::BTreeMap;

use app::{
    facts::{PortalError, records::Says},
    markup::escaped,
    words::{
        categories::category,
        consent::ConsentWords,
        dates,
        people::{CopyWords, RecordsWords},
        text,
    },
};
use chrono::NaiveDate;
use domain::catalogue::DataCategory;
use fhir::json::{Node, days, facts};

use super::{
    patient::{Patient, records::says},
    problems,
};
use crate::operations::records::export_record::{RecordCopy, StoredBody};

/// Paper and screen, light and dark: nothing is loaded from anywhere.
const STYLE: &str = "body{font:1.05rem/1.5 system-ui,sans-serif;max-inline-size:44rem;margin:2rem auto;padding:0 1rem}\
    h1,h2{font-family:Georgia,serif;font-weight:400}h2{margin-block-start:2.5rem}\
    dl{margin:0}div{border-block-end:1px solid #999;padding-block:.6rem;break-inside:avoid}\
    dt{font-weight:600}dd{margin:0;white-space:pre-line}time{font-weight:400}\
    @media(prefers-color-scheme:dark){body{background:#1c1b19;color:#eee}}";

/// One entry of the page.
struct Line {
    on: Option<NaiveDate>,
    name: Option<String>,
    says: Says,
}

type Kinds = BTreeMap<DataCategory, Vec<Line>>;

impl Patient {
    /// Reads the whole copy, and only then begins the page: half of it is never taken for all.
    pub(super) async fn readable(&self, mut copy: RecordCopy) -> Result<String, PortalError> {
        let mut kinds = Kinds::new();
        while let Some(piece) = copy.next(&self.deps).await.map_err(problems::of_export)? {
            for one in &piece {
                add(&mut kinds, one);
            }
        }
        for lines in kinds.values_mut() {
            lines.sort_by_key(|line| std::cmp::Reverse(line.on));
        }
        Ok(self.page(&kinds, copy.restricted))
    }

    fn page(&self, kinds: &Kinds, restricted: bool) -> String {
        let language = self.frame.language;
        let w = CopyWords(language);
        let title = escaped(&w.record_of(&self.name));
        let saved = w.saved_on(dates::day(language, self.frame.day_of(self.frame.now)));
        // 42 CFR 2.32: the notice on redisclosure goes with the data.
        let law = restricted.then(|| {
            let law = ConsentWords(language).law_for(self.frame.other());
            format!("<p>{}</p>\n", escaped(&text::plain(&law)))
        });
        let part = self
            .frame
            .other()
            .map(|_| format!("<p>{}</p>\n", w.a_part()));
        let outside = w.never_inside().map(|line| format!("<li>{line}</li>\n"));
        let outside = format!(
            "<h2>{}</h2>\n<ul>\n{}</ul>\n",
            w.not_inside(),
            outside.concat()
        );
        let nothing = kinds
            .is_empty()
            .then(|| format!("<p>{}</p>\n", w.nothing_inside()));
        let section = |(kind, lines): (&DataCategory, &Vec<Line>)| {
            let lines = lines.iter().map(|one| line(one, RecordsWords(language)));
            let label = escaped(category(language, *kind).label);
            format!(
                "<h2>{label}</h2>\n<dl>\n{}</dl>\n",
                lines.collect::<String>()
            )
        };
        let sections: String = kinds.iter().map(section).collect();
        format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{}</p>\n\
             {}{}{}{sections}{outside}</main>\n</body>\n</html>\n",
            language.key(),
            escaped(&saved),
            part.unwrap_or_default(),
            law.unwrap_or_default(),
            nothing.unwrap_or_default(),
        )
    }
}

/// Under each kind that it belongs to. What cannot be read was never sorted, and so is not in a copy.
fn add(kinds: &mut Kinds, stored: &StoredBody) {
    let Ok(root) = Node::parse(&stored.body) else {
        return;
    };
    for kind in facts::categories(stored.key.kind, &root).iter() {
        kinds.entry(kind).or_default().push(Line {
            on: days::day(&root),
            name: facts::title(&root).map(str::to_owned),
            says: says(&stored.body),
        });
    }
}

fn line(line: &Line, w: RecordsWords) -> String {
    let date = line.on.map(|on| {
        format!(
            " · <time datetime=\"{}\">{}</time>",
            dates::machine(on),
            dates::day(w.0, on)
        )
    });
    let Says {
        value, dose, text, ..
    } = &line.says;
    // What has no name, such as contact details, is called by what it says.
    let (name, value) = match (&line.name, value) {
        (None, Some(value)) => (value.as_str(), None),
        (name, value) => (
            name.as_deref().unwrap_or_else(|| w.unnamed()),
            value.as_ref(),
        ),
    };
    let negation = line.says.negation.map(|negation| w.negation(negation));
    let attached = line.says.attached.then(|| w.attached());
    let said = [value, dose.as_ref(), text.as_ref()].into_iter().flatten();
    let said = negation
        .into_iter()
        .chain(said.map(String::as_str))
        .chain(attached);
    let said: Vec<String> = said
        .map(|words| format!("<dd>{}</dd>", escaped(words)))
        .collect();
    let said = said.concat();
    let date = date.unwrap_or_default();
    format!("<div><dt>{}{date}</dt>{said}</div>\n", escaped(name))
}
