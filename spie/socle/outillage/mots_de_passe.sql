-- After roles.sql, in production only: passwords come from the environment of psql, never from a file.
\getenv mdp_appli SPIE_MDP_APPLI
\getenv mdp_proprietaire SPIE_MDP_PROPRIETAIRE
ALTER ROLE spie_appli PASSWORD :'mdp_appli';
ALTER ROLE spie_proprietaire PASSWORD :'mdp_proprietaire';
