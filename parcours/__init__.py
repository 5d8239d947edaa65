"""The person's path: information sessions (IOC), then diagnosis, contract and hours."""
