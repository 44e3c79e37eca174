"""Read what people type: amounts in either language's habit, telephone numbers with an extension."""

import re
from datetime import time
from decimal import Decimal

import phonenumbers

GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([ .,])[0-9]{3})(?:\1[0-9]{3})*")  # 30 000 or 1,234,567
LONGEST_PHONE = 100
CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2})(?: ?[h:.] ?(?P<minute>[0-9]{2})?)? ?(?P<half>[ap])?\.? ?(?:m\.?)?", re.IGNORECASE
)
CENTS = re.compile(r"(?P<whole>.*?)[.,](?P<cents>[0-9]{1,2})")


def plain_digits(text):
    """`30 000` becomes `30000`; None where the groups are not thousands."""
    if text.isascii() and text.isdigit():
        return text
    return re.sub("[ .,]", "", text) if GROUPED.fullmatch(text) else None


def _sign_and_text(typed):
    text = re.sub(r"\s+", " ", typed.replace("$", " ").replace("\N{MINUS SIGN}", "-")).strip()
    return ("-", text[1:].strip()) if text.startswith("-") else ("", text)


def read_whole_number(typed):
    """`-1200` from `- 1 200`; "" from a blank, None where it is not a whole number."""
    sign, text = _sign_and_text(typed)
    if "." in text or (text and plain_digits(text) is None):
        return None
    return sign + plain_digits(text) if text else ""


def read_money(typed):
    """Dollars from text in either language's habit; None where it can be read two ways, or not at all.

    "30,000.50", "30 000,50 $" and "1,234" are understood; "1.234" is not, nor "1,23,4".
    """
    sign, text = _sign_and_text(typed)
    if cents := CENTS.fullmatch(text):
        whole = plain_digits(cents["whole"] or "0")
        used = {c for c in cents["whole"] if c in ".,"}
        if whole is None or text[cents.end("whole")] in used:
            return None
        return Decimal(f"{sign}{whole}.{cents['cents']}")
    if text.count(".") == 1:
        return None  # 1.234 may be a thousand or a slip
    whole = plain_digits(text)
    return None if whole is None else Decimal(f"{sign}{whole}")


def read_phone(typed):
    """`+16135550147` or `+16135550147x12` from a number as people write it; None where there is no such number."""
    if len(typed) > LONGEST_PHONE:  # reading takes longer and longer
        return None
    try:
        number = phonenumbers.parse(re.sub(r"(?i)\s*(poste|p\.)\s*", " x", typed), "CA")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    extension, number.extension = number.extension, None
    plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{plain}x{extension}" if extension else plain


def read_time(typed):
    """A time of the day from « 19 h 30 », “7:30 p.m.” or 19:30; None where there is no such time."""
    found = CLOCK.fullmatch(re.sub(r"\s+", " ", typed).strip())
    if not found:
        return None
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
