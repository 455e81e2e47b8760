//! `sayso labels`: what the lists of the labelling hold, and what they do not. Nothing of a record is read for it.

use fhir::labelling::coverage;

#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Print what the lists hold of each code system and topic, where it is from, and what is not complete.
    Coverage,
}

pub fn run(action: &Action) {
    match action {
        Action::Coverage => print_coverage(),
    }
}

fn print_coverage() {
    println!(
        "{:<18} {:>9}  {:<16} codes and classes of a topic",
        "system", "spellings", "harmless"
    );
    for one in coverage::systems() {
        let harmless = match (one.whole, one.harmless) {
            (true, _) => "all others".to_owned(),
            (false, 0) => "none".to_owned(),
            (false, some) => format!("{some} classes"),
        };
        let topics: Vec<String> = one
            .topics
            .iter()
            .map(|(topic, count)| format!("{topic} {count}"))
            .collect();
        println!(
            "{:<18} {:>9}  {harmless:<16} {}",
            one.system,
            one.spellings,
            topics.join(", ")
        );
    }
    println!(
        "\nA code of none of these, and one that its system's row does not hold, is judged by its words (unlisted_codes)."
    );
    for one in coverage::lists() {
        println!("\n{}: {} rows", one.list, one.rows);
        println!(
            "  from: {}\n  licence: {}\n  complete: {}",
            one.source, one.licence, one.complete
        );
        if !one.incomplete.is_empty() {
            println!("  not complete: {}", one.incomplete);
        }
    }
}
