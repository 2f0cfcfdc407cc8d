"""The fields of contacts, companies, households and groups."""

from __future__ import annotations

from crm_desktop.base.i18n import N_
from crm_desktop.domain.contacts.records import CHANNELS, GROUP, HOUSEHOLD, ORGANIZATION, PERSON
from crm_desktop.domain.fields import (
    ANY_SUBKEY,
    BOOL,
    CHOICE,
    COUNTRY,
    DATE,
    INSTANT,
    PARTIAL_DATE,
    Catalogue,
    FieldSpec,
)

KIND_CHOICES = (
    (PERSON, N_("Contact")),
    (ORGANIZATION, N_("Company")),
    (HOUSEHOLD, N_("Household")),
    (GROUP, N_("Group")),
)
PREFERENCE_CHOICES = (
    ("ok", N_("Allowed")),
    ("opt_in", N_("Asked for it")),
    ("opt_out", N_("Does not want it")),
    ("never", N_("Never")),
)
USAGE_CHOICES = (
    ("home", N_("Home")),
    ("work", N_("Work")),
    ("cell", N_("Mobile")),
    ("fax", N_("Fax")),
    ("pager", N_("Pager")),
    ("billing", N_("Billing")),
    ("shipping", N_("Shipping")),
    ("seasonal", N_("Seasonal")),
    ("other", N_("Other")),
)
"""Usages that the program knows a word for; any other is a label of the user's own."""

NAME_RULE_CHOICES = (
    ("", N_("By hand")),
    ("joint", N_("Anna and Bo Jensen")),
    ("formal", N_("Mr. and Mrs. Jensen")),
    ("family", N_("The Jensen family")),
)
"""How the name of a household is made of its members."""

_DATE_PARTS = ("year", "month", "day")

LIST_FIELDS = (
    FieldSpec(
        "display_name",
        N_("Name"),
        is_sortable=True,
        is_column=True,
        synonyms=("name", "full name", "fn", "navn", "nome", "nombre", "nom", "이름", "성명", "姓名", "名前"),
    ),
    FieldSpec("kind", N_("Kind"), CHOICE, "none", is_sortable=True, is_column=True, choices=KIND_CHOICES),
    FieldSpec(
        "subtitle",
        N_("Role and company"),
        editor="none",
        holder="derived",
        is_column=True,
        is_exportable=False,
        is_sortable=True,
    ),
    FieldSpec(
        "phone",
        N_("Phone"),
        editor="points",
        holder="point",
        is_list=True,
        is_column=True,
        subkeys=(ANY_SUBKEY,),
        synonyms=(
            "tel",
            "telephone",
            "phone number",
            "mobile",
            "telefon",
            "telefone",
            "전화",
            "전화번호",
            "电话",
        ),
        is_sortable=True,
    ),
    FieldSpec(
        "email",
        N_("E-mail"),
        editor="points",
        holder="point",
        is_list=True,
        is_column=True,
        subkeys=(ANY_SUBKEY,),
        synonyms=("e mail", "mail", "email address", "e mail address", "이메일", "电子邮件", "correo"),
        is_sortable=True,
    ),
    FieldSpec(
        "place",
        N_("Place"),
        editor="none",
        holder="derived",
        is_column=True,
        is_exportable=False,
        is_sortable=True,
    ),
    FieldSpec(
        "tag",
        N_("Tags"),
        CHOICE,
        "tags",
        "tag",
        is_list=True,
        is_column=True,
        synonyms=("tags", "label", "labels", "category", "categories", "keywords", "emneord", "태그", "标签"),
        is_sortable=True,
    ),
)

