//! The protocol log as a list on the page.

use super::{
    html::{definitions, escaped},
    protocol_log::{Answer, Step},
};

pub(super) fn of(steps: &[Step]) -> String {
    if steps.is_empty() {
        return String::new();
    }
    let rows: String = steps
        .iter()
        .enumerate()
        .rev()
        .map(|(index, step)| row(index + 1, step))
        .collect();
    format!(
        r#"<section aria-labelledby="steps"><h2 id="steps">What happened on the wire</h2>
<p>Every step of SMART App Launch that Sugar Coach took, newest first. Secrets are cut short.</p>
<ol class="steps" reversed>{rows}</ol></section>"#
    )
}

fn row(number: usize, step: &Step) -> String {
    let status = match &step.answer {
        Answer::None => "in the browser".to_owned(),
        Answer::Http { status, .. } => status.to_string(),
        Answer::Failed(_) => "no answer".to_owned(),
    };
    let answer = match &step.answer {
        Answer::None => String::new(),
        Answer::Http { body, .. } => format!("<h3>Answer</h3><pre>{}</pre>", escaped(body)),
        Answer::Failed(why) => format!("<h3>Answer</h3><p>{}</p>", escaped(why)),
    };
    format!(
        r#"<li><details><summary><span class="title">{number}. {}</span> <span class="status">{status}</span></summary>
<p><code>{}</code></p>{}{answer}</details></li>"#,
        escaped(&step.title),
        escaped(&step.line),
        parameters(step)
    )
}

fn parameters(step: &Step) -> String {
    if step.parameters.is_empty() {
        return String::new();
    }
    let rows = definitions(
        step.parameters
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    );
    format!("<h3>Parameters</h3>{rows}")
}
