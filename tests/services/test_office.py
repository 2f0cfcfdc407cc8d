"""Own country and order of the alphabet belong to the file and take effect on everything in it."""

from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.services import office, search
from crm_desktop.services.contacts import ops, queries
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
