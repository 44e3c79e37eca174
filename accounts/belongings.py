"""What belongs to a person, and goes with them when two accounts of theirs become one.

The apps above are named by their labels, as in roles.py.  A column that says who *did* something stays with the
account that did it: nobody rewrites what happened.  A test holds every column that leads to a person to one or the
other, so that a new table has to say which it is.
"""

MOVES = {  # whose they are: letters go to them, pages open to them
    "accounts.Person": ("user",),
    "licensing.Application": ("created_by",),
    "licensing.CalendarFeed": ("made_by",),
    "licensing.Invitation": ("sent_by",),
    "payments.Order": ("opened_by",),
    "submissions.IncidentDraft": ("person",),
    "submissions.Inquiry": ("user",),
}
WHO_DID_IT = {
    "added_by", "answered_by", "approved_by", "asked_by", "author", "by", "closed_by", "decided_by", "declined_by",
    "ended_by", "given_by", "granted_by", "imported_by", "inspector", "issued_by", "judged_by", "lifted_by",
    "matched_by", "officer", "outcome_given_by", "outcome_by", "proposed_by", "recorded_by", "revoked_by", "saved_by",
    "screened_by", "sealed_by", "second_person", "sent_by", "written_by",
}  # fmt: skip
STAYS = {  # the account's own, or looked after otherwise: see actions/merging.py
    "accounts.CodeTry": ("user",),
    "accounts.Membership": ("user",),
    "accounts.Merge": ("kept", "closed"),
    "accounts.RoleChange": ("person",),
    "payments.Attempt": ("opened_by",),
    "submissions.Complainant": ("user",),  # written once; the code of the complaint opens it from any account
    "submissions.ExchangeReading": ("person",),
    "submissions.MessageReading": ("person",),
    "submissions.MessageTelling": ("person",),
}
