"""What programs may read and ask. One file per entry, an allow-list of fields each, and never a NIR."""
