//! The icons: 24 grid, round ends, current colour, always beside words.

use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Activity,
    Apps,
    Ask,
    Back,
    Bell,
    Check,
    Clock,
    Cross,
    Document,
    Dot,
    Eye,
    EyeOff,
    Help,
    Home,
    Key,
    Laptop,
    Leave,
    Letter,
    Phone,
    Person,
    Plus,
    Records,
    Ring,
    Square,
    Warning,
    Yes,
}

impl Icon {
    const fn shape(self) -> &'static str {
        match self {
            Self::Activity => {
                r#"<path d="M3.5 12a8.5 8.5 0 1 0 2.6-6.1"/><path d="M3.5 3.5v4h4M12 7.5V12l3 2"/>"#
            }
            Self::Apps => {
                r#"<rect x="3.5" y="3.5" width="7" height="7" rx="2"/><rect x="13.5" y="3.5" width="7" height="7" rx="2"/><rect x="3.5" y="13.5" width="7" height="7" rx="2"/><path d="M17 13.5v7M13.5 17h7"/>"#
            }
            Self::Ask => {
                r#"<path d="M12 4.5v9"/><circle cx="12" cy="18.8" r=".6" fill="currentColor"/>"#
            }
            Self::Back => r#"<path d="M14.5 5.5 8 12l6.5 6.5"/>"#,
            Self::Bell => {
                r#"<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15z"/><path d="M10 20.5h4"/>"#
            }
            Self::Check => r#"<path d="M4.5 12.8l5 5L19.5 6.8"/>"#,
            Self::Clock => r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.2 2"/>"#,
            Self::Cross => r#"<path d="M6 6l12 12M18 6 6 18"/>"#,
            Self::Document => {
                r#"<path d="M6 3.5h12v17l-2-1.5-2 1.5-2-1.5-2 1.5-2-1.5-2 1.5z"/><path d="M9 8.5h6M9 12.5h6"/>"#
            }
            Self::Dot => r#"<circle cx="12" cy="12" r="5" fill="currentColor"/>"#,
            Self::Eye => {
                r#"<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="2.8"/>"#
            }
            Self::EyeOff => {
                r#"<path d="M4 4l16 16M9.8 5.8A9.6 9.6 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.9 3.6M6.3 7.5A17 17 0 0 0 2.5 12S6 18.5 12 18.5a9.6 9.6 0 0 0 4.5-1.1"/>"#
            }
            Self::Help => {
                r#"<circle cx="12" cy="12" r="8.5"/><path d="M9.6 9.6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.2 1-1.2 1.8"/><circle cx="12" cy="16.6" r=".5" fill="currentColor"/>"#
            }
            Self::Home => {
                r#"<path d="M4 11.5 12 4.5l8 7"/><path d="M6 10v9.5h12V10M10 19.5v-5h4v5"/>"#
            }
            Self::Key => {
                r#"<circle cx="8" cy="14.5" r="4.5"/><path d="M11.3 11.3 20 2.8M16.5 6.2l3 3M13.7 9l2 2"/>"#
            }
            Self::Laptop => {
                r#"<rect x="4.5" y="5" width="15" height="10.5" rx="1.5"/><path d="M2.5 19h19"/>"#
            }
            Self::Leave => r#"<path d="M10 4.5H5v15h5M14.5 8l4 4-4 4M18.5 12H9.5"/>"#,
            Self::Letter => {
                r#"<rect x="3" y="5.5" width="18" height="13" rx="2"/><path d="M3.5 7l8.5 6 8.5-6"/>"#
            }
            Self::Phone => {
                r#"<rect x="7" y="2.5" width="10" height="19" rx="2.5"/><path d="M11 18.5h2"/>"#
            }
            Self::Person => {
                r#"<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6"/>"#
            }
            Self::Plus => r#"<path d="M12 5v14M5 12h14"/>"#,
            Self::Records => {
                r#"<path d="M6 3.5h8L18.5 8v12.5H6z"/><path d="M14 3.5V8h4.5M9 12.5h6M9 16h6"/>"#
            }
            Self::Ring => r#"<circle cx="12" cy="12" r="7.5" stroke-dasharray="3.4 2.5"/>"#,
            Self::Square => {
                r#"<rect x="6" y="6" width="12" height="12" rx="1.5" fill="currentColor"/>"#
            }
            Self::Warning => {
                r#"<path d="M12 4 2.8 19.5h18.4z"/><path d="M12 10v4.5"/><circle cx="12" cy="17" r=".4" fill="currentColor"/>"#
            }
            Self::Yes => r#"<circle cx="12" cy="12" r="8.5"/><path d="M8 12.3l2.8 2.8 5-5.6"/>"#,
        }
    }
}

/// An icon beside words. Assistive technology does not see it.
#[component]
pub fn Glyph(icon: Icon, #[prop(default = "")] class: &'static str) -> impl IntoView {
    view! {
        <svg
            class=format!("glyph {class}")
            viewBox="0 0 24 24"
            aria-hidden="true"
            focusable="false"
            inner_html=icon.shape()
        ></svg>
    }
}
