-- The server's verdict on each suspect line: without a reason it is a row, with a reason it goes to quarantine.
create temporary table judged on commit drop as
select s.line_no, s.line, j.payload, j.nulls, j.surrogates,
    case
        when s.length > octet_length(s.line)
            then 'longer than ' || :longest || ' bytes: ' || s.length || '; bronze holds it whole'
        when j.reason is not null then j.reason
        when jsonb_typeof(j.payload) <> 'object' then 'not an object but of type ' || jsonb_typeof(j.payload)
        when not {has_key} then 'no business key: ' || :key_name || ' is ' || coalesce(left(({key})::text, 200), 'absent')
    end as reason
from suspect s
    cross join lateral ops.judged_line(case when s.length = octet_length(s.line) then s.line end) j
