-- Removes some old runs that nothing else refers to any more. Adoptions stay: registration counts them.
with old as (
    select r.run_id
    from ops.run r
    where r.run_id collate "C" < :before and r.command <> 'adopt'
        and not exists (select from ops.run_unit u where u.run_id = r.run_id)
        and not exists (select from ops.check_result c where c.run_id = r.run_id)
        and not exists (select from ops.table_rows t where t.run_id = r.run_id)
        and not exists (select from ops.wait w where w.run_id = r.run_id)
    order by r.run_id collate "C"
    limit :most
)
delete from ops.run r using old where r.run_id = old.run_id
