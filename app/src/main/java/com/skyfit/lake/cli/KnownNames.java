package com.skyfit.lake.cli;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.catalog.reading.InvalidCatalogException;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;

/** Names that shells complete. The command line makes each of them by itself, and asks it for its names when a script is generated. */
final class KnownNames {

    private KnownNames() {}

    private static Iterator<String> of(Function<Source, Stream<String>> names) {
        return catalog().sources().stream().flatMap(names).distinct().sorted().iterator();
    }

    /** A mistake in an own file keeps nobody from completing what is shipped. */
    private static Catalog catalog() {
        try {
            return new HomeOption().catalog();
        } catch (InvalidCatalogException e) {
            return CatalogReader.shipped();
        }
    }

    /** Sources. */
    static final class Sources implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return of(source -> Stream.of(source.name()));
        }
    }

    /** Scopes, as the catalog has them. */
    static final class Scopes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return of(source -> source.defaultScopes().stream());
        }
    }

    /** Entities. */
    static final class Entities implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return of(source -> source.entities().stream().map(Entity::name));
        }
    }

    /** Gold tables, without their schema. */
    static final class Tables implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return of(source -> source.entities().stream()
                    .flatMap(entity -> entity.tables().stream())
                    .map(Table::name));
        }
    }

    /** The tables of a source whose past is kept. */
    static Stream<Table> withHistory(Source source) {
        return source.entities().stream().map(Entity::table).filter(table -> table.history() != null);
    }

    /** Gold tables whose past is kept, with their schema. */
    static final class TablesWithHistory implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return of(source -> withHistory(source).map(table -> Catalog.SCHEMA + "." + table.name()));
        }
    }

    /** Subjects: source, scope and entity in one word. */
    static final class Subjects implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return of(source -> source.defaultScopes().stream()
                    .flatMap(scope -> source.entities().stream()
                            .map(entity -> source.name() + "." + scope + "." + entity.name())));
        }
    }
}
