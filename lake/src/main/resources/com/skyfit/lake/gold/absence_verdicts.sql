-- Whether what a listing misses is accepted as deleted: a verdict for each listing that is the first to miss a row of gold.
insert into ops.absence as a (source, entity, scope, run_id, listing_began, live, absent, confirmed, outcome, reason)
with counted as (
    select :source as source, :entity as entity, scope, run_id, began, count(*) as absent
    from missed_key group by scope, run_id, began
),
known as (
    select c.*,
        (select count(*) from {gold} g where g.scope = c.scope)
            - coalesce(sum(c.absent) over (
                partition by c.scope order by c.run_id rows between unbounded preceding and 1 preceding), 0) as live,
        coalesce(old.confirmed, false) as confirmed,
        (select coalesce(sum(f.quarantined_lines), 0) from ops.file f
         where f.source = c.source and f.entity = c.entity and f.scope = c.scope and f.run_id collate "C" >= c.began) as quarantined,
        (select count(*) from (
            select from ops.manifest m
            where m.source = c.source and m.entity = c.entity and m.scope = c.scope and m.run_id collate "C" >= c.began
            group by m.run_id having count(*) <> max(m.sequence)) gap) as gaps
    from counted c left join ops.absence old using (source, entity, scope, run_id)
),
-- A listing is judged with those of the month before it: a fifth and another fifth is not a usual month.
monthly as (
    select *,
        sum(absent) filter (where not confirmed) over (
            partition by scope order by to_timestamp(left(began, 16), 'YYYYMMDD"T"HH24MISS"Z"')
            range between interval '30 days' preceding and current row) as absent_in_month
    from known
),
bounded as (
    select *,
        live + absent_in_month - absent as live_before,
        coalesce(
            floor(:most_absent::numeric * (live + absent_in_month - absent)),
            least(floor(0.2 * (live + absent_in_month - absent)), 200 + floor(0.05 * (live + absent_in_month - absent)))
        ) as most
    from monthly
),
doubted as (
    select *,
        case
            when gaps > 0 then 'manifests of ' || gaps || ' runs since the listing began are missing'
            when confirmed then null
            when quarantined > 0
                then quarantined || ' lines read since the listing began are in quarantine and may be the absent records'
            when absent = live then 'the listing shows none of the live records'
            when absent_in_month > greatest(:few, most)
                then 'more than ' || round(100 * most / live_before) || ' % of the live records are absent'
                    || case when absent_in_month > absent
                        then ', ' || absent_in_month || ' of ' || live_before || ' within 30 days' else '' end
        end as doubt
    from bounded
)
select source, entity, scope, run_id, began, live, absent, confirmed,
    case when doubt is null then 'marked' else 'refused' end, doubt
from doubted
on conflict (source, scope, entity, run_id) do update
set live = excluded.live, absent = excluded.absent, outcome = excluded.outcome, reason = excluded.reason, judged_at = now()
where (a.live, a.absent, a.outcome, a.reason) is distinct from (excluded.live, excluded.absent, excluded.outcome, excluded.reason)
