"""What an audit found, for people and programs: text, JSON, CSV, a page, a workbook."""
