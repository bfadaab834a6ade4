-- What checks have learnt of what is usual, so that a run is compared with those before it without reading them again.

create table ops.usual_share (
    check_name   text             not null,
    subject      text             not null,
    item         text             not null,
    share        double precision not null,
    run_id       text             not null,
    since_run_id text,
    primary key (check_name, subject, item)
);
comment on table ops.usual_share is
    'Of how many of a subject''s lines or rows something is usual: that a column is filled, that a field is there or has a JSON type.';
comment on column ops.usual_share.item is 'A column, or a field of the payload.';
comment on column ops.usual_share.share is 'From 0 to 1: the runs so far, later ones counting more. What was found to be a failure is not learnt.';
comment on column ops.usual_share.run_id is 'The newest run that was looked at.';
comment on column ops.usual_share.since_run_id is 'The run since which it is a failure; null where it is none.';
