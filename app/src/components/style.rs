//! The named class lists of the design: what more than one component wears.

use tailwind_rs_macros::classes;

pub const BUTTON: &str = classes! {
    base: "inline-flex items-center justify-center gap-2 min-block-target px-5 py-2.5 edge-control rounded-control font-strong text-small leading-tight text-center no-underline cursor-pointer",
    variant: "bg-surface text-ink",
    state: "hover:bg-sunk hover:border-ink hover:text-ink active:translate-y-px transition-colors duration-(--quick) ease-calm"
};

pub const BUTTON_MAIN: &str = classes! {
    base: "inline-flex items-center justify-center gap-2 min-block-target px-5 py-2.5 edge-control rounded-control font-strong text-small leading-tight text-center no-underline cursor-pointer button-strong",
    variant: "bg-accent border-accent text-on-accent",
    state: "hover:bg-accent-deep hover:border-accent-deep hover:text-on-accent active:translate-y-px transition-colors duration-(--quick) ease-calm disabled:bg-sunk disabled:border-edge disabled:text-soft disabled:cursor-not-allowed"
};

/// Both decisions wear the same.
pub const BUTTON_WEIGH: &str = classes! {
    base: "inline-flex items-center justify-center gap-2 min-block-target px-3 py-2.5 edge-control rounded-control font-strong text-body leading-tight text-center no-underline cursor-pointer button-strong",
    variant: "bg-weigh border-weigh text-on-weigh",
    state: "hover:bg-accent-deep hover:border-accent-deep hover:text-on-accent active:translate-y-px transition-colors duration-(--quick) ease-calm"
};

/// Ends access: ink, calm.
pub const BUTTON_END: &str = classes! {
    base: "inline-flex items-center justify-center gap-2 min-block-target px-5 py-2.5 edge-control rounded-control font-strong text-small leading-tight text-center no-underline cursor-pointer button-strong",
    variant: "bg-end border-end text-on-end",
    state: "hover:border-ink active:translate-y-px"
};

/// Loses something for good: the ink of a problem, and no more weight than the button beside it.
pub const BUTTON_LOSE: &str = classes! {
    base: "inline-flex items-center justify-center gap-2 min-block-target px-5 py-2.5 edge-control rounded-control font-strong text-small leading-tight text-center no-underline cursor-pointer button-strong",
    variant: "bg-surface border-on-problem text-on-problem",
    state: "hover:bg-problem active:translate-y-px transition-colors duration-(--quick) ease-calm"
};

pub const BUTTON_QUIET: &str = classes! {
    base: "inline-flex items-center justify-center gap-2 min-block-target py-2.5 rounded-control font-strong text-small leading-tight text-center no-underline cursor-pointer",
    variant: "bg-transparent text-accent px-3",
    state: "hover:bg-sunk hover:text-accent-deep"
};

/// The square in front of a button that leads to the end.
pub const SQUARE: &str = classes! {
    base: "size-[0.7em] rounded-[2px] bg-current flex-none"
};

pub const CARD: &str = classes! {
    base: "bg-surface edge rounded-card pad-card",
    variant: "shadow-lift"
};

pub const WELL: &str = classes! {
    base: "bg-sunk rounded-card pad-card"
};

pub const PAGE_WIDTH: &str = classes! {
    base: "max-inline-[73rem] mx-auto px-gutter"
};

/// A page's title and its lead sentence.
pub const OPENING: &str = classes! {
    base: "grid gap-4 mbe-12"
};

pub const LEAD: &str = classes! {
    base: "text-lead text-soft max-inline-[40rem]"
};

pub const NOTE: &str = classes! {
    base: "text-note text-soft"
};

pub const SUMMARY: &str = classes! {
    base: "chevron inline-flex items-center gap-2 min-block-target-min text-small font-[500] text-accent rounded-[4px]",
    state: "hover:underline hover:underline-offset-[0.2em]"
};

/// A disclosure that is a row of its own.
pub const FOLD: &str = classes! {
    base: "rule-bs last-of-type:rule-be"
};

pub const FOLD_SUMMARY: &str = classes! {
    base: "chevron flex items-center gap-2 inline-full min-block-14 text-body font-strong text-ink rounded-[4px]",
    state: "hover:underline hover:underline-offset-[0.2em]"
};

pub const INPUT: &str = classes! {
    base: "appearance-none inline-full min-block-target px-3.5 py-2.5 text-body leading-[1.4] text-ink bg-surface edge-control rounded-control",
    state: "hover:border-ink focus-visible:rounded-control focus-visible:outline-offset-1 aria-invalid:border-on-problem"
};

pub const LABEL: &str = classes! {
    base: "font-strong text-small"
};

/// Main column and aside, beside each other from 64rem.
pub const SPLIT: &str = classes! {
    base: "grid gap-12",
    responsive: "lg:grid-cols-[minmax(0,41rem)_minmax(0,22rem)] lg:justify-between lg:items-start lg:gap-16"
};

pub const ASIDE: &str = classes! {
    base: "grid gap-6",
    responsive: "lg:sticky lg:inset-bs-8"
};

/// One of two equal halves: what stops, and what does not.
pub const HALF: &str = classes! {
    base: "bg-surface edge rounded-bs-[3px] rounded-be-card pad-card border-bs-4"
};

pub const TICKS: &str = classes! {
    base: "grid gap-2 leading-[1.4]"
};

pub const TICK: &str = classes! {
    base: "grid grid-cols-[1.35rem_1fr] gap-1.5"
};

/// A section title, with a small word on the other side.
pub const RULE_HEAD: &str = classes! {
    base: "flex flex-wrap items-baseline justify-between gap-x-4 gap-y-2 mbe-6"
};

pub const TECH: &str = classes! {
    base: "grid text-note"
};

pub const TECH_ROW: &str = classes! {
    base: "grid gap-x-4 py-2 rule-be",
    responsive: "min-[36rem]:grid-cols-[11rem_1fr]"
};
