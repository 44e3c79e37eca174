"""The pages of an account.  Only these: allauth's others (change of address, sign-in codes...) have no address."""

from allauth.account import views as allauth
from allauth.mfa.base.views import authenticate
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp.views import deactivate_totp
from altcha_django.views import ChallengeView
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from . import access, merging, organizations, security, views

challenge = [path("challenge/", login_not_required(ChallengeView.as_view()), name="challenge")]

forgotten_password = [
    path("", allauth.password_reset, name="account_reset_password"),
    path(_("sent/"), allauth.password_reset_done, name="account_reset_password_done"),
    path(_("changed/"), allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("<str:uidb36>/<str:key>/", allauth.password_reset_from_key, name="account_reset_password_from_key"),
]

security_pages = [
    path("", security.overview, name="mfa_index"),
    path(_("password/"), security.NewPassword.as_view(), name="account_change_password"),
    path(_("app/"), security.NewApp.as_view(), name="mfa_activate_totp"),
    path(_("app/remove/"), deactivate_totp, name="mfa_deactivate_totp"),
    path(_("passkey/"), security.NewPasskey.as_view(), name="mfa_add_webauthn"),
    path(_("passkey/<int:pk>/remove/"), security.WithoutPasskey.as_view(), name="mfa_remove_webauthn"),
    path(_("recovery-codes/"), recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(_("recovery-codes/new/"), recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(_("recovery-codes/file/"), recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path(_("sessions/"), security.end_sessions, name="account_end_sessions"),
]

ours = [
    path(_("my-profile/"), views.profile, name="profile"),
    path(_("my-profile/closure/"), security.closure, name="closure"),
    path(_("my-profile/merger/<int:pk>/"), merging.merge, name="merge"),
    path(_("what-you-typed/"), views.what_was_typed, name="interrupted"),
    path(_("letter-again/"), views.send_again, name="send_again"),
    path(_("access-code/"), access.add_code, name="add_code"),
    path(_("access/"), access.access_list, name="access_list"),
    path(_("access/<int:pk>/"), access.access, name="access"),
    path(_("access/<int:pk>/person/<int:membership>/"), access.change_rights, name="change_rights"),
    path(_("access/<int:pk>/person/<int:membership>/end/"), access.end_access, name="end_access"),
    path(_("access/<int:pk>/code/<int:code>/"), access.revoke_code, name="revoke_code"),
    path(_("organizations/<int:pk>/"), organizations.organization, name="organization"),
    path(_("organizations/<int:pk>/information/"), organizations.complete, name="complete"),
    path(_("postal-code/"), organizations.postal_code, name="postal_code"),
]

urlpatterns = [
    path(_("sign-in/"), views.SignIn.as_view(), name="account_login"),
    path(_("sign-in/second-step/"), authenticate, name="mfa_authenticate"),
    path(_("sign-in/passkey/"), login_not_required(security.ByPasskey.as_view()), name="mfa_login_webauthn"),
    path(_("confirm/"), security.Confirm.as_view(), name="account_reauthenticate"),
    path(_("my-profile/security/"), include(security_pages)),
    path(_("sign-out/"), allauth.logout, name="account_logout"),
    path(_("register/"), views.SignUp.as_view(), name="account_signup"),
    path(_("check-your-e-mail/"), views.check_email, name="account_email_verification_sent"),
    path("activation/<str:key>/", views.activate, name="account_confirm_email"),
    path(_("forgotten-password/"), include(forgotten_password)),
    path("", include((ours, "accounts"))),
    path("altcha/", include((challenge, "altcha_django"))),
]
