"""Home and the person's page: read everyone, write nothing."""
