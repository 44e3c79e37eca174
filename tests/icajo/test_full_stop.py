"""A sentence that ends with an abbreviation has one full stop."""

from django.template import engines
from django.utils.safestring import SafeString

SAID = "{% load icajo %}{% filter one_full_stop %}For {{ who }}. More...{% endfilter %}"


def shown(who):
    return engines["django"].from_string(SAID).render({"who": who})


def test_what_ends_with_a_full_stop_is_given_no_second_one():
    assert shown("Brasserie du Canal inc.") == "For Brasserie du Canal inc. More..."
    assert shown("Le Canal") == "For Le Canal. More..."


def test_what_was_typed_stays_escaped():
    assert "<b>" not in shown(SafeString("A") + "<b>.") and shown("<b>").startswith("For &lt;b&gt;.")
