//! What stands around a page: the top bar with the navigation, the quiet bar of a decision, and the foot.

use domain::{delegation::Ability, language::Language};
use leptos::prelude::*;
use leptos_meta::{Html, Title};
use server_fn::ServerFn;

use super::{
    acting::ActingBanner,
    brand::Brand,
    frame::use_frame,
    icon::{Glyph, Icon},
    rich::Rich,
    stay::StaySignedIn,
    style::PAGE_WIDTH,
};
use crate::{
    api::sign_in::{ChooseLanguage, Leave as LeaveForm, SignOut},
    facts::frame::SignedIn,
    paths,
    words::{
        frame::FrameWords, notices::page::NoticePageWords, people::ActingWords,
        privacy::PrivacyWords, text,
    },
};

/// A place in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    Home,
    Apps,
    Activity,
    Records,
    People,
    Security,
    Help,
    /// Beside the others: the bell.
    Notices,
    /// Beside the others: the foot.
    Privacy,
}

/// How much stands around a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// Navigation, with the place the page belongs to.
    Portal(Tab),
    /// A decision: no way to wander off.
    Decision,
    /// Nothing: the sign-in page brings its own.
    Nothing,
}

/// The page with its surroundings. The language of the document is set here.
#[component]
pub fn Surroundings(around: Around, children: Children) -> impl IntoView {
    let frame = use_frame();
    let skip = FrameWords(frame.language).skip();
    let inside = match around {
        Around::Nothing => children().into_any(),
        Around::Decision => view! { <DecisionBar/> <Main>{children()}</Main> <Foot/> }.into_any(),
        Around::Portal(tab) => view! { <TopBar tab/> <Main>{children()}</Main> <Foot/> }.into_any(),
    };
    let bar = matches!(around, Around::Portal(_));
    view! {
        <Html {..} lang=frame.language.key() dir="ltr"/>
        <div class=if bar { "with-phone-bar" } else { "" }>
            <a
                class="absolute inset-s-4 inset-bs-[-5rem] focus:inset-bs-3 z-10 px-4 py-3 rounded-control bg-weigh text-on-weigh hover:text-on-weigh"
                href="#main"
            >
                {skip}
            </a>
            <StaySignedIn/>
            <ActingBanner/>
            {inside}
        </div>
    }
}

#[component]
fn Main(children: Children) -> impl IntoView {
    view! {
        <main
            id="main"
            tabindex="-1"
            class="block overflow-x-clip pbs-[clamp(1.25rem,0.2rem+4.4vw,4.5rem)] pbe-section"
        >
            <div class=PAGE_WIDTH>{children()}</div>
        </main>
    }
}

/// The title of the document. It says for whom somebody acts, first.
#[component]
pub fn DocumentTitle(#[prop(into)] text: String) -> impl IntoView {
    let frame = use_frame();
    let text = match &frame.acting {
        Some(acting) => ActingWords(frame.language).title(&acting.name, text),
        None => text,
    };
    let text = text::isolated(text::plain(&text));
    view! { <Title text=format!("{text} – Sayso")/> }
}

#[component]
fn TopBar(tab: Tab) -> impl IntoView {
    let frame = use_frame();
    let here = tab == Tab::Notices;
    view! {
        <header class="rule-be bg-ground print:hidden">
            <div class=format!(
                "{PAGE_WIDTH} flex items-center gap-1 sm:gap-3 lg:gap-6 min-block-16 md:min-block-18 max-md:[@media(max-height:29.99rem)]:flex-wrap",
            )>
                <Brand/>
                <Navigation tab/>
                <div class="ms-auto flex items-center sm:gap-2">
                    <LeaveFast/>
                    {frame.person.as_ref().map(|person| view! { <Bell unread=person.unread here/> })}
                    {frame.person.clone().map(|person| view! { <Who person/> })}
                </div>
            </div>
        </header>
    }
}

