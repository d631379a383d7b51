//! The pages: sign-in, overview, missing persons, remains, hypotheses, imports.
