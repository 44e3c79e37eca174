"""A stand-in for the card provider: it speaks Stripe's protocol, remembers everything, and no money ever moves.

A program of its own, without Django: `python -m payments.sandbox --port 8100 --state var/sandbox`.
"""
