"""What `manage.py check` says of money: keys that do not go together, an account that does not exist."""

from django.conf import settings
from django.core.checks import Error, Tags, register

SECRET = ("sk_test_", "rk_test_", "sk_live_", "rk_live_")
LIVE = ("sk_live_", "rk_live_")
NEEDED = ("BANK_BENEFICIARY", "BANK_NAME", "BANK_INSTITUTION", "BANK_TRANSIT")


@register("payments")
def keys_go_together(**_):
    """Both keys of the provider or none, of the right kind, and no real money in a demonstration."""
    key = settings.STRIPE_SECRET_KEY
    found = []
    if key and not settings.STRIPE_WEBHOOK_SECRET:
        found.append(Error("STRIPE_SECRET_KEY is set without STRIPE_WEBHOOK_SECRET.", id="payments.E001"))
    if key and not key.startswith(SECRET):
        found.append(Error("STRIPE_SECRET_KEY is not a secret key of Stripe.", id="payments.E002"))
    if settings.DEMO and key.startswith(LIVE):
        found.append(Error("A demonstration must not take real money: use a test key.", id="payments.E003"))
    return found


@register("payments")
def account_is_whole(**_):
    """A payment kit with holes in it sends money nowhere."""
    missing = [name for name in NEEDED if not getattr(settings, name)]
    if settings.BANK_ACCOUNT and missing:
        return [Error(f"BANK_ACCOUNT is set without {', '.join(missing)}.", id="payments.E004")]
    return []


@register(Tags.security, deploy=True)
def money_is_real(**_):
    """A deployment shows an account that exists, and no sandbox takes its cards."""
    if settings.DEMO:
        return []
    found = []
    if not settings.BANK_ACCOUNT:
        text = "Payment kits show the demonstration's account, which does not exist: set BANK_ACCOUNT."
        found.append(Error(text, id="payments.E005"))
    if settings.PAYMENT_SANDBOX_URL and not settings.STRIPE_SECRET_KEY:
        found.append(Error("PAYMENT_SANDBOX_URL is set: cards would be paid in a sandbox.", id="payments.E006"))
    return found
