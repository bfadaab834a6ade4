insert into ops.model (model_name, relation, materialized, fingerprint)
values (:model, :shown, :materialized, md5(:text))
on conflict (model_name) do update
set relation = excluded.relation, materialized = excluded.materialized, fingerprint = excluded.fingerprint, built_at = now()
