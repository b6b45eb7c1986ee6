"""Office files written: one owner for each of the libraries that write them."""
