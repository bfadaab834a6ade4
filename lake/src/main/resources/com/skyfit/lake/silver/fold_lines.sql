-- Lines of an arrived part become rows if no row of another part has the same payload, byte for byte in its binary form, or if
-- other parts refer to them; the others are stored as ranges, one for lines at the same distance to the lines they repeat.
with repeated as materialized (
    select a.line_no, held.file_id as of_file_id, held.line_no as of_line_no
    from arrived a cross join lateral (
        select l.file_id, l.line_no
        from {silver} l
        where jsonb_hash_extended(l.payload, 0) = jsonb_hash_extended(a.payload, 0)
            and record_image_eq(row(l.payload), row(a.payload))
            and l.file_id <> :file
        order by (l.file_id, l.line_no) limit 1
    ) held
    where not exists (
        select from ops.repeat r
        where r.of_file_id = :file and a.line_no between r.of_line_no and r.of_line_no + r.lines - 1
    )
),
ordered as (
    select *, line_no - row_number() over (partition by of_file_id, of_line_no - line_no order by line_no) as island
    from repeated
),
noted as (
    insert into ops.repeat (file_id, line_no, lines, of_file_id, of_line_no)
    select :file, min(line_no), count(*), of_file_id, min(of_line_no)
    from ordered
    group by of_file_id, of_line_no - line_no, island
)
insert into {silver} (file_id, line_no, payload)
select a.file_id, a.line_no, a.payload
from arrived a
where not exists (select from repeated r where r.line_no = a.line_no)
