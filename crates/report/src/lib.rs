//! Drawings for people: pedigrees in standard symbols, likelihood ratios and posteriors.
