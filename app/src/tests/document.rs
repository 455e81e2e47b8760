//! A rendered page as a browser would read it: parsed by the rules of HTML, with what those rules complain about.

use std::{collections::BTreeMap, sync::Arc};

use any_spawner::Executor;
use html5ever::{parse_document, tendril::TendrilSink};
use hydration_context::{SharedContext, SsrSharedContext};
use leptos::{context::Provider, prelude::*};
use leptos_meta::{ServerMetaContext, provide_meta_context};
use leptos_router::{
    components::{Route, Router, Routes},
    location::RequestUrl,
    path,
};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use crate::{
    components::layout::{Around, Surroundings},
    document::EscapedTitles,
    facts::Frame,
};

/// What a page shows, as a function of nothing: its facts are in it.
pub(super) type Show = Arc<dyn Fn() -> AnyView + Send + Sync>;

pub(super) enum Node {
    Text(String),
    Element(Element),
}

pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) children: Vec<Node>,
}

/// The whole document of a page.
pub(super) struct Document {
    pub(super) html: Element,
    /// What the parser of a browser would have to guess at.
    pub(super) errors: Vec<String>,
}

impl Element {
    pub(super) fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Everything inside, in the order of the document.
    pub(super) fn inside(&self) -> Vec<&Self> {
        self.elements()
            .flat_map(|element| std::iter::once(element).chain(element.inside()))
            .collect()
    }

    pub(super) fn first(&self, wanted: impl Fn(&Self) -> bool) -> Option<&Self> {
        self.inside().into_iter().find(|element| wanted(element))
    }

    /// Nobody sees or hears it.
    pub(super) fn is_silent(&self) -> bool {
        matches!(self.name.as_str(), "script" | "style" | "template")
            || self.get("aria-hidden") == Some("true")
    }

    /// What is read of it.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        words(&text)
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) if !element.is_silent() => {
                    let apart = element.is_block();
                    text.push_str(if apart { " " } else { "" });
                    element.add_text(text);
                    text.push_str(if apart { " " } else { "" });
                }
                Node::Element(_) => {}
            }
        }
    }

    /// It starts a line of its own.
    pub(super) fn is_block(&self) -> bool {
        !matches!(
            self.name.as_str(),
            "a" | "abbr"
                | "b"
                | "bdi"
                | "button"
                | "code"
                | "em"
                | "i"
                | "input"
                | "label"
                | "leptos-island"
                | "leptos-children"
                | "option"
                | "small"
                | "span"
                | "strong"
                | "summary"
                | "svg"
                | "time"
        )
    }
}

/// With single spaces.
pub(super) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Document {
    /// The page of this address, in its surroundings.
    pub(super) fn of(frame: &Frame, address: &str, around: Around, show: Show) -> Self {
        let _ = Executor::init_tokio();
        tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime")
            .block_on(rendered(frame.clone(), address.to_owned(), around, show))
            .parsed()
    }

    /// A document as it stands.
    pub(super) fn read(html: &str) -> Self {
        Html(html.to_owned()).parsed()
    }

    pub(super) fn body(&self) -> &Element {
        self.part("body")
    }

    pub(super) fn part(&self, name: &str) -> &Element {
        let found = self.html.first(|element| element.is(name));
        found.unwrap_or_else(|| panic!("no {name}"))
    }
}

struct Html(String);

impl Html {
    fn parsed(self) -> Document {
        // Between two stretches of text the renderer puts a mark that browsers read as an empty comment.
        let html = self.0.replace("<!>", "");
        let dom = parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html);
        let errors = dom
            .errors
            .borrow()
            .iter()
            .map(ToString::to_string)
            .collect();
        let children = dom.document.children.borrow();
        let html = children.iter().find_map(element).expect("a document");
        Document { html, errors }
    }
}

fn element(handle: &Handle) -> Option<Element> {
    let NodeData::Element { name, attrs, .. } = &handle.data else {
        return None;
    };
    let attributes = attrs
        .borrow()
        .iter()
        .map(|attribute| {
            (
                attribute.name.local.to_string(),
                attribute.value.to_string(),
            )
        })
        .collect();
    let name = name.local.to_string();
    // A picture is one thing: its label says what it shows.
    let children = match name.as_str() {
        "svg" => Vec::new(),
        _ => handle.children.borrow().iter().filter_map(node).collect(),
    };
    Some(Element {
        name,
        attributes,
        children,
    })
}

fn node(handle: &Handle) -> Option<Node> {
    match &handle.data {
        NodeData::Text { contents } => Some(Node::Text(contents.borrow().to_string())),
        _ => element(handle).map(Node::Element),
    }
}

async fn rendered(frame: Frame, address: String, around: Around, show: Show) -> Html {
    let islands: Arc<dyn SharedContext + Send + Sync> = Arc::new(SsrSharedContext::new_islands());
    let owner = Owner::new_root(Some(islands));
    let (meta, output) = ServerMetaContext::new();
    let body = owner.with(|| {
        provide_context(meta);
        provide_meta_context();
        provide_context(RequestUrl::new(&address));
        let page = move || {
            let (frame, show) = (Arc::new(frame.clone()), Arc::clone(&show));
            view! {
                <Provider value=frame>
                    <Surroundings around>{show()}</Surroundings>
                </Provider>
            }
        };
        let invited = page.clone();
        view! {
            <EscapedTitles/>
            <Router>
                <Routes fallback=|| "no such route">
                    <Route path=path!("invitation/:secret") view=invited/>
                    <Route path=path!("*any") view=page/>
                </Routes>
            </Router>
        }
        .to_html()
    });
    let document = format!("<!DOCTYPE html><html><head></head><body>{body}</body></html>");
    let chunks = futures::stream::iter([document]);
    let chunks = output.inject_meta_context(chunks).await;
    Html(futures::StreamExt::collect(chunks).await)
}
