"""« Posez-nous une question »: open to everybody, prefilled where we know who asks and what about."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import captcha
from accounts.confirming import recently_confirmed
from accounts.models import Organization
from icajo import uploads
from icajo.words import phone
from licensing.models import Licence

from .. import actions
from ..actions import exchanges
from ..conversation import Conversation
from ..inquiry_forms import Change, Question
from ..models import SENT, Inquiry, Subject
from ..tokens import page_token


@login_not_required
@csp_override(captcha.policy())
@require_http_methods(["GET", "HEAD", "POST"])
def question(request):
    signed_in = request.user.is_authenticated
    if closes(request.GET) and request.method != "POST" and not is_confirmed(request):
        return redirect("accounts:closure")  # asks who it is, and comes back
    licences = licences_to_change(request)
    if licences:
        form = Change(request.POST or None, licences=licences, initial=known(request))
    else:
        form = Question(request.POST or None, signed_in=signed_in, initial=known(request))
    if request.method == "POST" and form.is_valid() and may_go(request, form):
        inquiry = actions.inquire(
            **form.facts(),
            once=page_token(request),
            language=get_language(),
            user=request.user if signed_in else None,
            organization=form.organization if licences else about(request),
        )
        request.session[SENT] = inquiry.ref
        return redirect("submissions:sent")
    context = {
        "form": form,
        "once": page_token(request),
        "subject": request.GET.get("subject"),
        "change": licences,
        "closes": closes(request.POST or request.GET),
        "organization": about(request),
    }
    return render(request, "submissions/question.html", context)


def closes(asked):
    """Is it about closing an account, as the address says, or as was chosen on the page?"""
    return asked.get("subject") == Subject.CLOSURE


def is_confirmed(request):
    """Nobody signed in, or somebody who proved lately who they are."""
    return not request.user.is_authenticated or recently_confirmed(request)


def may_go(request, form):
    """An account is closed for its owner alone, who has read what that means; anything else just goes."""
    if not closes(form.cleaned_data):
        return True
    if not is_confirmed(request):
        form.add_error(
            "subject", _("Ask it from “My profile”: your password is asked again before an account is closed.")
        )
    elif not closes({"subject": request.POST.get("read")}):
        form.add_error("subject", _("Read what closing your account means, at the top of the page, then send again."))
    return form.is_valid()


def licences_to_change(request):
    """Those a person who asks for a change may mean; none where the question is another one."""
    if request.GET.get("subject") != Subject.ADDRESS or not request.user.is_authenticated:
        return []
    mine = Licence.objects.of(request.user).select_related("organization").order_by("number")
    whose = request.GET.get("organization", "")
    return list(mine.filter(organization=whose) if whose.isdecimal() else mine)


def known(request):
    """What the page can fill in by itself."""
    subject = request.GET.get("subject", "")
    facts = {"subject": subject if subject in Subject.values else "", "text": request.GET.get("text", "")[:4000]}
    facts["licence"] = request.GET.get("licence", "")
    user = request.user
    if user.is_authenticated:  # the file or licence that the person comes from, if it is theirs
        asked = request.GET.get("file") or facts["licence"]
        facts["number"] = asked[:40] if actions.named(user, asked) else ""
    if user.is_authenticated:
        facts |= {"name": user.get_full_name(), "email": user.email, "phone": phone(user.phone) if user.phone else ""}
    return facts


def about(request):
    """The organization the question is about, if it is one that the person may see."""
    asked = request.GET.get("organization", "")
    if not (request.user.is_authenticated and asked.isdecimal()):
        return None
    return Organization.objects.of(request.user).filter(pk=asked).first()


@login_not_required
@require_safe
def sent(request):
    """The reference to keep."""
    inquiry = get_object_or_404(Inquiry.objects.of(request))
    return render(request, "submissions/sent.html", {"inquiry": inquiry})


@never_cache
@sensitive_post_parameters("text")
@require_http_methods(["GET", "HEAD", "POST"])
def inquiry(request, ref):
    """What somebody asked while signed in, the answer, and what is written about it since."""
    found = get_object_or_404(
        Inquiry.objects.visible_to(request.user).of_account(request.user).select_related("answered_by"), ref=ref
    )
    talk = Conversation(request, found, as_staff=False)
    response = talk.sent() or talk.page("submissions/inquiry.html", {"inquiry": found})
    if found.answered_at and request.method != "HEAD":
        exchanges.mark(request.user, exchanges.ANSWER, found.pk, at=timezone.now())
    return response


@require_safe
def inquiry_file(request, ref, key):
    """A file of a message about a question."""
    found = get_object_or_404(Inquiry.objects.visible_to(request.user).of_account(request.user), ref=ref)
    return uploads.download(get_object_or_404(found.thread.papers(), key=key))
