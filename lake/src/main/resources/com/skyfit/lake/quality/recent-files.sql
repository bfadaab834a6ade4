-- The files of the newest runs of an entity that together brought enough lines, as far as gold shows them.
select file_id, run_id, loaded_lines
from (
    select file_id, run_id, loaded_lines,
        sum(loaded_lines) over (order by run_id collate "C" desc) - sum(loaded_lines) over (partition by run_id) as newer
    from (
        select file_id, run_id, loaded_lines
        from ops.file
        where source = :source and scope = :scope and entity = :entity
            and state = 'loaded' and transformed_at is not null and loaded_lines > 0
        order by run_id desc
        limit 1000
    ) newest
) f
where newer < :enough
order by run_id collate "C" desc, file_id
