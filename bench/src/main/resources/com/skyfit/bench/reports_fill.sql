-- Gold of a company ten times SkyFit's size at scale 10. :deals is the number of deals; the other volumes keep SkyFit's proportions.
insert into core.pd_users (user_id, name, email, active_flag, scope, _source_run_id, _file_id, _line_no)
select n, 'Seller ' || n, 'seller' || n || '@skyfit.example', true, case when n % 10 < 7 then 'comercial' else 'expansao' end, '20260101T000000Z', 1, n
from generate_series(1, greatest(10, :deals / 500)) n;

insert into core.pd_pipelines (pipeline_id, name, order_nr, scope, _source_run_id, _file_id, _line_no)
select p, 'Pipeline ' || p, p, scope, '20260101T000000Z', 1, p
from generate_series(1, 3) p, unnest(array['comercial', 'expansao']) scope;

insert into core.pd_stages (stage_id, name, order_nr, pipeline_id, deal_probability, scope, _source_run_id, _file_id, _line_no)
select s, 'Stage ' || s, 1 + (s - 1) % 6, 1 + (s - 1) / 6, 15 * (1 + (s - 1) % 6), scope, '20260101T000000Z', 1, s
from generate_series(1, 18) s, unnest(array['comercial', 'expansao']) scope;

insert into core.pd_persons (person_id, name, primary_email, scope, _source_run_id, _file_id, _line_no)
select n, 'Person ' || n, 'person' || n || '@example.com', case when n % 10 < 7 then 'comercial' else 'expansao' end, '20260101T000000Z', 1, n
from generate_series(1, :deals * 44 / 31) n;

insert into core.pd_organizations (org_id, name, address_locality, scope, _source_run_id, _file_id, _line_no)
select n, 'Company ' || n, 'City ' || n % 300, case when n % 10 < 7 then 'comercial' else 'expansao' end, '20260101T000000Z', 1, n
from generate_series(1, :deals * 11 / 31) n;

insert into core.pd_deals (deal_id, title, status, value, currency, user_id, person_id, org_id, pipeline_id, stage_id, add_time, update_time, won_time, lost_time,
    close_time, expected_close_date, lost_reason, activities_count, done_activities_count, scope, _source_version, _source_run_id, _file_id, _line_no)
select n, 'Deal ' || n, status, 50 + hash % 1200000 / 100.0, 'BRL', 1 + hash % greatest(10, :deals / 500), 1 + hash % (:deals * 44 / 31),
    case when hash % 5 < 2 then 1 + hash % (:deals * 11 / 31) end, 1 + hash % 3, 1 + (hash % 3) * 6 + hash / 7 % 6, added, closed,
    case status when 'won' then closed end, case status when 'lost' then closed end, case when status <> 'open' then closed end,
    (added + interval '40 days')::date, case status when 'lost' then 'Reason ' || hash % 12 end, hash % 12, hash % 8,
    case when n % 10 < 7 then 'comercial' else 'expansao' end, closed, '20260101T000000Z', 1, n
from generate_series(1, :deals) n
    cross join lateral (select hashint8(n)::bigint & 2147483647 as hash) h
    cross join lateral (select now() - (1 - n::numeric / :deals) * interval '1095 days' as added) a
    cross join lateral (
        select
            case when n > :deals * 9 / 10 then (array['open', 'open', 'won', 'lost'])[1 + hash % 4] else (array['won', 'lost', 'lost', 'open'])[1 + hash % 4] end as status,
            least(now(), added + hash % 90 * interval '1 day') as closed
    ) s;

insert into core.pd_activities (activity_id, type, subject, done, user_id, deal_id, person_id, org_id, due_date, due_time, duration, add_time,
    marked_as_done_time, update_time, scope, _source_version, _source_run_id, _file_id, _line_no)
select n, (array['call', 'meeting', 'task', 'email'])[1 + hash % 4], 'Activity ' || n, hash % 10 < 7, 1 + hash % greatest(10, :deals / 500),
    1 + hash % :deals, 1 + hash % (:deals * 44 / 31), null, (added + interval '3 days')::date, '12:00', '00:30', added,
    case when hash % 10 < 7 then added + hash % 6 * interval '1 day' end, added, case when n % 10 < 7 then 'comercial' else 'expansao' end,
    added, '20260101T000000Z', 1, n
from generate_series(1, :deals::bigint * 141 / 31) n
    cross join lateral (select hashint8(n)::bigint & 2147483647 as hash) h
    cross join lateral (select now() - (1 - n::numeric / (:deals::bigint * 141 / 31)) * interval '1095 days' as added) a;

insert into core.zd_groups (group_id, name, scope, _source_run_id, _file_id, _line_no)
select n, 'Group ' || n, 'support', '20260101T000000Z', 1, n from generate_series(1, 8) n;

insert into core.zd_users (user_id, name, email, role, active, scope, _source_run_id, _file_id, _line_no)
select n, 'User ' || n, 'person' || n || '@example.com', case when n % 20 = 1 then 'agent' else 'end-user' end, true, 'support', '20260101T000000Z', 1, n
from generate_series(1, greatest(100, :deals * 14 / 310)) n;

insert into core.zd_organizations (organization_id, name, scope, _source_run_id, _file_id, _line_no)
select n, 'Company ' || n, 'support', '20260101T000000Z', 1, n from generate_series(1, greatest(10, :deals / 100)) n;

insert into core.zd_tickets (ticket_id, subject, status, priority, type, via_channel, requester_id, assignee_id, group_id, organization_id, created_at, updated_at,
    solved_at, first_reply_minutes, first_reply_business_minutes, full_resolution_minutes, full_resolution_business_minutes, first_resolution_minutes, reopens, replies,
    satisfaction_score, scope, _source_version, _source_run_id, _file_id, _line_no)
select n, 'Ticket ' || n, status, (array['low', 'normal', 'high', 'urgent'])[1 + hash % 4], 'question', (array['email', 'web', 'whatsapp'])[1 + hash % 3],
    1 + hash % greatest(100, :deals * 14 / 310), 1 + 20 * (hash % greatest(5, :deals * 14 / 6200)), 1 + hash % 8,
    case when hash % 3 = 0 then 1 + hash % greatest(10, :deals / 100) end, created, created, case when status in ('solved', 'closed') then created + hash % 200 * interval '1 hour' end,
    hash % 600, hash % 200, hash % 12000, hash % 4000, hash % 9000, hash % 2, hash % 6, (array['unoffered', 'offered', 'good', 'bad'])[1 + hash % 4],
    'support', created, '20260101T000000Z', 1, n
from generate_series(1, :deals * 12 / 31) n
    cross join lateral (select hashint8(n)::bigint & 2147483647 as hash) h
    cross join lateral (
        select now() - (1 - n::numeric / (:deals * 12 / 31)) * interval '1095 days' as created,
            case when n > :deals * 12 / 31 * 0.95 then (array['new', 'open', 'pending', 'solved'])[1 + hash % 4] else 'closed' end as status
    ) t;
