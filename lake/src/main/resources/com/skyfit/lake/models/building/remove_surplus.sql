-- Removes what the table has more often than it should; equal rows are told apart by their number. A row is written t.*, for t could be a column.
delete from {table} present
using (
    select place, content, row_number() over (partition by content order by place) as number
    from (select t.ctid as place, md5((t.*)::text)::uuid as content from {table} t) read
) numbered
where present.ctid = numbered.place
    and not exists (
        select from (
            select content, count(*) as times from (select md5((a.*)::text)::uuid as content from {aside} a) wanted group by content
        ) counted
        where counted.content = numbered.content and counted.times >= numbered.number
    )
