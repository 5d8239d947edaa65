"""Two files turn out to be one person: what is kept, what moves, and the journal by which it is undone."""
