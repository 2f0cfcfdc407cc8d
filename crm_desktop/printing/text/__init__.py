"""Text on paper, right in every script: measured, shaped, ordered and embedded by HarfBuzz.

`TextEngine` lays out the lines of one document. Everything printed uses it: labels, letters, cards, reports.
"""

from crm_desktop.printing.text.engine import FontOrder, LaidLine, TextEngine
from crm_desktop.printing.text.faces import FontSource

__all__ = ["FontOrder", "FontSource", "LaidLine", "TextEngine"]
