from django.db import connection

from icajo.fleeting import cache


def test_valkey_answers():
    cache.set("colour", "blue")
    assert cache.get("colour") == "blue"


def test_capitals_fold_with_their_accents_whatever_the_locale_of_the_machine(db):
    with connection.cursor() as cursor:
        cursor.execute("select upper('é')")
        assert cursor.fetchone() == ("É",)
