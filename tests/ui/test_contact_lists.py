"""The list of contacts on a real file: what rows say, choosing many, finding the place again."""

from __future__ import annotations

from dataclasses import replace

from crm_desktop.base.ids import new_id
from crm_desktop.domain.contacts.records import PartyRow
from crm_desktop.ui.features.contacts.source import row_face


class TestRowFace:
    ROW = PartyRow(new_id(), "person", "Anna Holm", "Aarhus, DK", "+45 11", "a@x.dk", "Aarhus, DK")

    def test_far_end_is_the_place(self) -> None:
        assert row_face(replace(self.ROW, subtitle="Baker")).aside == "Aarhus, DK"

    def test_place_is_not_said_twice(self) -> None:
        assert row_face(self.ROW).aside == "a@x.dk"
        assert row_face(replace(self.ROW, email="")).aside == "+45 11"
        assert row_face(replace(self.ROW, email="", phone="")).aside == ""

    def test_address_of_mail_is_not_said_twice(self) -> None:
        assert row_face(replace(self.ROW, subtitle="", place="")).aside == "+45 11"
