package com.skyfit.lake.catalog.reading;

import com.skyfit.lake.catalog.Paging;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The ways in which pages follow one another, by the names that they have in a catalog. */
enum PagingKind {
    SINGLE {
        @Override
        Paging read(YamlNode paging) {
            return new Paging.Single();
        }
    },
    CURSOR {
        @Override
        Paging read(YamlNode paging) {
            return new Paging.Cursor(
                    paging.at("size_param").text(),
                    paging.at("size").number(),
                    paging.at("param").text(),
                    paging.at("next").text(),
                    paging.at("more").text(),
                    paging.at("end").text());
        }
    },
    NUMBERED {
        @Override
        Paging read(YamlNode paging) {
            return new Paging.Numbered(
                    paging.at("size_param").text(),
                    paging.at("size").number(),
                    paging.at("param").text(),
                    paging.at("next").text());
        }
    },
    TIME {
        @Override
        Paging read(YamlNode paging) {
            return new Paging.Time(
                    paging.at("size_param").text(),
                    paging.at("size").number(),
                    paging.at("param").text(),
                    paging.at("next").text(),
                    paging.at("end").text(),
                    paging.at("grows").isTrue());
        }
    };

    /** Reads what the schema accepted. */
    abstract Paging read(YamlNode paging);

    /** The kind that a mapping says; empty if it says none or one that does not exist. */
    static Optional<PagingKind> of(YamlNode paging) {
        String written = paging.at("kind").text();
        return Stream.of(values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(written))
                .findFirst();
    }
}
