import io

import pikepdf
import pytest

from licensing import papers
from licensing.types import LICENCE_TYPES

FORMS = {document.template for type in LICENCE_TYPES.values() for document in type.documents} - {""}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_form_to_sign_is_a_tagged_pdf_in_each_language(name, language):
    with pikepdf.open(io.BytesIO(papers.blank_form(name, language))) as form:
        assert str(form.Root.Lang) == f"{language}-CA"
        assert form.Root.MarkInfo.Marked


def test_only_forms_of_our_types_are_served(client, django_user_model, db):
    client.force_login(django_user_model.objects.create_user("a@example.org", "x"))

    assert client.get("/en/forms/signature-of-principals/").status_code == 200
    assert client.get("/en/forms/settings/").status_code == 404
