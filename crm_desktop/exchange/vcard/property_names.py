"""Names under which programs write the same thing."""

from __future__ import annotations

MESSENGERS = {
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-JABBER": "xmpp",
    "X-AIM": "aim",
    "X-ICQ": "icq",
    "X-MSN": "msn",
    "X-YAHOO": "yahoo",
    "X-QQ": "qq",
    "X-GTALK": "gtalk",
    "X-GOOGLE-TALK": "gtalk",
    "X-GADUGADU": "gadugadu",
    "X-GROUPWISE": "groupwise",
    "X-MATRIX": "matrix",
    "X-TELEGRAM": "telegram",
    "X-WHATSAPP": "whatsapp",
    "X-KAKAOTALK": "kakaotalk",
    "X-WECHAT": "wechat",
    "X-LINE": "line",
}
"""Properties that carry one messenger's name -> the service."""

NETWORKS = {
    "X-TWITTER": "twitter",
    "X-FACEBOOK": "facebook",
    "X-LINKEDIN": "linkedin",
    "X-INSTAGRAM": "instagram",
}

DAYS = {
    "BDAY": "birthday",
    "ANNIVERSARY": "anniversary",
    "X-ANNIVERSARY": "anniversary",
    "X-EVOLUTION-ANNIVERSARY": "anniversary",
    "X-KADDRESSBOOK-X-ANNIVERSARY": "anniversary",
    "DEATHDATE": "death",
    "X-ABDATE": "other",
}
"""Properties with a date -> kind of the date."""
