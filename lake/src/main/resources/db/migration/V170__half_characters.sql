-- Half of a character beyond U+FFFF (an emoji that was cut) is repaired as U+0000 is: JSONB can hold neither (ADR-051).

alter table ops.repair drop constraint repair_pkey;
alter table ops.repair drop constraint repair_kind_check;
alter table ops.repair
    add primary key (file_id, line_no, kind),
    add constraint repair_kind_check check (kind in ('u0000', 'surrogate'));
comment on table ops.repair is 'Rows of silver that differ from their lines in bronze, because PostgreSQL cannot hold the line as it is.';
comment on column ops.repair.kind is
    'What stands as U+FFFD, because PostgreSQL cannot store it. u0000: the character U+0000; surrogate: one half of a character beyond U+FFFF.';

drop function ops.judged_line(bytea);

create function ops.judged_line(line bytea, out payload jsonb, out nulls int, out surrogates int, out reason text)
    language plpgsql stable strict parallel safe as $b$
declare
    line_text text;
    paired text;
    explanation text;
    -- An escape is one only behind an even number of backslashes.
    unescaped constant text := '(?<!\\)((?:\\\\)*)';
    lone constant text := unescaped || '\\u[dD][89a-fA-F][0-9a-fA-F]{2}';
begin
    nulls := 0;
    surrogates := 0;
    begin
        line_text := convert_from(line, 'UTF8');
        payload := line_text::jsonb;
        return;
    exception when others then
        get stacked diagnostics reason = message_text, explanation = pg_exception_detail;
        -- The server's own trouble (no memory, no disk, shutting down, failing) is no verdict on the line.
        if sqlstate !~ '^(22|54)' then
            raise;
        end if;
        reason := reason || coalesce(': ' || nullif(explanation, ''), '');
    end;
    -- U+0001 marks the pairs below, and no line that holds it as it is can be JSON.
    if line_text is null or line_text !~ '\\u(0000|[dD][89a-fA-F])' or position(e'\x01' in line_text) > 0 then
        return;
    end if;
    begin
        paired := regexp_replace(line_text,
            unescaped || '\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})', e'\\1\x01\\2\\3', 'g');
        payload := regexp_replace(
            regexp_replace(regexp_replace(paired, unescaped || '\\u0000', '\1\\ufffd', 'g'), lone, '\1\\ufffd', 'g'),
            e'\x01(.{4})(.{4})', '\\u\1\\u\2', 'g')::jsonb;
        nulls := (select count(*) from regexp_matches(paired, unescaped || '\\u0000', 'g'));
        surrogates := (select count(*) from regexp_matches(paired, lone, 'g'));
        reason := null;
    exception when others then
        if sqlstate !~ '^(22|54)' then
            raise;
        end if;
    end;
end $b$;
comment on function ops.judged_line(bytea) is
    'A line as JSONB, after replacing U+0000 and halves of characters by U+FFFD where it needs that; or why it cannot be.';
