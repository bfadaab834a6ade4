-- The terms of the equations for one entity in one scope; what counts the rows and keys of silver stands as "silver".
select
    (select coalesce(sum(records), 0) from ops.manifest
     where source = :source and scope = :scope and entity = :entity) as records,
    (select coalesce(sum(lines), 0) from ops.file
     where source = :source and scope = :scope and entity = :entity) as lines,
    silver.rows as silver_rows,
    silver.keys,
    (select count(distinct (q.file_id, q.line_no))
     from ops.quarantine q join ops.file f using (file_id)
     where q.stage = 'load' and f.source = :source and f.scope = :scope and f.entity = :entity) as quarantined,
    gold.rows as gold_rows,
    gold.deleted as deleted_rows
from ({silver_count}) silver
    cross join (
        select count(*) as rows, count(*) filter (where is_deleted) as deleted from {gold} where scope = :scope
    ) gold
