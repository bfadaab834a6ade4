-- What is wrong from its beginning to its end, and what was and is to be told of it.

create table ops.incident (
    incident_id uuid        primary key,
    kind        text        not null,
    source      text        not null,
    scope       text        not null,
    place       text        not null,
    cause       text        not null,
    severity    text        not null check (severity in ('notice', 'warning', 'error')),
    first_seen  timestamptz not null,
    last_seen   timestamptz not null,
    what        text        not null,
    cure        text        not null,
    waiting     text[]      not null,
    told_at     timestamptz,
    ended_at    timestamptz
);
create index incident_open on ops.incident (first_seen) where ended_at is null;
create index incident_of_kind on ops.incident (kind, first_seen);
comment on table ops.incident is 'Something that was or is wrong, grouped by its cause: one row from its beginning to its end.';
comment on column ops.incident.kind is 'The name of a check, or a kind that docs/operations/alerts.md lists.';
comment on column ops.incident.source is 'The source that it is about; empty if it is about several, or none.';
comment on column ops.incident.scope is 'The scope likewise.';
comment on column ops.incident.place is 'Source and scope, or the table: as messages show it.';
comment on column ops.incident.waiting is 'What it holds up: entities, units, tables. Those that are well again are taken out.';
comment on column ops.incident.told_at is 'When a message about it was last written; null if nobody is told of it.';
comment on column ops.incident.ended_at is 'Null while it lasts.';

create table ops.letter (
    letter_id   uuid        primary key,
    incident_id uuid,
    channel     text        not null,
    event       text        not null check (event in ('began', 'worse', 'reminded', 'over', 'all_is_well')),
    message     text        not null,
    created_at  timestamptz not null,
    due_at      timestamptz not null,
    not_before  timestamptz,
    attempts    int         not null,
    failure     text        not null,
    sent_at     timestamptz,
    number      bigint      generated always as identity
);
create index letter_unsent on ops.letter (number) where sent_at is null;
create index letter_of_event on ops.letter (event, created_at);
comment on table ops.letter is 'One message to one channel, sent or still to be sent.';
comment on column ops.letter.number is 'The order in which they were written, and are sent.';
comment on column ops.letter.message is 'What is said, as JSON.';
comment on column ops.letter.due_at is 'When the next run tries to send it: later after each failure, and after quiet hours.';
comment on column ops.letter.not_before is 'Until when the channel has asked to wait.';
comment on column ops.letter.failure is 'Why the last attempt failed; empty if none did.';
