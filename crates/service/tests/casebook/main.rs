//! The casebook of services: who may see and write what, two people at one thing, what is told to whom in
//! which order.

mod consents;
mod desk;
mod family;
mod imports;
mod live;
mod mergers;
mod package;
mod signing_in;
mod tiles;
mod world;
