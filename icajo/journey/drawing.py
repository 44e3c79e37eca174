"""Draw a form in the portal's own mark-up, fast: one compiled template a form, not one a label and a widget."""

from functools import cached_property
from typing import Any, NamedTuple

from django.conf import settings
from django.forms.boundfield import BoundField
from django.forms.fields import Field, FileField
from django.forms.forms import BaseForm
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorList, pretty_name
from django.http import QueryDict
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from . import wording

# how each of Django's stock widgets is drawn; any other widget draws itself, with Django's own templates
KINDS = {
    "django/forms/widgets/text.html": "input",
    "django/forms/widgets/email.html": "input",
    "django/forms/widgets/number.html": "input",
    "django/forms/widgets/url.html": "input",
    "django/forms/widgets/tel.html": "input",
    "django/forms/widgets/search.html": "input",
    "django/forms/widgets/date.html": "input",
    "django/forms/widgets/password.html": "password",
    "django/forms/widgets/textarea.html": "textarea",
    "django/forms/widgets/select.html": "select",
    "django/forms/widgets/radio.html": "radios",
    "django/forms/widgets/checkbox.html": "tick",
    "django/forms/widgets/checkbox_select.html": "ticks",
    "django/forms/widgets/file.html": "file",
    "django/forms/widgets/clearable_file_input.html": "file",
    "django/forms/widgets/hidden.html": "hidden",
    "forms/day.html": "day",
}
GROUPS = {"radios", "ticks", "day"}  # drawn in a fieldset, because one label is not enough
# printed by the templates themselves, or unwanted: a maxlength cuts what is pasted without a word
NOT_ATTRIBUTES = {"class", "id", "maxlength", "minlength", "placeholder", "required", "rows", "cols", "accept"}


