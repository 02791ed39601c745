//! One input for one reader.

#![no_main]

libfuzzer_sys::fuzz_target!(init: verbatim_fuzz::choose(), |bytes: &[u8]| verbatim_fuzz::hold(bytes));
