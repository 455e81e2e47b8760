//! Does the FHIR API serve what the patient shares, and nothing else, through the real routes and on both databases?

mod bad_input;
mod content;
mod everything;
mod evidence;
mod included;
mod invented;
mod leaks;
mod left_out;
mod limits;
mod preview;
mod promised;
mod reading;
mod redisclosure;
mod refusing;
mod same_work;
mod samples;
mod searching;
mod step_up;
mod stopping;
mod synthea;
mod us_core;
mod versions;
mod world;
