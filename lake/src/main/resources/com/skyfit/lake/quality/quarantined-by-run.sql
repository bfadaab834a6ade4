-- The runs of which lines are in quarantine, the newest first, with all lines that they brought.
select run_id, sum(quarantined_lines) as quarantined, sum(lines) as lines
from ops.file
where source = :source and scope = :scope and entity = :entity and state = 'loaded'
    and run_id in (
        select run_id from ops.file
        where source = :source and scope = :scope and entity = :entity and quarantined_lines > 0
    )
group by run_id
order by run_id collate "C" desc
