//! Short answers to what people ask most.

use leptos::prelude::*;

use crate::{
    components::{
        frame::use_frame,
        layout::{Around, DocumentTitle, Tab},
        opened::{Opening, opened},
        rich::Rich,
        style::{LEAD, OPENING},
    },
    facts::Page,
    pages::open,
    words::frame::HelpWords,
};

#[component]
pub fn HelpPage() -> impl IntoView {
    let page: Opening<()> = Resource::new_blocking(
        || (),
        |()| async {
            Ok(Page {
                frame: open::frame().await?,
                body: Ok(()),
            })
        },
    );
    opened(page, Around::Portal(Tab::Help), |()| {
        view! { <Answers/> }.into_any()
    })
}

#[component]
pub(crate) fn Answers() -> impl IntoView {
    let frame = use_frame();
    let w = HelpWords(frame.language);
    let answers = [
        (w.who_q(), w.who_a().to_owned()),
        (w.stop_q(), w.stop_a().to_owned()),
        (w.copies_q(), w.copies_a().to_owned()),
        (w.log_q(), w.log_a().to_owned()),
        (w.sensitive_q(), w.sensitive_a().to_owned()),
        (w.wrong_q(), w.wrong_a(&frame.phone)),
    ];
    view! {
        <DocumentTitle text=w.title()/>
        <div class=OPENING>
            <h1 tabindex="-1">{w.title()}</h1>
            <p class=LEAD>{w.lead()}</p>
        </div>
        <div class="grid gap-8 max-inline-measure">
            {answers
                .into_iter()
                .map(|(question, answer)| {
                    view! {
                        <section class="grid gap-2">
                            <h2 class="text-h3">{question}</h2>
                            <p><Rich text=answer/></p>
                        </section>
                    }
                })
                .collect_view()}
        </div>
    }
}
