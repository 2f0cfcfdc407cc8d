"""Bytes to raw records and back: vCard, CSV, JSON. Pure and streaming; knows no store and no window."""
