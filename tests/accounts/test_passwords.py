import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize("password", ["Tombola1", "tombola#1", "élan-vital7", "1234567ÀB"])
def test_a_password_with_a_digit_and_a_capital_or_special_character_is_accepted(password):
    validate_password(password)


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("tombola22", {"no_capital_or_special"}),
        ("Tombolaxx", {"no_digit"}),
        ("tombolaxx", {"no_digit", "no_capital_or_special"}),
        ("tombola 22", {"no_capital_or_special"}),
        ("Tomb0la", {"password_too_short"}),
        ("Password1", {"password_too_common"}),
    ],
)
def test_each_rule_missed_is_named(password, codes):
    with pytest.raises(ValidationError) as missed:
        validate_password(password)

    assert {error.code for error in missed.value.error_list} == codes
