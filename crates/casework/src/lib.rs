//! What an office records: missing persons, families, remains, samples and profiles.
