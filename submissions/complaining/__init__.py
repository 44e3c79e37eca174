"""How somebody complains without an account, and without our knowing who they are."""
