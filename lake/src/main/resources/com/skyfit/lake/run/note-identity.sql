-- Records the user behind the token of a run. An accepted doubt is dropped; the result is the remaining doubt.
insert into ops.account_identity (source, scope, run_id, user_id, company_id, is_admin, doubt)
select :source, :scope, :run, :user, :company, :admin, case when accepted.found then null else nullif(:doubt, '') end
from (select exists (
    select from ops.check_result
    where check_name = :check and subject = :account and status = 'accepted' and incident = :doubt) as found
) accepted
on conflict (source, scope, run_id) do update
set user_id = excluded.user_id, company_id = excluded.company_id, is_admin = excluded.is_admin, doubt = excluded.doubt
returning coalesce(doubt, '') as doubt
