"""What programs may ask of the register, as OpenAPI 3.1: made of the same codes as the answers."""

from django.conf import settings

from licensing import public
from licensing.public import open_data

LIMITS = {"q": 100, "municipality": 100, "limit": 100}
DATE = {"type": ["string", "null"], "format": "date"}
TEXT = {"type": "string"}
BILINGUAL = {"type": "object", "required": ["fr", "en"], "properties": {"fr": TEXT, "en": TEXT}}
TEXTS = {"type": "array", "items": TEXT}
FACTS = {"type": "array", "items": {"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2}}


def coded(codes):
    """A code of ours with its name in both languages."""
    return {
        "type": "object",
        "required": ["code", "fr", "en"],
        "properties": {"code": {"type": "string", "enum": list(codes)}, "fr": TEXT, "en": TEXT},
    }


def licence():
    """Every licence has all of these; what is not known is null or empty."""
    address = {"name": TEXT, "street": TEXT, "municipality": TEXT, "postal_code": TEXT}
    properties = {
        "number": {**TEXT, "description": "Stable: a licence keeps its number"},
        "url": BILINGUAL,
        "type": coded(code for code, _name in public.types()),
        "status": coded(open_data.STATUSES),
        "holder": TEXT,
        "premises": {"type": "object", "required": list(address), "properties": address},
        "issued_on": DATE,
        "valid_from": DATE,
        "valid_until": DATE,
        "authorized_to_open_on": DATE,
        "ended_on": DATE,
        "replaced_by": TEXT,
        "conditions": {"type": "object", "properties": {"fr": TEXTS, "en": TEXTS}},
        "facts": {"type": "object", "properties": {"fr": FACTS, "en": FACTS}},
        "version": {"type": "integer"},
        "change": {"type": "integer", "description": "The later of two changes has the higher number"},
        "changed_at": {"type": "string", "format": "date-time"},
    }
    return {"type": "object", "required": list(properties), "properties": properties}


def page(name):
    rows = {"type": "array", "items": {"$ref": "#/components/schemas/Licence"}}
    properties = {name: rows, "next": {"type": ["string", "null"], "description": "The address of the next page"}}
    return {"type": "object", "required": [name, "next"], "properties": properties}


def asked(name, schema, description):
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}


def number(least, most, default):
    return {"type": "integer", "minimum": least, "maximum": most, "default": default}


def operation(summary, name, schema, parameters=(), problems=("400",)):
    titles = {"400": "Bad request", "404": "No such licence"}
    told = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    again = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait"}}
    tag = {"ETag": {"schema": TEXT, "description": "Send it back as If-None-Match"}}
    responses = {
        "200": {"description": "OK", "headers": tag, "content": {"application/json": {"schema": schema}}},
        "304": {"description": "Nothing changed since the fingerprint of If-None-Match"},
        "429": {"description": "Too many requests: come back later", "headers": again, "content": told},
    }
    responses |= {status: {"description": titles[status], "content": told} for status in problems}
    return {"get": {"operationId": name, "summary": summary, "parameters": list(parameters), "responses": responses}}


def text(most):
    return {"type": "string", "maxLength": most, "pattern": r"^[^\u0000]*$"}


def parameters():
    """Those of a search, and those of what changed."""
    most = number(1, LIMITS["limit"], 25)
    search = [
        asked(
            "q",
            text(LIMITS["q"]),
            "Words of a name, a number or an address, as in the search for people: accents, capitals, signs and a "
            "mistyped letter do not matter; a whole number comes first",
        ),
        asked("type", {"type": "string", "enum": [code for code, _name in public.types()]}, "Kind of licence"),
        asked("municipality", text(LIMITS["municipality"]), "Municipality or First Nation, by any of its names"),
        asked("status", {"type": "string", "enum": list(open_data.STATUSES)}, "As of today"),
        asked("after", number(0, 2**63 - 1, 0), "As `next` gives it"),
        asked("limit", most, "Licences a page"),
    ]
    since = [
        asked("since", number(0, 2**63 - 1, 0), "The highest `change` that you have"),
        asked("limit", most, "Licences a page"),
    ]
    return search, since


def description() -> dict:
    """The whole file."""
    search, since = parameters()
    one = {
        "name": "number",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "pattern": "^[A-Z0-9]{3,16}$"},
    }
    told = {"type": {"type": "string"}, "title": TEXT, "status": {"type": "integer"}, "detail": TEXT}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Registre public / Public register",
            "version": "1",
            "description": "Read only. No key. A status changes by date too, without a new change number.",
        },
        "servers": [{"url": f"{settings.SITE_URL}/api/v1"}],
        "paths": {
            "/licences": operation("Search", "licences", page("licences"), search),
            "/licences/{number}": operation(
                "One licence", "licence", {"$ref": "#/components/schemas/Licence"}, [one], ["404"]
            ),
            "/changes": operation("What changed since a change number", "changes", page("changes"), since),
        },
        "components": {
            "schemas": {
                "Licence": licence(),
                "Problem": {"type": "object", "required": list(told), "properties": told},
            }
        },
    }
