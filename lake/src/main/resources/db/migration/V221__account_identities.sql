-- Who each account's token is: whoever sees less lists fewer records, which looks like deletions.

create table ops.account_identity (
    source     text        not null,
    scope      text        not null,
    run_id     text        not null,
    user_id    text        not null,
    company_id text        not null,
    is_admin   boolean     not null,
    doubt      text,
    noted_at   timestamptz not null default now(),
    primary key (source, scope, run_id)
);
comment on table ops.account_identity is 'As whom each run asked an account: ids only.';
comment on column ops.account_identity.company_id is 'The company that the token opens; empty where the source does not say.';
comment on column ops.account_identity.is_admin is 'Whether that user sees everything.';
comment on column ops.account_identity.doubt is
    'What of it says that less is seen than before, until an operator accepts it: meanwhile absence is not taken for deletion. Null where nothing does.';
