-- Any text that is a key can be longer than a B-tree can hold: its uniqueness is that of its hash (ADR-066).

create function ops.text_key(value text) returns bytea
    language sql immutable strict parallel safe
    return sha256(convert_to(value, 'UTF8'));
comment on function ops.text_key(text) is 'What stands for a text in a unique index, whatever its length.';

comment on column ops.drift.field is 'Its name; of a longer one than 200 characters the first 200 and the MD5 of the whole.';
