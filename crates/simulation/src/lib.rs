//! A believable invented region with known truth, for demonstrations, tests and calibration.
