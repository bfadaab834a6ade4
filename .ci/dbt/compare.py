"""Compares what skyfit and dbt made of each model: the same rows, as often. Exit code 1 where one differs."""

import json
import sys

import psycopg2

COMPARE = """
select (select count(*) from {one}),
    (select md5(coalesce(string_agg(md5(r::text), '' order by md5(r::text) collate "C"), '')) from {one} r),
    (select md5(coalesce(string_agg(md5(r::text), '' order by md5(r::text) collate "C"), '')) from {other} r)
"""

COMMENTS = """
select a.attname, col_description(a.attrelid, a.attnum), obj_description(a.attrelid, 'pg_class')
from pg_attribute a where a.attrelid = %s::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum
"""


def relations(manifest):
    """Of each model what dbt made, and what skyfit did: the same schema without the target's before it."""
    for node in json.load(open(manifest, encoding="utf-8"))["nodes"].values():
        if node["resource_type"] == "model":
            schema = node["config"].get("schema") or "core"
            yield node["name"], '"%s"."%s"' % (schema, node["alias"]), '"%s"."%s"' % (node["schema"], node["alias"])


def main(manifest):
    differing = 0
    compared = 0
    with psycopg2.connect("") as connection, connection.cursor() as cursor:
        cursor.execute("set time zone 'UTC'")
        for name, ours, dbts in relations(manifest):
            cursor.execute(COMPARE.format(one=ours, other=dbts))
            rows, our_digest, dbt_digest = cursor.fetchone()
            cursor.execute(COMMENTS, (ours,))
            our_comments = cursor.fetchall()
            cursor.execute(COMMENTS, (dbts,))
            same = our_digest == dbt_digest and our_comments == cursor.fetchall()
            print("%-32s rows=%-8d skyfit=%s dbt=%s %s" % (name, rows, our_digest, dbt_digest, "" if same else "DIFFERS"))
            differing += not same
            compared += 1
    if differing or not compared:
        sys.exit("%d of %d models differ" % (differing, compared))
    print("%d models are equal" % compared)


main(sys.argv[1])
