-- Records in gold from which every metric can be worked out by hand. 'today' is a local day; all other times are UTC.
insert into ops.scope (scope, number) values ('comercial', 1), ('expansao', 2), ('support', 3), ('support_b', 4);

insert into core.pd_pipelines (_source_run_id, _file_id, _line_no, is_deleted, scope, pipeline_id, name, deal_probability) values
    ('20260101T000000Z', 1, 1, false, 'comercial', 1, 'Vendas', true),
    ('20260101T000000Z', 1, 2, false, 'expansao', 1, 'Franquias', false);

insert into core.pd_stages (_source_run_id, _file_id, _line_no, is_deleted, scope, stage_id, pipeline_id, name, deal_probability, rotten_flag, rotten_days) values
    ('20260101T000000Z', 1, 1, false, 'comercial', 1, 1, 'Visita', 50, true, 30),
    -- Rotting is switched off here; the days stay behind.
    ('20260101T000000Z', 1, 2, false, 'comercial', 2, 1, 'Proposta', null, false, 5),
    ('20260101T000000Z', 1, 3, false, 'expansao', 1, 1, 'Contrato', 20, null, null);

insert into core.pd_deals (_source_run_id, _file_id, _line_no, is_deleted, scope, pipeline_id, deal_id, stage_id, status, value, currency, probability,
    add_time, update_time, expected_close_date, won_time, lost_time, close_time, lost_reason, is_archived, activities_count)
select '20260101T000000Z', 1, deal_id, is_deleted, scope, 1, deal_id, stage_id, status, value, currency, probability,
    add_time::timestamptz, update_time::timestamptz, expected::date, won::timestamptz, lost::timestamptz, closed::timestamptz, reason, archived, activities
from (values
    -- Rotten and slipped; the probability is the stage's.
    ('comercial', 1, false, 1, 'open', 1000, 'BRL', null, '2024-01-05T12:00Z', '2024-01-06T12:00Z', '2024-03-31', null, null, null, null, false, 3),
    -- Changed today, expected on a day outside of the calendar; added on January 31 in local time.
    ('comercial', 2, false, 1, 'open', 200.50, 'BRL', 10, '2024-01-31T23:30Z', now()::text, '2999-12-31', null, null, null, null, false, 0),
    -- No value, no expected day, no counter, a stage in which nothing rots; in UTC it was added in February, in local time in January.
    ('comercial', 3, false, 2, 'open', null, 'BRL', null, '2024-02-01T02:30Z', '2024-02-01T02:30Z', null, null, null, null, null, null, null),
    -- Archived while open, and old enough to rot.
    ('comercial', 4, false, 1, 'open', 5000, 'BRL', null, '2024-02-10T12:00Z', '2024-02-10T12:00Z', '2024-02-20', null, null, null, null, true, 2),
    -- Ten days to win.
    ('comercial', 5, false, 1, 'won', 300, 'BRL', null, '2024-01-10T12:00Z', '2024-01-20T12:00Z', null, '2024-01-20T12:00Z', null, '2024-01-20T12:00Z', null, false, 4),
    -- No value, no close time; 22 days and an hour, won on January 31 in local time.
    ('comercial', 6, false, 1, 'won', null, 'BRL', null, '2024-01-10T00:00Z', '2024-02-01T01:00Z', null, '2024-02-01T01:00Z', null, null, null, false, 1),
    -- Another currency in the same account.
    ('comercial', 7, false, 1, 'won', 100, 'EUR', null, '2024-02-01T12:00Z', '2024-02-06T12:00Z', null, '2024-02-06T12:00Z', null, '2024-02-06T12:00Z', null, false, 0),
    ('comercial', 8, false, 1, 'lost', 700, 'BRL', null, '2024-01-15T12:00Z', '2024-03-01T12:00Z', null, null, '2024-03-01T12:00Z', '2024-03-01T12:00Z', 'Preço', false, 1),
    -- Lost at no known time, and the same reason in small letters.
    ('comercial', 9, false, 1, 'lost', 50, 'BRL', null, '2024-03-01T12:00Z', '2024-03-02T12:00Z', null, null, null, null, 'preço', false, 0),
    -- Deleted.
    ('comercial', 10, true, 1, 'won', 900, 'BRL', null, '2024-01-10T12:00Z', '2024-01-11T12:00Z', null, '2024-01-11T12:00Z', null, '2024-01-11T12:00Z', null, false, 9),
    -- An id that the other account has as well; won half an hour before summer time begins: 2 days and 14.5 hours.
    ('expansao', 1, false, 1, 'won', 1100, 'BRL', null, '2018-11-01T12:00Z', '2018-11-04T02:30Z', null, '2018-11-04T02:30Z', null, '2018-11-04T02:30Z', null, false, 2),
    -- Lost half an hour before the hour that comes twice when summer time ends has passed.
    ('expansao', 2, false, 1, 'lost', 10, 'EUR', null, '2019-01-01T12:00Z', '2019-02-17T01:30Z', null, null, '2019-02-17T01:30Z', '2019-02-17T01:30Z', null, false, 0),
    -- In a pipeline without probabilities: certain, whatever the deal says.
    ('expansao', 3, false, 1, 'open', 40, 'EUR', 30, '2024-05-01T12:00Z', '2024-05-01T12:00Z', '2024-06-01', null, null, null, null, false, 5)
) as deal (scope, deal_id, is_deleted, stage_id, status, value, currency, probability, add_time, update_time, expected, won, lost, closed, reason, archived, activities);

