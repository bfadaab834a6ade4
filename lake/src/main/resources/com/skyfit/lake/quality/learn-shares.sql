-- The learned shares of a subject; only differences are written.
insert into ops.usual_share as u (check_name, subject, item, share, run_id, since_run_id)
select :check, :subject, s.item, s.share::float8, s.run_id, nullif(s.since, '')
from unnest(:items::text[], :shares::text[], :runs::text[], :since::text[]) s (item, share, run_id, since)
on conflict (check_name, subject, item) do update
set share = excluded.share, run_id = excluded.run_id, since_run_id = excluded.since_run_id
where (u.share, u.run_id, u.since_run_id) is distinct from (excluded.share, excluded.run_id, excluded.since_run_id)