NAME_FIELDS = (
    FieldSpec(
        "prefix",
        N_("Title before the name"),
        synonyms=("name prefix", "honorific", "salutation", "titel", "호칭"),
    ),
    FieldSpec(
        "given",
        N_("First name"),
        is_sortable=True,
        is_column=True,
        synonyms=(
            "given name",
            "firstname",
            "forename",
            "fornavn",
            "vorname",
            "prenom",
            "primeiro nome",
            "名",
        ),
    ),
    FieldSpec(
        "additional", N_("Middle name"), synonyms=("additional name", "middle", "mellemnavn", "nome do meio")
    ),
    FieldSpec(
        "family",
        N_("Family name"),
        is_sortable=True,
        is_column=True,
        synonyms=(
            "last name",
            "lastname",
            "surname",
            "efternavn",
            "nachname",
            "sobrenome",
            "apelido",
            "성",
            "姓",
        ),
    ),
    FieldSpec("suffix", N_("Suffix"), synonyms=("name suffix",)),
    FieldSpec(
        "nickname",
        N_("Nickname"),
        synonyms=("kaldenavn", "apelido familiar", "spitzname", "별명"),
        is_sortable=True,
        is_column=True,
    ),
    FieldSpec("native_name", N_("Name in own script"), synonyms=("native name", "local name")),
    FieldSpec(
        "phonetic_given", N_("First name, reading"), synonyms=("given name yomi", "phonetic first name")
    ),
    FieldSpec(
        "phonetic_family", N_("Family name, reading"), synonyms=("family name yomi", "phonetic last name")
    ),
    FieldSpec(
        "name_order",
        N_("Order of names"),
        CHOICE,
        "choice",
        choices=(
            ("", N_("By script")),
            ("given_first", N_("First name first")),
            ("family_first", N_("Family first")),
        ),
    ),
    FieldSpec("pronouns", N_("Pronouns")),
    FieldSpec("gender", N_("Gender"), synonyms=("sex", "koen", "geschlecht", "sexo", "성별")),
    FieldSpec(
        "occupation",
        N_("Occupation"),
        synonyms=("profession", "erhverv", "beruf", "profissao", "직업"),
        is_sortable=True,
        is_column=True,
    ),
    FieldSpec("legal_name", N_("Legal name"), synonyms=("registered name",)),
    FieldSpec("label_name", N_("Name on labels"), synonyms=("label name", "addressee")),
    FieldSpec("name_rule", N_("Name made of members"), CHOICE, "choice", choices=NAME_RULE_CHOICES),
)

PARTY_FIELDS = (
    FieldSpec(
        "account_no",
        N_("Account number"),
        is_sortable=True,
        is_column=True,
        synonyms=(
            "account",
            "account no",
            "customer number",
            "customer no",
            "kundenr",
            "kundenummer",
            "고객번호",
        ),
    ),
    FieldSpec(
        "source", N_("Source"), is_sortable=True, is_column=True, synonyms=("lead source", "kilde", "출처")
    ),
    FieldSpec("source_detail", N_("Source, details"), synonyms=("source details",)),
    FieldSpec(
        "tier", N_("Tier"), is_sortable=True, is_column=True, synonyms=("closeness", "relationship status")
    ),
    FieldSpec(
        "next_step_text",
        N_("Next step"),
        editor="none",
        is_sortable=True,
        is_column=True,
        synonyms=("next action",),
    ),
    FieldSpec(
        "next_step_on",
        N_("Next step, day"),
        DATE,
        editor="none",
        is_sortable=True,
        is_column=True,
        synonyms=("next step date",),
    ),
    FieldSpec(
        "last_touch",
        N_("Last contact"),
        INSTANT,
        "none",
        holder="derived",
        is_sortable=True,
        is_column=True,
        is_exportable=False,
    ),
    FieldSpec(
        "last_attempt",
        N_("Last attempt"),
        INSTANT,
        "none",
        holder="derived",
        is_sortable=True,
        is_column=True,
        is_exportable=False,
    ),
    FieldSpec(
        "keep_up",
        N_("Keep in touch by"),
        INSTANT,
        "none",
        holder="derived",
        is_sortable=True,
        is_column=True,
        is_exportable=False,
    ),
    FieldSpec(
        "next_activity",
        N_("Next activity"),
        INSTANT,
        "none",
        holder="derived",
        is_sortable=True,
        is_column=True,
        is_exportable=False,
    ),
    FieldSpec("lang", N_("Language"), synonyms=("sprog", "sprache", "idioma", "언어")),
    FieldSpec("tz", N_("Time zone"), synonyms=("timezone",)),
    FieldSpec(
        "website",
        N_("Website"),
        synonyms=("homepage", "web", "web page", "hjemmeside", "웹사이트"),
        is_sortable=True,
        is_column=True,
    ),
    FieldSpec("is_archived", N_("Archived"), BOOL, "check", synonyms=("archived",)),
    FieldSpec(
        "changed_at",
        N_("Changed"),
        INSTANT,
        "none",
        is_sortable=True,
        is_column=True,
        synonyms=("updated at", "changed"),
    ),
    FieldSpec(
        "created_at",
        N_("Added"),
        INSTANT,
        "none",
        is_sortable=True,
        is_column=True,
        synonyms=("created", "added"),
    ),
)

