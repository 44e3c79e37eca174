"""What the licences for liquor have in common: the pages they ask, their rules, and what may be asked about them.

A type takes the pages that it needs, and makes its procedures by the functions of `procedures` and `changes`.
"""
