"""A step of no licence at all, for looking at: every kind of question, the wizard's frame and a member's menu."""

from datetime import date
from pathlib import Path

from django import forms
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, translate_url
from django.utils import timezone

from icajo import urls
from icajo.journey import fields
from icajo.journey.drawing import Drawn
from icajo.journey.fields import only_if

TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates", *settings.TEMPLATES[0]["DIRS"]]}]


class Premises(Drawn, forms.Form):
    name = fields.Words("Nom de l’établissement", help_text="Le nom que voient vos clients")
    kind = fields.Choice("Type de locaux", choices=[("bar", "Bar"), ("hotel", "Hôtel"), ("other", "Autre")])
    which = only_if("kind", fields.Words("Précisez le type"), equals="other")
    city = fields.Select("Municipalité", choices=[("o", "Ottawa"), ("t", "Toronto")])
    postal_code = fields.PostalCode("Code postal", ontario=True)
    phone = fields.Phone("Téléphone des locaux", required=False)
    opens_on = fields.Day("Date d’ouverture prévue")
    rent = fields.Money("Loyer")
    seats = fields.WholeNumber("Places assises", unit="places")
    served = fields.Ticks("Boissons servies", choices=[("beer", "Bière"), ("wine", "Vin")])
    convicted = fields.YesNo("Avez-vous été condamné ?")
    why = only_if("convicted", fields.LongText("Expliquez", max_length=300))
    password = forms.CharField(label="Mot de passe", widget=forms.PasswordInput)
    plan = forms.FileField(label="Plan des locaux")
    truthful = fields.Tick("Mes réponses sont exactes")


STAGES = [
    {"name": "Demande reçue", "note": "Terminé le 2 novembre 2026", "state": "done"},
    {"name": "Vérification", "state": "current"},
    {"name": "Décision", "state": "next"},
]
TASKS = [
    {"title": "Demandeur", "url": "#a", "status": "Terminé", "tone": ""},
    {"title": "Locaux", "url": "#b", "status": "À rectifier", "tone": "red", "hint": "Deux points"},
    {"title": "Documents", "url": "", "status": "Ne peut pas commencer", "tone": "grey"},
]
received = []


@login_not_required
def step(request):
    """Answers as the wizard does: a draft is kept, `suivant` checks, the switch opens the other language."""
    form = Premises(request.POST or None)
    action = request.POST.get("action", "")
    if action:
        received.append(action)
    if request.headers.get("X-Autosave"):
        return JsonResponse({"saved": "14 h 32", "seen": "2"})
    if action.startswith("langue-"):
        return redirect(translate_url(request.path, action.removeprefix("langue-")))
    context = {"form": form, "saved_at": timezone.now(), "kept_until": date(2027, 11, 21)}
    return render(request, "sample/step.html", context)


@login_not_required
def parts(request):
    context = {"stages": STAGES, "tasks": TASKS}
    return render(request, "sample/parts.html", context)


@login_not_required
def refuse(request):
    return HttpResponse(status=403)


urlpatterns = [
    *urls.urlpatterns,
    *i18n_patterns(path("sample/", step, name="sample"), path("sample/parts/", parts), path("sample/refuse/", refuse)),
]
