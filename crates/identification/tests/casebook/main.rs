//! The casebook of identification: dvir's answers, exhaustive sums on small cases, large cases that
//! must not be refused.

mod doubts;
mod exhaustive;
mod further;
mod lines;
mod power;
mod reference;
mod siblings;
mod ten_siblings;
