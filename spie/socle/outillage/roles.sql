-- Who may do what in the database. Run by a superuser, in the application's database; run again, it changes nothing.
-- The tables belong to spie_proprietaire (migrations, dumps). The application is spie_appli: it reads and writes rows,
-- under row-level security, and can do nothing else. spie_recherche owns the one search function that looks below the policies.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'spie_proprietaire') THEN CREATE ROLE spie_proprietaire LOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'spie_appli') THEN CREATE ROLE spie_appli LOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'spie_recherche') THEN CREATE ROLE spie_recherche NOLOGIN; END IF;
  EXECUTE format('ALTER DATABASE %I OWNER TO spie_proprietaire', current_database());
  -- COPY goes through a temporary table, which one transaction alone sees (decision 0012).
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO spie_appli', current_database());
END $$;
ALTER ROLE spie_proprietaire NOSUPERUSER BYPASSRLS NOCREATEROLE;
ALTER ROLE spie_appli NOSUPERUSER NOBYPASSRLS NOINHERIT NOCREATEDB NOCREATEROLE;
ALTER ROLE spie_recherche NOSUPERUSER BYPASSRLS NOLOGIN;
GRANT spie_recherche TO spie_proprietaire;
ALTER SCHEMA public OWNER TO spie_proprietaire;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO spie_appli, spie_recherche;
GRANT CREATE ON SCHEMA public TO spie_recherche;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
ALTER DEFAULT PRIVILEGES FOR ROLE spie_proprietaire IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO spie_appli;
ALTER DEFAULT PRIVILEGES FOR ROLE spie_proprietaire IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO spie_appli;
ALTER DEFAULT PRIVILEGES FOR ROLE spie_proprietaire IN SCHEMA public GRANT SELECT ON TABLES TO spie_recherche;
