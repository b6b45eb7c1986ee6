"""Tables whose lines are rows of forms: sources, what their columns hold, numbers as integers."""
