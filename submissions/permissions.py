"""Who of the staff reads what the public writes."""


def hears(user) -> bool:
    """May this person read observations, screen them, copy them and give their outcome?"""
    return user.is_active and user.is_staff and user.has_perm("submissions.handle_observation")
