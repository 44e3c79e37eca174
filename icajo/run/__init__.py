"""Start what the portal stands on: for a demonstration on one machine and for the tests."""
