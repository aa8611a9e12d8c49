"""A PostgreSQL database that several service processes share: connections and tables."""
