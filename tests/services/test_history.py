"""The history of a record says in words what was added, changed and removed."""

from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.services.contacts import ops, queries
from crm_desktop.services.contacts.assigning import assign


def told(context, ref, *assignments):
    """What a step adds to the history: (field, detail, before, after), in alphabetical order."""
    known = len(queries.history(context, ref))
    assign(context, ref, assignments)
    entries = queries.history(context, ref)
    return sorted((e.field, e.detail, e.before, e.after) for e in entries[: len(entries) - known])


def test_items_are_told_by_what_they_are(context):
    ref = ops.create(context, PartyRecord(given="Anna"))
    assert told(
        context, ref, "phone.work=+45 33 11 22 33", "tag=vip", "company=Acme", "title=Boss", "group+=Choir",
        "birthday=--02-29", "fact.hobby+=golf", "preference.mail=never:moved", "custom.club=Gold", "note+=Sails",
        "address.home.street=Storgade 1", "address.home.city=Aarhus", "source=Trade fair",
    ) == [
        ("address", "home", None, "Storgade 1 Aarhus"),
        ("custom", "club", None, "Gold"),
        ("date", "birthday", None, "--02-29"),
        ("fact", "hobby", None, "golf"),
        ("group", "", None, "Choir"),
        ("note", "", None, "Sails"),
        ("phone", "work", None, "+45 33 11 22 33"),
        ("preference", "mail", None, "never moved"),
        ("role", "", None, "Boss, Acme"),
        ("source", "", None, "Trade fair"),
        ("tag", "", None, "vip"),
    ]  # fmt: skip


def test_changed_parts_and_removed_items(context):
    ref = ops.create(context, PartyRecord(given="Anna"))
    assign(
        context,
        ref,
        ["phone.work=1", "tag=vip", "custom.club=Gold", "address.home.city=Aarhus", "source=Fair"],
    )
    assert told(
        context, ref, "phone.work=2", "tag=", "custom.club=Silver", "address.home.city=Odense", "source=Web"
    ) == [
        ("address", "locality", "Aarhus", "Odense"),
        ("custom", "club", "Gold", "Silver"),
        ("phone", "value", "1", "2"),
        ("source", "", "Fair", "Web"),
        ("tag", "", "vip", None),
    ]
    assert told(context, ref, "phone.work=") == [("phone", "work", "2", None)]
    assert told(context, ref, "tag=vip") == [("tag", "", None, "vip")]  # back again


def test_the_record_itself(context):
    ref = ops.create(context, PartyRecord(given="Anna", family="Berg"))
    ops.set_field(context, ref, "given", "Anna", "Ida")
    ops.trash(context, Selection.of(ref.id))
    entries = queries.history(context, ref)
    assert [(e.field, e.before, e.after) for e in entries] == [
        ("deleted", "0", "1"),
        ("display_name", "Anna Berg", "Ida Berg"),
        ("given", "Anna", "Ida"),
        ("created", None, "Anna Berg"),
    ]
    assert {e.who for e in entries} == {"Anna"}