def _environment():
    env = Environment(
        loader=FileSystemLoader(settings.BASE_DIR / "templates" / "jinja"),
        autoescape=True,
        auto_reload=settings.DEBUG,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    env.globals.update(_=gettext, ngettext=ngettext, language=get_language)
    return env


class Renderer(DjangoTemplates):
    """Our templates for forms and fields; Django's for widgets that are not ours, such as the captcha's."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    ours = SimpleLazyObject(_environment)

    def render(self, template_name, context, request=None):
        if template_name.startswith("forms/"):
            return self.ours.get_template(template_name).render(context)
        return super().render(template_name, context, request)


def draw(template_name, **context):
    """One of the compiled templates, for what is no form: a long table costs a tenth of what it does otherwise."""
    return mark_safe(Renderer.ours.get_template(template_name).render(context))


class Errors(ErrorList):
    template_name = "forms/errors.html"


class Problem(NamedTuple):
    """One line of the error summary: where the link goes, and what it says."""

    id: str
    text: str


class Option(NamedTuple):
    value: str
    label: str
    id: str
    chosen: bool
    hint: str
    reveals: list


class Question(BoundField):
    """A field as a page asks it: everything the templates print, worked out once."""

    def as_widget(self, widget=None, attrs=None, only_initial=False):
        if widget or only_initial or self.kind == "other":
            return super().as_widget(widget, attrs, only_initial)
        return self.renderer.render("forms/control.html", {"field": self})

    def own_widget(self):
        """The widget drawn by Django, for widgets this module knows nothing of."""
        return super().as_widget()

    @cached_property
    def kind(self):
        return KINDS.get(self.field.widget.template_name, "other")

    @cached_property
    def id(self):
        """Of the first thing that can take the focus: error links point here."""
        return self.field.widget.attrs.get("id") or self.auto_id or self.html_name

    @cached_property
    def grouped(self):
        return self.kind in GROUPS or (self.kind == "other" and self.use_fieldset)

    @cached_property
    def error(self):
        errors = self.errors
        return errors[0] if errors else ""

    @cached_property
    def optional(self):
        """As the question was written: a draft asks for nothing, yet does not call its questions optional."""
        return getattr(self.field, "optional", not self.field.required) and self.kind not in ("tick", "hidden")

    @cached_property
    def describedby(self):
        parts = (("-hint", self.help_text), ("-error", self.error), ("-info", self.limit))
        return " ".join(self.id + suffix for suffix, there in parts if there)

    @cached_property
    def limit(self):
        """The most characters a long text may have, counted aloud under the box."""
        return self.kind == "textarea" and getattr(self.field, "max_length", None)

    @cached_property
    def shown(self):
        """What stands in the box: as typed, or as kept.  A password never comes back."""
        if self.kind in ("password", "file"):
            return ""
        value = self.field.widget.format_value(self.value())
        return "" if value is None else value

    @cached_property
    def ticked(self):
        return self.field.widget.check_test(self.value())

    @cached_property
    def attributes(self):
        """The widget's own attributes, those left that are true of the element."""
        own = {k: v for k, v in self.field.widget.attrs.items() if k not in NOT_ATTRIBUTES and v not in (None, False)}
        if self.describedby and not self.grouped:
            own["aria-describedby"] = self.describedby
        if self.error:
            own["aria-invalid"] = "true"
        if self.field.disabled:
            own["disabled"] = True
        return {name: "" if value is True else value for name, value in own.items()}

    @cached_property
    def options(self):
        """The choices, flat, with what each reveals (radios, ticks)."""
        chosen = {str(one) for one in self.shown}
        hints = getattr(self.field, "hints", {})
        options = []
        for i, (value, label) in enumerate(self.field.widget.choices):
            text = str(value)
            id_ = f"{self.id}_{i}" if i else self.id
            options.append(Option(text, label, id_, text in chosen, hints.get(text, ""), self.revealed_by(text)))
        return options

    @cached_property
    def choice_groups(self):
        """[(group label or None, [(value, label, chosen)])] for a drop-down."""
        chosen = {str(one) for one in self.shown} or {""}
        groups: list[tuple] = [(None, [])]
        for value, label in self.field.widget.choices:
            if isinstance(label, (list, tuple)):
                groups.append((value, [(str(v), name, str(v) in chosen) for v, name in label]))
            else:
                groups[0][1].append((str(value), label, str(value) in chosen))
        return groups

    def revealed_by(self, option):
        """The questions drawn under this option, because it alone brings them."""
        nested = self.form.nested  # type: ignore[attr-defined]  # our questions stand in Drawn forms only
        return [other for other in nested.get(self.name, ()) if other.field.only_if.holds(option)]


def without_nul(posted):
    """What a browser posted, without the character that nobody types and PostgreSQL cannot keep."""
    if not isinstance(posted, QueryDict) or not any("\0" in text for texts in posted.lists() for text in texts[1]):
        return posted
    clean = posted.copy()
    for name, texts in posted.lists():
        clean.setlist(name, [text.replace("\0", "") for text in texts])
    return clean


class Drawn(BaseForm):
    """Mixed into any form: `{{ form }}` is drawn in the portal's mark-up, `form.problems` fills the error summary."""

    default_renderer = Renderer()
    bound_field_class = Question
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        kwargs.setdefault("error_class", Errors)
        super().__init__(*args, **kwargs)
        self.data = without_nul(self.data)
        for name, field in self.fields.items():
            if field.error_messages.get("required") is Field.default_error_messages["required"]:
                words = wording.FILE if isinstance(field, FileField) else wording.WORDS
                field.error_messages["required"] = words["required"] % {"label": field.label or pretty_name(name)}

    def get_context(self):
        return {"form": self}

    @cached_property
    def nested(self):
        """{question: the questions nested under one of its options}."""
        found: dict[str, list[Question]] = {}
        question: Any  # a Question, which the stubs call a BoundField
        for question in self:
            condition = getattr(question.field, "only_if", None)
            if condition and self._nests(condition):
                found.setdefault(condition.question, []).append(question)
        return found

    def _nests(self, condition):
        if condition.question not in self.fields:
            return False
        asked: Any = self[condition.question]
        if asked.kind == "tick":
            return condition.holds(True)
        return asked.kind == "radios" and sum(condition.holds(str(v)) for v, _ in asked.field.widget.choices) == 1

    @property
    def questions(self):
        """The visible questions of the page in order, without those drawn inside another."""
        inside = {question.name for questions in self.nested.values() for question in questions}
        return [
            question
            for question in self.visible_fields()
            if question.name not in inside and not hasattr(question.field, "given")
        ]

    @property
    def problems(self):
        """What is wrong, in the order of the page; what is wrong with the page as a whole leads to its start."""
        visible: list[Any] = self.visible_fields()
        first = visible[0].id if visible else ""
        whole = [Problem(first, str(error)) for error in self.non_field_errors()]
        hidden = [Problem(first, str(error)) for question in self.hidden_fields() for error in question.errors]
        return whole + hidden + [Problem(question.id, str(error)) for question in visible for error in question.errors]
