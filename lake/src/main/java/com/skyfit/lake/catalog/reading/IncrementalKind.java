package com.skyfit.lake.catalog.reading;

import com.skyfit.lake.catalog.Incremental;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What later runs ask for, by the names that it has in a catalog, and the ways of paging that each goes with. */
enum IncrementalKind {
    SNAPSHOT("Incremental 'snapshot' works with any paging") {
        @Override
        boolean goesWith(PagingKind paging) {
            return true;
        }

        @Override
        Incremental read(YamlNode incremental) {
            return new Incremental.Snapshot();
        }
    },
    SINCE("Paging 'time' works with incremental 'from_time' or 'snapshot'") {
        @Override
        boolean goesWith(PagingKind paging) {
            return paging != PagingKind.TIME;
        }

        @Override
        Incremental read(YamlNode incremental) {
            return new Incremental.Since(
                    incremental.at("param").text(), incremental.at("time").text(), duration(incremental.at("overlap")));
        }
    },
    FROM_CURSOR("Incremental 'from_cursor' works with paging 'cursor' only") {
        @Override
        boolean goesWith(PagingKind paging) {
            return paging == PagingKind.CURSOR;
        }

        @Override
        Incremental read(YamlNode incremental) {
            return new Incremental.FromCursor(
                    incremental.at("start_param").text(), duration(incremental.at("held_back")));
        }
    },
    FROM_TIME("Incremental 'from_time' works with paging 'time' only") {
        @Override
        boolean goesWith(PagingKind paging) {
            return paging == PagingKind.TIME;
        }

        @Override
        Incremental read(YamlNode incremental) {
            return new Incremental.FromTime(duration(incremental.at("overlap")), duration(incremental.at("held_back")));
        }
    },
    FOR_EACH("Incremental 'for_each' works with any paging but 'time'") {
        @Override
        boolean goesWith(PagingKind paging) {
            return paging != PagingKind.TIME;
        }

        @Override
        Incremental read(YamlNode incremental) {
            return new Incremental.ForEach(incremental.at("entity").text());
        }
    };

    private final String rule;

    IncrementalKind(String rule) {
        this.rule = rule;
    }

    /** Reads what the schema accepted. */
    abstract Incremental read(YamlNode incremental);

    /** Whether it goes with that way of paging. */
    abstract boolean goesWith(PagingKind paging);

    /** The paging that it works with, for people. */
    String rule() {
        return rule;
    }

    /** The kind in a mapping, {@link #SNAPSHOT} if there is no mapping; empty if it names none or one that does not exist. */
    static Optional<IncrementalKind> of(YamlNode incremental) {
        if (!incremental.isPresent()) {
            return Optional.of(SNAPSHOT);
        }
        String written = incremental.at("kind").text();
        return Stream.of(values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(written))
                .findFirst();
    }

    /** Zero if none is written. */
    private static Duration duration(YamlNode written) {
        return written.isPresent() ? Duration.parse(written.text()) : Duration.ZERO;
    }
}
