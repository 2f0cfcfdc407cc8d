"""Records in, PDF out: reportlab writes the document, HarfBuzz does all glyphs. No Qt, no store."""
