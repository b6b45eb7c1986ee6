"""Tables as Arrow batches: what most sources give and most engines take."""