insert into core.pd_activities (_source_run_id, _file_id, _line_no, is_deleted, scope, activity_id, type, done, due_date, due_time, marked_as_done_time)
select '20260101T000000Z', 1, activity_id, is_deleted, scope, activity_id, 'call', done, due::date, due_time::time, done_at::timestamptz
from (values
    ('comercial', 1, false, true, '2024-01-10', null, '2024-01-10T15:00Z'),
    -- Due and done on January 10 in local time, on the 11th in UTC.
    ('comercial', 2, false, true, '2024-01-11', '01:00', '2024-01-11T02:30Z'),
    ('comercial', 3, false, true, '2024-01-10', null, '2024-01-12T12:00Z'),
    -- Never due.
    ('comercial', 4, false, true, null, null, '2024-01-15T12:00Z'),
    -- Done at no known time.
    ('comercial', 5, false, true, '2024-01-20', null, null),
    ('comercial', 6, false, false, '2024-02-01', null, null),
    ('comercial', 7, false, false, '2999-01-01', null, null),
    ('comercial', 8, false, false, null, null, null),
    ('comercial', 9, true, true, '2024-01-10', null, '2024-01-10T12:00Z'),
    -- Done a day early.
    ('expansao', 10, false, true, '2024-03-05', null, '2024-03-04T12:00Z'),
    ('expansao', 11, false, false, '2024-03-05', null, null),
    -- Neither done nor not done.
    ('expansao', 12, false, null, '2024-04-01', null, null)
) as activity (scope, activity_id, is_deleted, done, due, due_time, done_at);

insert into core.zd_tickets (_source_run_id, _file_id, _line_no, is_deleted, scope, ticket_id, status, created_at, solved_at, replies, reopens,
    first_reply_minutes, first_reply_business_minutes, first_resolution_minutes, first_resolution_business_minutes,
    full_resolution_minutes, full_resolution_business_minutes, requester_wait_minutes, requester_wait_business_minutes,
    agent_wait_minutes, agent_wait_business_minutes, on_hold_minutes, on_hold_business_minutes, satisfaction_score)
select '20260101T000000Z', 1, ticket_id, is_deleted, scope, ticket_id, status,
    coalesce(created_at::timestamptz, ((now() at time zone 'America/Sao_Paulo')::date - days_old + time '12:00') at time zone 'America/Sao_Paulo'),
    solved_at::timestamptz, replies, reopens, reply, reply_b, first, first_b, whole, whole_b, requester, requester_b, agent, agent_b, hold, hold_b, score
from (values
    ('support', 1, false, 'solved', '2024-01-10T12:00Z', null, '2024-01-11T12:00Z', 1, 0, 10, 10, 1440, 480, 1440, 480, 100, 50, 0, 0, 0, 0, 'good'),
    -- Opened again; both days are January 31 in local time.
    ('support', 2, false, 'closed', '2024-01-31T23:30Z', null, '2024-02-01T01:00Z', 2, 1, 30, 20, 60, 60, 90, 90, 90, 90, 10, 5, 5, 2, 'good'),
    -- Solved without a reply, and asked to rate in vain.
    ('support', 3, false, 'solved', '2024-02-01T02:30Z', null, '2024-02-03T12:00Z', 0, 0, null, null, 3000, 900, 3000, 900, 3000, 900, 0, 0, 0, 0, 'offered'),
    -- Created half an hour before summer time begins, opened again twice.
    ('support', 4, false, 'closed', '2018-11-04T02:30Z', null, '2018-11-05T12:00Z', 1, 2, 50, 40, 100, 100, 2000, 1000, 20, 20, 30, 15, 40, 20, 'bad'),
    ('support', 5, false, 'open', null, 10, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, 'unoffered'),
    -- Solved once and opened again: its waits do not count yet.
    ('support', 6, false, 'pending', null, 20, null, 3, 1, 20, 15, 500, 200, null, null, 7, 7, 8, 8, 9, 9, null),
    ('support', 7, false, 'hold', null, 30, null, 0, 0, null, null, null, null, null, null, null, null, null, null, null, null, null),
    ('support', 8, false, 'new', null, 0, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null),
    ('support', 9, true, 'deleted', '2024-01-10T12:00Z', null, null, 9, 9, 999, 999, 999, 999, 999, 999, 999, 999, 999, 999, 999, 999, 'good'),
    -- Solved at no known time.
    ('support', 10, false, 'solved', '2024-03-01T12:00Z', null, null, 1, 0, 60, 60, null, null, null, null, null, null, null, null, null, null, 'good_with_comment'),
    -- Without metrics, as old records are.
    ('support', 11, false, 'closed', '2024-03-02T12:00Z', null, '2024-03-10T12:00Z', null, null, null, null, null, null, null, null, null, null, null, null, null, null, 'offered'),
    -- A number that the other account has as well.
    ('support_b', 1, false, 'solved', '2024-03-03T12:00Z', null, '2024-03-04T12:00Z', 5, 0, 5, 5, 70, 70, 70, 70, 60, 60, 9, 4, 1, 3, 'bad')
) as ticket (scope, ticket_id, is_deleted, status, created_at, days_old, solved_at, replies, reopens, reply, reply_b, first, first_b, whole, whole_b,
    requester, requester_b, agent, agent_b, hold, hold_b, score);

update core.zd_tickets t set assignee_id = 77, assignee_stations = station.assignees, group_stations = station.groups
from (values (1, 1, 1), (2, 3, 2), (5, 2, 1)) as station (ticket_id, assignees, groups)
where t.scope = 'support' and t.ticket_id = station.ticket_id;
