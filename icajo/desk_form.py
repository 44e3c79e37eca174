"""What the staff fill in on the desk, drawn as Django admin draws forms."""

from django import forms
from django.forms.boundfield import BoundField


class Uncut(BoundField):
    """A box that cuts what is pasted does so without a word: the form itself says what is too long."""

    def build_widget_attrs(self, attrs, widget=None):
        return super().build_widget_attrs(attrs, widget) | {"maxlength": False}


class DeskForm(forms.Form):
    """Says itself what is missing, or too long."""

    bound_field_class = Uncut
    use_required_attribute = False
