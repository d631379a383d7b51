//! The casebook of the pages that needs no browser.

mod access;
mod doubts;
mod forms;
mod languages;
