-- Removes some results of old checks, and the row counts that belong to them: a count that a check rejected must not outlive the rejection. Of each check
-- and subject the newest result of each kind stays: later checks compare with accepted and passed results.
with old as (
    select r.run_id, r.check_name, r.subject
    from ops.check_result r
    where r.run_id collate "C" < :before and exists (
        select from ops.check_result newer
        where newer.check_name = r.check_name and newer.subject = r.subject and newer.status = r.status
            and newer.run_id collate "C" > r.run_id collate "C")
    order by r.run_id collate "C"
    limit :most
),
counts as (
    delete from ops.table_rows t using old
    where old.check_name = 'row-counts' and t.run_id = old.run_id and old.subject = 'core.' || t.table_name || ' ' || t.scope
)
delete from ops.check_result r using old
where r.run_id = old.run_id and r.check_name = old.check_name and r.subject = old.subject
