"""What goes back to the units: their own files with comments, and notices of return."""
