//! Passkeys in the browser: asks for one, and hands its answer on as JSON. Used from event handlers and effects only.
//!
//! Everything is looked up by name, because browsers differ in what they have; what is missing counts as "no passkeys".

use std::cell::RefCell;

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoAnswer {
    /// The person stopped, had no key at hand, or took too long: browsers do not tell which.
    Stopped,
    /// The authenticator holds a key for this account already.
    KnownAlready,
    Failed,
}

/// Whether this browser can speak to passkeys in the words used here.
pub(crate) fn has_passkeys() -> bool {
    let parse = kind().and_then(|kind| function(&kind, "parseRequestOptionsFromJSON"));
    parse.is_some() && container().is_some()
}

/// Whether it can offer passkeys in the list under a field.
pub(crate) async fn offers_in_fields() -> bool {
    let asked = kind().and_then(|kind| call(&kind, "isConditionalMediationAvailable", &[]).ok());
    match asked.map(JsCast::dyn_into::<Promise>) {
        Some(Ok(promise)) => JsFuture::from(promise).await == Ok(JsValue::TRUE),
        _ => false,
    }
}

/// Asks for a new passkey. `options` is what the server asks, and the answer is what it wants to hear.
pub(crate) async fn create(options: &str) -> Result<String, NoAnswer> {
    let asked = Object::new();
    set(
        &asked,
        "publicKey",
        &parsed("parseCreationOptionsFromJSON", options)?,
    )?;
    answer("create", asked).await
}

/// Asks for a known passkey. Quietly means in the list under a field, for as long as the page is there or `stop` is not
/// called.
pub(crate) async fn get(options: &str, quietly: Option<&Stop>) -> Result<String, NoAnswer> {
    let asked = Object::new();
    set(
        &asked,
        "publicKey",
        &parsed("parseRequestOptionsFromJSON", options)?,
    )?;
    if let Some(stop) = quietly {
        set(&asked, "mediation", &"conditional".into())?;
        set(&asked, "signal", &stop.signal())?;
    }
    answer("get", asked).await
}

/// Ends a quiet question, so that another one may be asked.
#[derive(Clone)]
pub(crate) struct Stop(JsValue);

thread_local! {
    /// The quiet question of this page: browsers have one at most.
    static QUIET: RefCell<Option<Stop>> = const { RefCell::new(None) };
}

/// Ends the quiet question of this page, if there is one.
pub(crate) fn stop_quiet_question() {
    if let Some(stop) = QUIET.take() {
        stop.stop();
    }
}

impl Stop {
    /// For the quiet question of this page.
    pub(crate) fn new() -> Option<Self> {
        let kind = function(&window(), "AbortController")?;
        let stop = Reflect::construct(&kind, &Array::new()).ok().map(Self)?;
        QUIET.set(Some(stop.clone()));
        Some(stop)
    }

    fn signal(&self) -> JsValue {
        Reflect::get(&self.0, &"signal".into()).unwrap_or(JsValue::UNDEFINED)
    }

    pub(crate) fn stop(&self) {
        // It is there: this is the browser's own controller.
        if call(&self.0, "abort", &[]).is_err() {
            leptos::logging::warn!("a question to passkeys goes on");
        }
    }
}

/// Tells the browser which keys are still good, so that it does not offer others. `facts` is the dictionary as JSON.
pub(crate) fn tell(method: &str, facts: &str) {
    let (Some(kind), Ok(facts)) = (kind(), JSON::parse(facts)) else {
        return;
    };
    // What comes of it is the browser's affair; one that cannot be told has no such method.
    if let Ok(Ok(promise)) = call(&kind, method, &[facts]).map(JsCast::dyn_into::<Promise>) {
        leptos::task::spawn_local(async move {
            if JsFuture::from(promise).await.is_err() {
                leptos::logging::log!("the browser was not told about passkeys");
            }
        });
    }
}

/// Tells the browser that nobody has the key of this answer any more.
pub(crate) fn forget_unknown(options: &str, answer: &str) {
    let member = |json: &str, name: &str| {
        let json = JSON::parse(json).ok()?;
        Reflect::get(&json, &name.into()).ok()?.as_string()
    };
    let (Some(party), Some(key)) = (member(options, "rpId"), member(answer, "id")) else {
        return;
    };
    let facts = Object::new();
    let named = set(&facts, "rpId", &party.into());
    if named
        .and_then(|()| set(&facts, "credentialId", &key.into()))
        .is_ok()
        && let Ok(facts) = JSON::stringify(&facts)
    {
        tell("signalUnknownCredential", &String::from(facts));
    }
}

async fn answer(method: &str, asked: Object) -> Result<String, NoAnswer> {
    let container = container().ok_or(NoAnswer::Failed)?;
    let promise = call(&container, method, &[asked.into()]).map_err(|error| why(&error))?;
    let promise = promise
        .dyn_into::<Promise>()
        .map_err(|_| NoAnswer::Failed)?;
    let key = JsFuture::from(promise).await.map_err(|error| why(&error))?;
    let json = call(&key, "toJSON", &[]).map_err(|_| NoAnswer::Failed)?;
    let text = JSON::stringify(&json).map_err(|_| NoAnswer::Failed)?;
    text.as_string().ok_or(NoAnswer::Failed)
}

fn why(error: &JsValue) -> NoAnswer {
    let name = Reflect::get(error, &"name".into()).ok();
    match name.and_then(|name| name.as_string()).as_deref() {
        Some("NotAllowedError" | "AbortError") => NoAnswer::Stopped,
        Some("InvalidStateError") => NoAnswer::KnownAlready,
        _ => NoAnswer::Failed,
    }
}

fn parsed(method: &str, options: &str) -> Result<JsValue, NoAnswer> {
    let kind = kind().ok_or(NoAnswer::Failed)?;
    let options = JSON::parse(options).map_err(|_| NoAnswer::Failed)?;
    call(&kind, method, &[options]).map_err(|_| NoAnswer::Failed)
}

fn kind() -> Option<JsValue> {
    function(&window(), "PublicKeyCredential").map(Into::into)
}

fn container() -> Option<JsValue> {
    let navigator = window().navigator();
    let container = Reflect::get(&navigator, &"credentials".into()).ok()?;
    container.is_object().then_some(container)
}

fn function(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

fn call(of: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let function = function(of, name).ok_or(JsValue::UNDEFINED)?;
    Reflect::apply(&function, of, &with.iter().collect::<Array>())
}

fn set(object: &Object, name: &str, value: &JsValue) -> Result<(), NoAnswer> {
    Reflect::set(object, &name.into(), value)
        .map(drop)
        .map_err(|_| NoAnswer::Failed)
}
