//! What does this version of tailwind-rs-core make of each class? Reads classes, one a line; prints a line of JSON for each.

use std::io::{stdin, stdout, Write as _};

use tailwind_rs_core::CssGenerator;

fn main() -> std::io::Result<()> {
    for class in stdin().lines() {
        let class = class?;
        let mut generator = CssGenerator::new();
        let answer = match generator.add_class(&class) {
            Ok(()) => serde_json::json!({ "class": class, "css": generator.generate_css() }),
            Err(error) => serde_json::json!({ "class": class, "refused": error.to_string() }),
        };
        writeln!(stdout(), "{answer}")?;
    }
    Ok(())
}
