//! Lists that hold the same people: reference lists, lists with other noise, and laws.

mod febrl;
mod laws;
mod lists;
mod support;
