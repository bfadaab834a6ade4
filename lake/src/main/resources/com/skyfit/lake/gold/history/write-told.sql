with differing as (
    select v.ctid as place, t.valid_from, t.valid_to, t.is_current, t.version_no, t.evidence,
        case when v.valid_from = t.valid_from then least(v.valid_to, t.valid_to)
            else least(v.valid_from, t.valid_from) end as affected_from
    from history_due due
        join {versions} v on {same_due} and v._opening = 0
        left join told t on t._place = v.ctid
    where (v.valid_from, v.valid_to, v.is_current, v.version_no, v.evidence)
        is distinct from (t.valid_from, t.valid_to, t.is_current, t.version_no, t.evidence)
),
written as (
    update {versions} v
    set valid_from = d.valid_from, valid_to = d.valid_to, is_current = d.is_current, version_no = d.version_no,
        evidence = d.evidence, _updated_at = now()
    from differing d
    where v.ctid = d.place
)
select min(affected_from) as affected_from from differing having count(*) > 0
