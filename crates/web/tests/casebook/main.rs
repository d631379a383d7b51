//! The casebook of the pages that needs no browser.

mod access;
mod forms;
mod languages;
