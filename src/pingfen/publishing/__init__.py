"""Forms and summary tables written in the published layout."""
