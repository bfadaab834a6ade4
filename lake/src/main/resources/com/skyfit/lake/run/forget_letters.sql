-- Removes some old messages.
with old as (
    select letter_id from ops.letter
    where created_at < to_timestamp(:before, 'YYYYMMDD"T"HH24MISS"Z"')
    order by created_at limit :most
)
delete from ops.letter l using old where l.letter_id = old.letter_id
