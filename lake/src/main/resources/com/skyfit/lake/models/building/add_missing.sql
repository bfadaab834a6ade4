-- Adds what the table has less often than it should. Runs after the surplus is gone.
insert into {table} ({columns})
select {columns}
from (
    select a.*, md5((a.*)::text)::uuid as "skyfit content", row_number() over (partition by md5((a.*)::text)::uuid) as "skyfit number"
    from {aside} a
) wanted
    left join (
        select md5((t.*)::text)::uuid as "skyfit same content", count(*) as "skyfit times" from {table} t group by 1
    ) present on present."skyfit same content" = wanted."skyfit content"
where wanted."skyfit number" > coalesce(present."skyfit times", 0)