#[component]
fn Navigation(tab: Tab) -> impl IntoView {
    let frame = use_frame();
    let w = FrameWords(frame.language);
    let place =
        |allowed: bool, tab, href: String, icon, words| allowed.then_some((tab, href, icon, words));
    let places = [
        place(
            frame.allows(Ability::ManageApps),
            Tab::Apps,
            paths::Apps.to_string(),
            Icon::Apps,
            w.apps(),
        ),
        place(
            frame.allows(Ability::SeeActivity),
            Tab::Activity,
            paths::Activity::default().to_string(),
            Icon::Activity,
            w.activity(),
        ),
        place(
            frame.allows(Ability::SeeRecords),
            Tab::Records,
            paths::Records::default().to_string(),
            Icon::Records,
            w.records(),
        ),
        place(
            true,
            Tab::People,
            paths::People.to_string(),
            Icon::Person,
            w.people(),
        ),
        place(
            true,
            Tab::Security,
            paths::Security.to_string(),
            Icon::Key,
            w.security(),
        ),
    ];
    view! {
        <nav class="phone-bar" aria-label=w.main_nav()>
            <ul>
                {places
                    .into_iter()
                    .flatten()
                    .map(|(place, href, icon, words)| {
                        view! {
                            <li>
                                <a
                                    class="nav-link"
                                    href=href
                                    aria-current=(place == tab).then_some("page")
                                >
                                    <Glyph icon/>
                                    {words}
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </nav>
    }
}

#[component]
fn LeaveFast() -> impl IntoView {
    let frame = use_frame();
    let words = FrameWords(frame.language).leave_fast();
    view! {
        <Leave
            to=frame.leave_to.clone()
            action=LeaveForm::url().to_owned()
            words=words.to_owned()
        />
    }
}

/// Signs out and leaves, and takes the page out of the history. Without scripts the form does it.
#[island]
pub fn Leave(to: String, action: String, words: String) -> impl IntoView {
    let by = action.clone();
    let leave = move |event: leptos::ev::SubmitEvent| {
        if crate::browser::leave_for(&to, &by) {
            event.prevent_default();
        }
    };
    view! {
        <form method="post" action=action on:submit=leave>
            <button class="inline-flex items-center gap-1.5 min-block-target px-2 sm:px-3 text-note text-soft rounded-control cursor-pointer hover:bg-sunk hover:text-ink">
                <Glyph icon=Icon::Leave/>
                {words}
            </button>
        </form>
    }
}

/// The way to what the person was told. The count is quiet: nothing here is urgent enough to blink.
#[component]
fn Bell(unread: u32, here: bool) -> impl IntoView {
    let w = NoticePageWords(use_frame().language);
    let shown = match unread {
        0 => None,
        1..=9 => Some(unread.to_string()),
        _ => Some("9+".to_owned()),
    };
    view! {
        <a
            class="inline-flex items-center justify-center gap-1 min-block-target min-inline-target px-1 sm:px-2 text-note text-soft no-underline rounded-control hover:bg-sunk hover:text-ink"
            href=paths::Notices.to_string()
            aria-current=here.then_some("page")
        >
            <Glyph icon=Icon::Bell/>
            <span class="hush">{w.bell_with(unread)}</span>
            {shown.map(|shown| view! { <span class="font-strong text-ink" aria-hidden="true">{shown}</span> })}
        </a>
    }
}

/// Who is signed in, and the way out.
#[component]
fn Who(person: SignedIn) -> impl IntoView {
    let w = FrameWords(use_frame().language);
    view! {
        <details class="relative">
            <summary class="inline-flex items-center gap-2.5 min-block-target px-2 text-small font-[500] rounded-control hover:bg-sunk">
                <span
                    class="inline-grid place-items-center size-9 rounded-full bg-sunk edge text-note font-strong flex-none"
                    aria-hidden="true"
                >
                    {person.initials()}
                </span>
                <span class="max-lg:hush max-inline-56 leading-tight text-start"><bdi>{person.name.clone()}</bdi></span>
            </summary>
            <div class="absolute inset-e-0 z-5 grid gap-3 p-4 min-inline-60 bg-surface edge-control rounded-control shadow-lift">
                <p class="text-small">{w.signed_in_as(&person.name)}</p>
                {person.has_record.then(|| view! { <p class="text-note text-soft">{w.apps_go_on()}</p> })}
                <form method="post" action=SignOut::url()>
                    <button class=format!("{} inline-full", super::style::BUTTON)>{w.sign_out()}</button>
                </form>
            </div>
        </details>
    }
}

#[component]
fn DecisionBar() -> impl IntoView {
    let organisation = use_frame().organisation.clone();
    view! {
        <header class="rule-be bg-ground print:hidden">
            <div class=format!("{PAGE_WIDTH} flex items-center gap-6 min-block-16 md:min-block-18")>
                <Brand/>
                <span class="ms-auto text-note text-soft max-sm:hidden">{organisation}</span>
                <div class="max-sm:ms-auto"><LeaveFast/></div>
            </div>
        </header>
    }
}

#[component]
fn Foot() -> impl IntoView {
    let frame = use_frame();
    let w = FrameWords(frame.language);
    let times = w.times_in(frame.zone.place());
    let times = if frame.zone == frame.hospital_zone {
        times
    } else {
        format!("{times} {}", w.ends_in(frame.hospital_zone.place()))
    };
    view! {
        <footer class="rule-bs py-8 text-note text-soft print:hidden">
            <div class=format!("{PAGE_WIDTH} flex flex-wrap justify-between gap-x-8 gap-y-4")>
                <p>
                    <Rich text=w.foot(&frame.organisation, &frame.phone)/>
                    <span class="block">{times}</span>
                </p>
                <ul class="flex flex-wrap gap-x-6 gap-y-2">
                    <li>
                        <a class="inline-block py-1 text-soft" href=paths::Help.to_string()>
                            {w.help()}
                        </a>
                    </li>
                    {frame
                        .privacy_notice
                        .map(|_| {
                            view! {
                                <li>
                                    <a class="inline-block py-1 text-soft" href=paths::Privacy.to_string()>
                                        {PrivacyWords(frame.language).link()}
                                    </a>
                                </li>
                            }
                        })}
                    <li>
                        <OtherLanguage/>
                    </li>
                </ul>
            </div>
        </footer>
    }
}

/// The other language, by its own name. The form comes back to the page that it stands on.
#[component]
pub fn OtherLanguage() -> impl IntoView {
    let frame = use_frame();
    let w = FrameWords(frame.language);
    let (other, words) = match frame.language {
        Language::English => (Language::Spanish, w.in_spanish()),
        Language::Spanish => (Language::English, w.in_english()),
    };
    view! {
        <form method="post" action=ChooseLanguage::url()>
            <input type="hidden" name="language" value=other.key()/>
            <button
                class="py-1 text-note text-soft underline underline-offset-[0.2em] cursor-pointer hover:text-ink"
                lang=other.key()
            >
                {words}
            </button>
        </form>
    }
}
