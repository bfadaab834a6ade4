-- Lines whose payload silver holds already are ranges, not rows (ADR-073).

create table ops.repeat (
    file_id    int not null references ops.file,
    line_no    int not null,
    lines      int not null check (lines > 0),
    of_file_id int not null references ops.file,
    of_line_no int not null,
    primary key (file_id, line_no)
);
comment on table ops.repeat is
    'Lines of a part, one after another, that silver holds no rows for, because rows of another part have just their payloads.';
comment on column ops.repeat.line_no is 'The first of the lines.';
comment on column ops.repeat.lines is 'How many there are.';
comment on column ops.repeat.of_line_no is 'The line of the other part that the first of them equals; the following ones equal those that follow it.';
