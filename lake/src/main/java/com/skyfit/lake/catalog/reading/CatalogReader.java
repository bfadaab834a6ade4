package com.skyfit.lake.catalog.reading;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.expectation.BusinessCalendar;
import com.skyfit.lake.messages.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;

/**
 * Reads the catalog. Files may be laid over one another: a later file for the same source adds entities, listings, tables and
 * columns to it or replaces single values in them, one for the same calendar adds holidays. A column, {@code auth}, {@code scopes}, {@code params}, {@code paging},
 * {@code incremental} and every list are replaced completely; a value left empty (null) removes the lower file's. The result is
 * checked, so an upper file need not be complete in itself.
 *
 * <p>All mistakes in all files are reported together, as {@link InvalidCatalogException}.
 */
public final class CatalogReader {

    private final List<CatalogProblem> problems = new ArrayList<>();
    private final Map<String, SourceDocument> documents = new LinkedHashMap<>();
    private final Map<String, SourceDocument> calendars = new LinkedHashMap<>();

    private CatalogReader() {}

    /** The catalog that comes with the program. It was checked when that was built, and is not checked again: that takes half of a short command. */
    public static Catalog shipped() {
        return new CatalogReader().catalog(CatalogFile.shipped(), List.of());
    }

    /** The catalog that comes with the program, with the files laid over it in their order. */
    public static Catalog shippedUnder(List<CatalogFile> files) {
        if (files.isEmpty()) {
            return shipped();
        }
        return new CatalogReader().catalog(CatalogFile.shipped(), files);
    }

    /** The catalog in these files alone, each laid over those before it. */
    public static Catalog read(List<CatalogFile> files) {
        return new CatalogReader().catalog(List.of(), files);
    }

    /** The catalog of files that were checked before, with others over them that were not. */
    private Catalog catalog(List<CatalogFile> sound, List<CatalogFile> files) {
        sound.forEach(file -> read(file).ifPresent(document -> add(file, document.asSound())));
        files.forEach(file -> read(file).ifPresent(document -> add(file, document)));
        if (!files.isEmpty()) {
            check();
        }
        if (!problems.isEmpty()) {
            throw new InvalidCatalogException(
                    inTheOrderOf(Stream.concat(sound.stream(), files.stream()).toList()));
        }
        Map<String, BusinessCalendar> read = new LinkedHashMap<>();
        calendars.forEach((name, document) -> read.put(name, CalendarReading.calendar(document.located())));
        return new Catalog(documents.values().stream()
                .map(document -> SourceMapping.source(document.located(), read))
                .toList());
    }

    /** The document in a file; nothing where it cannot be read, or belongs elsewhere. */
    private Optional<SourceDocument> read(CatalogFile file) {
        if (file.isQuery()) {
            refuseQuery(file);
            return Optional.empty();
        }
        return YamlReading.read(file, "the description of a source that starts with 'source: NAME'", problems);
    }

    private void check() {
        checkCalendars();
        CatalogSchema schema = new CatalogSchema("catalog.schema.json");
        CatalogRules rules = new CatalogRules(problems);
        for (SourceDocument document : documents.values()) {
            problems.addAll(schema.check(document));
            rules.check(document.located(), calendars.keySet());
        }
    }

    private void checkCalendars() {
        CatalogSchema schema = new CatalogSchema("calendar.schema.json");
        for (SourceDocument document : calendars.values()) {
            problems.addAll(schema.check(document));
            CalendarReading.check(document.located(), problems);
        }
    }

    private void add(CatalogFile file, SourceDocument document) {
        YamlNode root = document.located();
        boolean isCalendar = root.at("calendar").isPresent()
                && !root.at("source").isPresent()
                && !root.at("entities").isPresent();
        if (isCalendar) {
            String name = root.at("calendar").text();
            calendars.merge(name.isEmpty() ? file.name() : name, document, SourceDocument::under);
        } else {
            addSource(file, document);
        }
    }

    private void addSource(CatalogFile file, SourceDocument document) {
        YamlNode source = document.located().at("source");
        String name = source.text().isEmpty() ? file.name() : source.text();
        SourceDocument lower = documents.get(name);
        if (lower != null) {
            documents.put(name, lower.under(Misnamed.without(lower, document, problems)));
        } else if (documents.isEmpty() || source.text().isEmpty() || !Misnamed.isSource(document)) {
            documents.put(name, document);
        } else {
            problems.add(document.place(JsonPointer.compile("/source"))
                    .problem("There is no source '" + name + "'" + NearestName.among(documents.keySet(), name)
                            + ". A new source needs a complete description, beginning with 'base_url' and 'auth'"));
        }
    }

    /** Views were files of the catalog once. */
    private void refuseQuery(CatalogFile file) {
        problems.add(
                new CatalogProblem(
                        file.name(),
                        1,
                        "A query is a model: put its SELECT into {home}/models/models/NAME.sql, without 'create view' (docs/models.md)"));
    }

    private List<CatalogProblem> inTheOrderOf(List<CatalogFile> files) {
        List<String> names = files.stream().map(CatalogFile::name).toList();
        return problems.stream()
                .distinct()
                .sorted((one, other) -> {
                    int byFile = Integer.compare(names.indexOf(one.file()), names.indexOf(other.file()));
                    return byFile != 0 ? byFile : Integer.compare(one.line(), other.line());
                })
                .toList();
    }
}
