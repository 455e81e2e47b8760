//! Would what holds on every page be missed? Each mistake on a page that is otherwise in order is told.

use super::{document::Document, language::english_in_spanish, manners::faults};

fn page(body: &str) -> Document {
    Document::read(&format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Apps – Sayso</title></head>\
         <body><main><h1>Apps</h1>{body}</main></body></html>"
    ))
}

#[test]
fn a_page_in_order_has_no_fault() {
    let form = "<form method=\"post\" action=\"/api/x\"><label for=\"a\">Name</label>\
                <input id=\"a\"><button>Save</button></form>";
    assert_eq!(faults(&page(form)), Vec::<String>::new());
}

#[test]
fn each_mistake_is_told() {
    let mistakes = [
        ("<p>one<div>two</div></p>", "No <p> tag to close"),
        ("<p id=\"a\">1</p><p id=\"a\">2</p>", "#a stands 2 times"),
        ("<a href=\"#gone\">go</a>", "#gone is pointed to"),
        ("<p aria-describedby=\"gone\">x</p>", "#gone is pointed to"),
        ("<h3>deep</h3>", "leaves a level of headings out"),
        ("<h1>again</h1>", "2 first headings"),
        ("<input name=\"a\">", "has no label"),
        (
            "<label>a<input type=\"radio\" name=\"b\"></label>",
            "nothing asks",
        ),
        (
            "<form action=\"//x.example\"><button>a</button></form>",
            "a form leads to",
        ),
        ("<form action=\"/api/x\"></form>", "no button sends"),
        ("<button></button>", "without words"),
        ("<a href=\"\">go</a>", "leads nowhere"),
        ("<a href=\"javascript:x()\">go</a>", "runs something"),
        (
            "<details><p data-fact=\"until\">x</p></details>",
            "is folded away",
        ),
        ("<p>undefined</p>", "is left in the text"),
        ("<p></p>", "an empty p"),
        ("<img src=\"x\">", "img with"),
        ("<p onclick=\"x()\">x</p>", "p with"),
    ];
    for (body, told) in mistakes {
        let faults = faults(&page(body));
        let found = faults.iter().any(|fault| fault.contains(told));
        assert!(found, "{body}: {faults:?}");
    }
}

#[test]
fn a_document_without_a_name_or_a_language_is_told() {
    let bare = Document::read("<!DOCTYPE html><html><head></head><body><h1>x</h1></body></html>");
    assert_eq!(faults(&bare).len(), 2);
}

#[test]
fn english_on_the_spanish_page_is_told_unless_it_is_a_name_or_marked() {
    let english = page("<p>Saved</p>");
    let spanish = |body| english_in_spanish(&english, &page(body), &["Sugar Coach"]);
    let own = spanish("").len();
    for fault in [
        "<p>Saved</p>",
        "<p>Ver the record</p>",
        "<p title=\"your\">x</p>",
    ] {
        assert_eq!(spanish(fault).len(), own + 1, "{fault}");
    }
    for good in [
        "<p>Sugar Coach</p>",
        "<p lang=\"en\">Saved</p>",
        "<p>Guardado</p>",
    ] {
        assert_eq!(spanish(good).len(), own, "{good}");
    }
}
