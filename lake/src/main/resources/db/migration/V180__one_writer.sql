-- Who may write. Each run that writes takes the next epoch; whatever an earlier one still wants to commit is refused.

create table ops.writer (
    epoch        bigint      primary key,
    run_id       text,
    host         text,
    process_id   bigint,
    taken_at     timestamptz,
    heartbeat_at timestamptz,
    single       boolean     not null unique default true check (single)
);
insert into ops.writer (epoch) values (0);
comment on table ops.writer is 'The run that may write, or that was the last to do so; one row.';
comment on column ops.writer.epoch is 'Grows with each run that writes. A session that carries an earlier one cannot write to schema ops.';
comment on column ops.writer.heartbeat_at is 'The last sign of life of that run; while it is at work, no older than half a minute.';

-- The epoch is the key: who shares its lock keeps others from taking the next one until it commits, and keeps no heartbeat from being written.
create function ops.refuse_earlier_writers() returns void language plpgsql as $b$
declare
    mine constant bigint := nullif(current_setting('skyfit.epoch', true), '')::bigint;
    newest ops.writer;
begin
    if mine is null then
        return;
    end if;
    perform from ops.writer where epoch = mine for key share;
    if not found then
        select * into newest from ops.writer;
        raise exception using errcode = 'SKF01', message = format('%s on %s (process %s) took over at %s',
            coalesce('Run ' || newest.run_id, 'Another run'), newest.host, newest.process_id,
            to_char(newest.taken_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'));
    end if;
end $b$;
comment on function ops.refuse_earlier_writers() is 'Fails a transaction of a run that another has taken over from; keeps others from taking over until it ends.';

create function ops.fence() returns trigger language plpgsql as $b$
begin
    perform ops.refuse_earlier_writers();
    return null;
end $b$;
comment on function ops.fence() is 'What each table of this schema asks before it is written to.';
