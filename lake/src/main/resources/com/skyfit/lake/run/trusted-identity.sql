-- The newest identity of an account without a doubt.
select user_id, company_id, is_admin
from ops.account_identity
where source = :source and scope = :scope and doubt is null
order by run_id collate "C" desc
limit 1
