-- Every table of ops asks whether its writer still is the one. This follows each migration, so that none can forget it for its tables.

do $$
declare
    unfenced regclass;
begin
    if to_regproc('ops.fence') is null then
        return;
    end if;
    for unfenced in
        select c.oid from pg_class c
        where c.relnamespace = 'ops'::regnamespace and c.relkind in ('r', 'p') and c.relname not in ('writer', 'schema_history')
            and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'fence')
    loop
        execute format('create trigger fence before insert or update or delete or truncate on %s
            for each statement execute function ops.fence()', unfenced);
    end loop;
end $$;
