package com.skyfit.lake.notification;

import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.notification.channel.Message.Fact;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.status.StorageStatus;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an operator likes to know once a week although nothing is wrong. */
final class WeeklyFacts {

    private static final double MEGABYTE = 1 << 20;

    private final Configuration configuration;
    private final Warehouse warehouse;
    private final Instant now;

    WeeklyFacts(Configuration configuration, Warehouse warehouse, Instant now) {
        this.configuration = configuration;
        this.warehouse = warehouse;
        this.now = now;
    }

    List<Fact> read() throws SQLException, IOException {
        List<Fact> facts = new ArrayList<>();
        StorageStatus storage = StorageStatus.read(configuration, warehouse, now);
        for (StorageStatus.Layer layer : storage.layers()) {
            facts.add(new Fact("size of " + layer.layer(), megabytes(layer.bytes())));
        }
        if (storage.bytesPerDay() != null) {
            facts.add(new Fact("growth a day", megabytes(storage.bytesPerDay())));
        }
        if (storage.free() != null) {
            facts.add(new Fact("free", megabytes(storage.free())));
        }
        if (storage.fullAt() != null) {
            facts.add(new Fact("full at this growth", day(storage.fullAt())));
        }
        try (Connection connection = warehouse.connect()) {
            facts.addAll(ages(connection));
            facts.addAll(requests(connection));
        }
        for (Account account : configuration.accounts()) {
            LocalDate last = account.auth().lastDay();
            if (last != null) {
                long days = Duration.between(
                                now, last.atStartOfDay(ZoneOffset.UTC).toInstant())
                        .toDays();
                facts.add(new Fact(account.secretSetting() + " ends", last + ", in " + Math.max(0, days) + " days"));
            }
        }
        return facts;
    }

    /** The age of each account's oldest newest extraction. */
    private List<Fact> ages(Connection connection) throws SQLException {
        return Query.of(connection, """
                        select source, scope, min(newest) as oldest
                        from (
                            select source, scope, entity, max(committed_at) as newest
                            from ops.manifest where complete group by source, scope, entity
                        ) extracted
                        group by source, scope order by source, scope""")
                .list(row -> new Fact(
                        "age of " + row.text("source") + "." + row.text("scope"),
                        Math.max(0, Duration.between(row.instant("oldest"), now).toHours()) + " h at most"));
    }

    private List<Fact> requests(Connection connection) throws SQLException {
        return Query.of(connection, """
                        select source, scope, sum(requests) as requests, count(*) filter (where status = 'parked') as parked
                        from ops.run_unit
                        where stage = 'extract' and finished_at > :week_ago
                        group by source, scope order by source, scope""")
                .bind("week_ago", now.minus(Duration.ofDays(7)))
                .list(row -> new Fact(
                        "requests to " + row.text("source") + "." + row.text("scope") + " in 7 days",
                        row.text("requests")
                                + (row.number("parked") == 0
                                        ? ", never short of budget"
                                        : ", short of budget " + row.number("parked") + " times")));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
    }

    private static String day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC).toString();
    }
}
