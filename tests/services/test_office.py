"""Own country and order of the alphabet belong to the file and take effect on everything in it."""

import threading

import pytest

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.services import office, search
from crm_desktop.services.contacts import ops, queries
from crm_desktop.services.settings import OWN_COUNTRY, RETURN_ADDRESS, SORT_LANGUAGE
from crm_desktop.storage.file_locale import LANGUAGE_KEY, REGION_KEY
from tests.factories.contexts import open_inline
from tests.factories.people import person


def names(context):
    return [r.display_name for r in queries.first_rows(context, ListQuery())]


def test_the_danish_alphabet_puts_its_letters_last(context):
    for name in ("Ærø", "Zoe", "Aase", "Anders", "Ørsted"):
        ops.create(context, person(name))
    office.change_locale(context, sort_language="en")
    assert names(context) == ["Aase", "Ærø", "Anders", "Ørsted", "Zoe"]
    office.change_locale(context, sort_language="da")
    assert names(context) == ["Anders", "Zoe", "Ærø", "Ørsted", "Aase"]


def test_the_choice_stays_with_the_file(context, crm_file):
    office.change_locale(context, sort_language="ko", country="kr")
    context.close()
    again = open_inline(crm_file)
    assert (again.store.locale.language, again.region) == ("ko", "KR")
    again.close()


def test_a_new_country_reads_phone_numbers_anew(context):
    ref = ops.create(context, person("민수", phone="02-312-3456"))
    office.change_locale(context, country="KR")
    assert queries.load(context, ref).points[0].normalized == "+8223123456"
    assert [hit.ref for hit in search.find(context, "+82 2 312")] == [ref]


class TestTwoWindows:
    """One changes the order; the other, open since before, goes on in it."""

    def test_the_other_writes_in_the_new_order_at_once(self, context, crm_file):
        other = open_inline(crm_file, user="Bo")
        office.change_locale(context, sort_language="da")
        ops.create(other, person("Ærø"))
        ops.create(other, person("Zoe"))
        assert other.store.locale.language == "da"
        assert names(other) == names(context) == ["Zoe", "Ærø"]
        other.close()

    def test_the_other_hears_of_it_without_writing(self, context, crm_file):
        other = open_inline(crm_file, user="Bo")
        told = threading.Event()
        other.settings.subscribe(lambda keys: told.set() if RETURN_ADDRESS.key in keys else None)
        other.start()
        office.change_locale(context, sort_language="ko")
        office.change_setting(context, RETURN_ADDRESS, "Acme\nMain St. 1")
        assert told.wait(10)
        assert other.settings.get(RETURN_ADDRESS) == "Acme\nMain St. 1"
        assert other.store.locale.language == other.settings.get(SORT_LANGUAGE) == "ko"
        other.close()

    def test_an_order_that_cannot_be_written_changes_nothing(self, context, crm_file):
        before = context.store.locale
        readonly = open_inline(crm_file, user="Bo", read_only=True)
        with pytest.raises(EnvironmentProblem):
            office.change_locale(readonly, sort_language="ko")
        assert readonly.store.locale == context.store.locale == before
        readonly.close()


def test_another_name_stands_beside_what_follows(context):
    ref = ops.create(context, person("Zoe"))
    office.change_user_name(context, "Bodil")
    ops.set_field(context, ref, "nickname", "", "Z")
    authors = {change.who for change in queries.history(context, ref)}
    assert authors == {"Anna", "Bodil"}


def test_the_storage_reads_what_the_settings_write():
    assert (OWN_COUNTRY.key, SORT_LANGUAGE.key) == (REGION_KEY, LANGUAGE_KEY)
