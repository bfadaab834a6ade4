-- What the history shows of the due records, computed from all of their versions: rows that are there, and opening rows, which stand before the
-- first version where that says since when it has some of its values.
create temporary table told on commit drop as
with known as (
    select v.*, v.ctid as _place, f.blob_path as _blob_path,
        v._source_version is not null as _has_clock,
        -- Of versions with one time, gold knows which was observed last.
        (v._is_gone, {tracked_v})
            is not distinct from (g.is_deleted and g._absent_from_run_id is null, {tracked_g}) as _is_shown,
        case when g.is_deleted and g._absent_from_run_id is not null then g._deleted_at end as _absent_from
    from history_due due
        join {versions} v on {same_due} and v._opening = 0
        join {gold} g on {same_gold}
        join ops.file f on f.file_id = v._file_id
),
ordered as (
    select *,
        row_number() over (
            partition by {key}
            order by _source_version nulls first, _is_shown, _source_run_id collate "C", _blob_path collate "C", _line_no) as _place_in_order
    from (select *, bool_or(_has_clock) over (partition by {key}) as _any_has_clock from known) k
    -- A version without a time says nothing about when it held, if others have one.
    where _has_clock or not _any_has_clock
),
begun as (
    select *, max(_moment) over (partition by {key} order by _place_in_order) as _began from ordered
),
lasting as (
    select * from (select *, lead(_began) over (partition by {key} order by _place_in_order) as _next_began from begun) b
    where _next_began is distinct from _began
),
compared as (
    select *, lag(_place_in_order) over record is null as _is_first, lag(_began) over record as _began_before, lag(_is_gone) over record as _was_gone,
        (_is_gone, {tracked}) is distinct from (lag(_is_gone) over record, {tracked_before}) as _changes, {values_before}
    from lasting
    window record as (partition by {key} order by _place_in_order)
),
-- The record's own times of its values count where they lie between the version before and this one.
bounded as (
    select *,
        case when not _is_first then _began_before when _created < _began then _created else _began end as _not_before,
        not _is_gone and not coalesce(_was_gone, false) as _is_dated
    from compared
    where _is_first or _changes
),
dated as (
    select *, {since_of_values} from bounded
),
started as (
    select *, coalesce(_known_since, case when _is_first then _not_before else _began end) as _starts,
        case when _is_first and not _is_gone
            then (select count(distinct _time) from (values {since_rows}) point (_time)) else 0 end as _openings
    from (select *, {last_since} as _known_since from dated) d
),
followed as (
    select *, lead(_starts) over record as _ended,
        first_value(_openings) over record + count(*) filter (where not _is_gone) over record as _number
    from started
    window record as (partition by {key} order by _place_in_order)
),
opening as (
    select d.*, point._from_time, point._time, point._number as _opening_no
    from started d
        cross join lateral (
            select _time, lag(_time, 1, d._not_before) over (order by _time) as _from_time, row_number() over (order by _time) as _number
            from (select distinct _time from (values {since_rows}) point (_time) where _time is not null) p
        ) point
    where d._openings > 0
)
select _place, {key}, {tracked}, _starts as valid_from, coalesce(_ended, _absent_from, {forever}) as valid_to,
    _ended is null and _absent_from is null as is_current, _number::int as version_no,
    case when _known_since is not null then 'dated' when not _is_first then 'observed' when _created < _began then 'assumed'
        when _created = _began then 'created' else 'observed' end as evidence,
    _source_version, {lineage}, _moment, {beside}, 0 as _opening
from followed
where not _is_gone
    -- A version that was already missing from the lists when it would begin held at no time.
    and _starts < coalesce(_ended, _absent_from, {forever})
union all
select null, {key}, {tracked_at_opening}, _from_time, _time, false, _opening_no::int, 'assumed', _source_version, {lineage}, _moment, {beside}, _opening_no::int
from opening
