"""crm_desktop: an offline-first desktop CRM over one file that is yours."""

__version__ = "0.1.0"