ADDRESS_FIELDS = (
    FieldSpec(
        "address",
        N_("Address"),
        editor="addresses",
        holder="address",
        is_list=True,
        subkeys=(ANY_SUBKEY,),
        synonyms=("postal address", "adresse", "endereco", "direccion", "주소", "地址"),
    ),
    FieldSpec(
        "street",
        N_("Street"),
        editor="none",
        holder="address",
        is_column=True,
        synonyms=("gade", "vej", "rua"),
        is_sortable=True,
    ),
    FieldSpec(
        "city",
        N_("Town"),
        editor="none",
        holder="address",
        is_sortable=True,
        is_column=True,
        synonyms=("locality", "town", "by", "ort", "stadt", "cidade", "ciudad", "ville", "도시", "城市"),
    ),
    FieldSpec(
        "region",
        N_("Region"),
        editor="none",
        holder="address",
        is_column=True,
        synonyms=("state", "province", "county", "estado", "bundesland", "시도", "省"),
        is_sortable=True,
    ),
    FieldSpec(
        "postcode",
        N_("Postcode"),
        editor="none",
        holder="address",
        is_sortable=True,
        is_column=True,
        synonyms=("postal code", "zip", "zip code", "postnr", "postnummer", "plz", "cep", "우편번호", "邮编"),
    ),
    FieldSpec(
        "country",
        N_("Country"),
        COUNTRY,
        "none",
        "address",
        is_sortable=True,
        is_column=True,
        synonyms=("country code", "land", "pais", "pays", "국가", "나라", "国家"),
    ),
)

ITEM_FIELDS = (
    FieldSpec("url", N_("Web address"), editor="points", holder="point", is_list=True, subkeys=(ANY_SUBKEY,)),
    FieldSpec(
        "impp",
        N_("Messenger"),
        editor="points",
        holder="point",
        is_list=True,
        subkeys=(ANY_SUBKEY,),
        synonyms=("im",),
    ),
    FieldSpec(
        "social", N_("Social profile"), editor="points", holder="point", is_list=True, subkeys=(ANY_SUBKEY,)
    ),
    FieldSpec(
        "role",
        N_("Role"),
        editor="items",
        holder="affiliation",
        is_list=True,
        synonyms=("affiliation", "position", "stilling"),
    ),
    FieldSpec(
        "company",
        N_("Company"),
        editor="none",
        holder="affiliation",
        is_column=True,
        synonyms=(
            "organization",
            "organisation",
            "org",
            "firma",
            "virksomhed",
            "empresa",
            "회사",
            "公司",
            "employer",
        ),
        is_sortable=True,
    ),
    FieldSpec(
        "title",
        N_("Job title"),
        editor="none",
        holder="affiliation",
        synonyms=("job", "직책", "cargo"),
        is_sortable=True,
        is_column=True,
    ),
    FieldSpec(
        "department",
        N_("Department"),
        editor="none",
        holder="affiliation",
        synonyms=("afdeling", "부서"),
        is_sortable=True,
        is_column=True,
    ),
    FieldSpec(
        "group",
        N_("Group"),
        editor="items",
        holder="membership",
        is_list=True,
        synonyms=("household", "gruppe"),
    ),
    FieldSpec("date", N_("Important date"), PARTIAL_DATE, "items", "date", is_list=True, subkeys=_DATE_PARTS),
    FieldSpec(
        "birthday",
        N_("Birthday"),
        PARTIAL_DATE,
        "date",
        "date",
        subkeys=_DATE_PARTS,
        synonyms=(
            "birth date",
            "date of birth",
            "bday",
            "dob",
            "foedselsdag",
            "fodselsdag",
            "geburtstag",
            "생일",
        ),
        is_sortable=True,
        is_column=True,
    ),
    FieldSpec(
        "anniversary",
        N_("Anniversary"),
        PARTIAL_DATE,
        "date",
        "date",
        subkeys=_DATE_PARTS,
        synonyms=("jubilaeum",),
        is_sortable=True,
        is_column=True,
    ),
    FieldSpec(
        "fact", N_("Worth remembering"), editor="items", holder="fact", is_list=True, subkeys=(ANY_SUBKEY,)
    ),
    FieldSpec(
        "preference",
        N_("Contact preference"),
        CHOICE,
        "items",
        "preference",
        is_list=True,
        subkeys=CHANNELS,
        needs_subkey=True,
        choices=PREFERENCE_CHOICES,
    ),
    FieldSpec(
        "custom",
        N_("Own field"),
        editor="items",
        holder="custom",
        is_list=True,
        subkeys=(ANY_SUBKEY,),
        needs_subkey=True,
    ),
    FieldSpec(
        "note",
        N_("Note"),
        editor="lines",
        holder="note",
        is_list=True,
        synonyms=(
            "notes",
            "comment",
            "comments",
            "remark",
            "bemaerkning",
            "notiz",
            "observacoes",
            "메모",
            "备注",
        ),
    ),
    FieldSpec("attachment", N_("Attachment"), editor="items", holder="attachment", is_list=True),
    FieldSpec("photo", N_("Photo"), editor="items", holder="attachment"),
)

CONTACT_FIELDS = Catalogue(LIST_FIELDS + NAME_FIELDS + PARTY_FIELDS + ADDRESS_FIELDS + ITEM_FIELDS)
"""Every field of a contact, company, household or group. Party fields are the attributes of `PartyRecord`."""

DEFAULT_COLUMNS = ("display_name", "subtitle", "phone", "email", "place", "tag")
"""The columns of a new list."""
