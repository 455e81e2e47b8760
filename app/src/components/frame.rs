//! What surrounds the page, for whatever is rendered in it.

use std::sync::Arc;

use leptos::prelude::expect_context;

use crate::facts::Frame;

/// Returns the frame of the page that this is rendered in.
pub fn use_frame() -> Arc<Frame> {
    expect_context()
}
