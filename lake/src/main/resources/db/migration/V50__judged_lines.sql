-- Lines that silver cannot take as they are: judged one by one, repaired where that is documented, else quarantined (ADR-051).

create table ops.repair (
    file_id int  not null references ops.file,
    line_no int  not null,
    kind    text not null check (kind in ('u0000')),
    places  int  not null,
    primary key (file_id, line_no)
);
comment on table ops.repair is 'Rows of silver that differ from their lines in bronze, because PostgreSQL cannot hold the line as it is.';
comment on column ops.repair.kind is 'u0000: the character U+0000, which PostgreSQL cannot store, stands as U+FFFD.';
comment on column ops.repair.places is 'How many characters were replaced.';

create function ops.judged_line(line bytea, out payload jsonb, out repaired int, out reason text)
    language plpgsql stable strict parallel safe as $b$
declare
    line_text text;
    repaired_text text;
    explanation text;
begin
    repaired := 0;
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
    if line_text is null or position('\u0000' in line_text) = 0 then
        return;
    end if;
    begin
        -- An escape is one only behind an even number of backslashes.
        repaired_text := regexp_replace(line_text, '(?<!\\)((?:\\\\)*)\\u0000', '\1\\ufffd', 'g');
        payload := repaired_text::jsonb;
        repaired := (select count(*) from regexp_matches(line_text, '(?<!\\)(?:\\\\)*\\u0000', 'g'));
        reason := null;
    exception when others then
        if sqlstate !~ '^(22|54)' then
            raise;
        end if;
    end;
end $b$;
comment on function ops.judged_line(bytea) is
    'A line as JSONB, after replacing U+0000 by U+FFFD where it needs that; or why it cannot be.';
