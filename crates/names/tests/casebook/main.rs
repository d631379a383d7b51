//! Names as they are met: pairs, parts, calibration, search.

mod calibration;
mod laws;
mod learnt;
mod pairs;
mod parts;
mod search;
