"""Compares the numbers of every metric with those that dbt's own engine computes from the same definitions. Exit code 1 where one differs.

Usage: metrics.py SKYFIT HOME MF, in the folder of the project."""

import csv
import json
import os
import subprocess
import sys
import tempfile

SKYFIT, HOME, MF = sys.argv[1:]


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit("%s\n%s%s" % (" ".join(words), done.stdout, done.stderr))
    return done.stdout


def of_skyfit(names, group):
    by = ["--by", group] if group else []
    return csv.DictReader(run(SKYFIT, "metrics", "value", *names, *by, "--csv", "--home", HOME).splitlines())


def of_dbt(names, group):
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "rows.csv")
        run(MF, "query", "--metrics", ",".join(names), "--csv", file, *(["--group-by", group] if group else []))
        with open(file, encoding="utf-8") as rows:
            return list(csv.DictReader(rows))


def differing(metrics, ours, dbts):
    """Compares by a group, which has a name for each side; empty text for none."""
    names = [metric["name"] for metric in metrics]
    # A month is a day here and a moment there.
    our_rows = {row[ours][:10] if ours else "": row for row in of_skyfit(names, ours)}
    dbt_rows = {row[dbts][:10] if dbts else "": row for row in of_dbt(names, dbts)}
    differences = 0
    for group in sorted(our_rows.keys() | dbt_rows.keys()):
        for metric in metrics:
            our = our_rows.get(group, {}).get(metric["name"]) or ""
            dbt = dbt_rows.get(group, {}).get(metric["name"]) or ""
            if not same(our, dbt, metric["unit"]):
                differences += 1
                print("%s %s: skyfit=%s dbt=%s" % (group, metric["name"], our, dbt))
    print("%d metrics by %s: %d groups" % (len(names), ours or "nothing", len(our_rows)))
    return differences


def same(our, dbt, unit):
    if not our or not dbt:
        # Where no row meets the filter of a part, dbt has null, and skyfit 0 of something.
        return our == dbt or (unit in ("count", "share", "number") and not dbt and float(our) == 0)
    return abs(float(our) - float(dbt)) <= (0.000051 if unit == "share" else 0.0051)


def main():
    metrics = json.loads(run(SKYFIT, "metrics", "list", "--json", "--home", HOME))["metrics"]
    money = [metric for metric in metrics if metric.get("currency")]
    others = [metric for metric in metrics if not metric.get("currency")]
    differences = differing(money, "currency", "deal__currency") + differing(others, "", "")
    for subject in sorted({metric["rows"][0].split()[0] for metric in others}):
        of_subject = [metric for metric in others if metric["rows"][0].split()[0] == subject]
        differences += differing(of_subject, "month", "metric_time__month")
    if differences or not metrics:
        sys.exit("%d numbers of metrics differ" % differences)
    print("%d metrics are equal" % len(metrics))


main()
