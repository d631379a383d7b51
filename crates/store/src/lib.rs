//! Persistence of the registry by SeaORM, each write through one unit of work.
