"""Changes gold as a run would: some deals change, some come, one goes. Times are later than all there are."""

import psycopg2

CHANGE = """
update core.pd_deals set status = 'won', value = coalesce(value, 0) + 1,
    update_time = (select max(update_time) from core.pd_deals) + interval '1 hour'
where deal_id % 7 = 0;
insert into core.pd_deals
select (jsonb_populate_record(d, jsonb_build_object('deal_id', -d.deal_id,
    'update_time', (select max(update_time) from core.pd_deals) + interval '2 hours'))).*
from core.pd_deals d where deal_id % 11 = 0;
delete from core.pd_deals where deal_id = (select min(deal_id) from core.pd_deals where deal_id > 0);
"""

with psycopg2.connect("") as connection, connection.cursor() as cursor:
    cursor.execute(CHANGE)
