//! What the machine knows about running programs: CPU time and memory from `/proc`, and which core a program may use.

use std::collections::HashMap;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// Linux counts CPU time in hundredths of a second everywhere that this runs (`getconf CLK_TCK`).
const TICKS_PER_SECOND: f64 = 100.0;

/// Programs whose cost is counted together, each with everything that it started.
#[derive(Debug)]
pub(super) struct Watched(pub(super) Vec<u32>);

impl Watched {
    /// User and system time of all of them, ended children included.
    pub(super) fn cpu_seconds(&self) -> Result<f64> {
        let all = running()?;
        let family = self.family(&all);
        let ticks: u64 = all
            .iter()
            .filter(|(pid, _)| family.contains(pid))
            .map(|(_, one)| one.ticks)
            .sum();
        #[expect(
            clippy::cast_precision_loss,
            reason = "ticks of some minutes fit a float exactly"
        )]
        Ok(ticks as f64 / TICKS_PER_SECOND)
    }

    /// All of them, and whatever they start from now on, run on this core alone.
    pub(super) fn pin(&self, core: &str) -> Result<()> {
        let family = self.family(&running()?);
        family.into_iter().try_for_each(|pid| pin(pid, core))
    }

    fn family(&self, all: &HashMap<u32, Running>) -> Vec<u32> {
        let mut family = self.0.clone();
        let mut at = 0;
        while let Some(parent) = family.get(at).copied() {
            family.extend(
                all.iter()
                    .filter(|(_, one)| one.parent == parent)
                    .map(|(pid, _)| *pid),
            );
            at += 1;
        }
        family
    }
}

struct Running {
    parent: u32,
    ticks: u64,
}

fn running() -> Result<HashMap<u32, Running>> {
    let mut all = HashMap::new();
    for entry in fs::read_dir("/proc").context("the cost of a program is read from /proc")? {
        let Ok(pid) = entry?.file_name().to_string_lossy().parse() else {
            continue;
        };
        // A program may end while we look.
        let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else {
            continue;
        };
        all.extend(parse_stat(&stat).map(|one| (pid, one)));
    }
    Ok(all)
}

/// proc(5): the name stands in parentheses and may hold anything; then state, parent, …, utime, stime, cutime, cstime.
fn parse_stat(stat: &str) -> Option<Running> {
    let (_, fields) = stat.rsplit_once(") ")?;
    let fields: Vec<&str> = fields.split(' ').collect();
    let number = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some(Running {
        parent: fields.get(1)?.parse().ok()?,
        ticks: number(11)? + number(12)? + number(13)? + number(14)?,
    })
}

/// Resident memory in megabytes.
pub(super) fn resident_mb(pid: u32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    Ok(kilobytes.context("no VmRSS")? / 1024.0)
}

/// Whether server and load can each have a core to themselves.
pub(super) fn can_pin() -> bool {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    cores > 1 && process::answers(Command::new("taskset").arg("--version")).unwrap_or(false)
}

/// Everything that this process starts from now on, and itself, runs on this core.
pub(super) fn pin_self(core: &str) -> Result<()> {
    pin(std::process::id(), core)
}

fn pin(pid: u32, core: &str) -> Result<()> {
    let pid = pid.to_string();
    process::capture(Command::new("taskset").args(["-a", "-p", "-c", core, &pid])).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_spaces_and_parentheses_does_not_shift_the_fields() {
        let stat = "7 (a (b) c) S 3 7 7 0 -1 4194560 1 2 3 4 10 20 30 40 20 0";
        let running = parse_stat(stat).unwrap();
        assert_eq!((running.parent, running.ticks), (3, 100));
    }

    #[test]
    fn our_own_cost_can_be_read() {
        assert!(Watched(vec![std::process::id()]).cpu_seconds().is_ok());
        assert!(resident_mb(std::process::id()).unwrap() > 0.0);
    }
}
