//! Reading a file: from its bytes to its text and passages, in a process apart. Documents come from
//! strangers, and what reads them may loop, overflow the stack, unpack to more than there is memory,
//! or be made to do what its author never meant: the process that meets them knows no secret, sees no
//! other file, reaches no network and is ended at a limit. One process reads many files.

mod contents;
mod layout_check;
mod protocol;
mod limits;
mod confinement;
mod worker;
mod watchdog;
mod process;
mod readers;

pub use contents::Contents;
// For fuzz targets alone: to everybody else it is this module's own.
#[cfg(fuzzing)]
pub use protocol::{answer, request};
pub use readers::Readers;
pub use worker::{ARGUMENT, serve};
