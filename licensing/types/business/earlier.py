"""What the earlier system knew of whoever holds a licence, as our pages hold it."""

OF_OURS = {  # {role of the earlier system: role on the list of associated persons}
    "officer": "officer",
    "director": "director",
    "shareholder": "shareholder",
    "partner": "partner",
    "sole-proprietor": "sole-proprietor",
}


def in_ownership(roles, language) -> list[dict]:
    """One row a person, with all that they are and the share that they hold."""
    rows: dict[int, dict] = {}
    for role in roles:
        if role.kind not in OF_OURS:
            continue
        row = rows.setdefault(role.person_id, associate(role, language))
        row["associate_role"].append(OF_OURS[role.kind])
        if role.share:
            row["associate_share"] = f"{role.share.normalize():f}"
    return list(rows.values())


def associate(role, language) -> dict:
    return {
        "id": f"r{role.pk}",
        "associate_is_entity": "no",
        "associate_name": str(role.person),
        "associate_email": role.person.email,
        "associate_language": language,
        "associate_role": [],
        "associate_share": "",
        "held_in": "",
    }
