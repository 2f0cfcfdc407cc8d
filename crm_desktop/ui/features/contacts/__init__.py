"""Contacts, companies and households in the window."""
