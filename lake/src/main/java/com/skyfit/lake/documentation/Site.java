package com.skyfit.lake.documentation;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Column;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.warehouse.GoldTable;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The pages of a catalog and its models as files. Whoever opens the first needs no network and no server. */
public final class Site {

    private static final List<String> ASSETS = List.of("style.css", "search.js");

    private final Catalog catalog;
    private final ModelProject project;

    public Site(Catalog catalog, ModelProject project) {
        this.catalog = catalog;
        this.project = project;
    }

    /** Examples of the values of all columns that are not personal, from what the database holds now. */
    public Examples examples(Warehouse warehouse) throws SQLException {
        Map<String, Set<String>> columns = new TreeMap<>();
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                for (Table table : entity.tables()) {
                    columns.put(
                            GoldTable.of(table).toString(),
                            table.columns().stream()
                                    .filter(column -> !column.personal())
                                    .map(Column::name)
                                    .collect(Collectors.toSet()));
                }
            }
        }
        for (Model model : project.models()) {
            Set<String> open = new TreeSet<>(model.columns().keySet());
            open.removeAll(model.personal());
            columns.put(model.relation().toString(), open);
        }
        return Examples.read(warehouse, columns);
    }

    /**
     * Writes the site. Files of the same names are replaced, others stay.
     *
     * @return how many pages it has
     */
    public int write(Path folder, Examples examples) throws IOException {
        Html html = new Html();
        List<Page> pages = new Pages(catalog, project, examples).all();
        for (Page page : pages) {
            Path file = folder.resolve(page.path());
            Files.createDirectories(file.getParent());
            Files.writeString(file, html.page(page.values()));
        }
        for (String asset : ASSETS) {
            Files.writeString(folder.resolve(asset), Html.resource(asset));
        }
        Files.writeString(folder.resolve("index.js"), "const INDEX = " + index(pages) + ";\n");
        return pages.size();
    }

    /** A script instead of JSON: a page that was opened as a file may load scripts, and nothing else. */
    private static String index(List<Page> pages) {
        List<Map<String, String>> entries = new ArrayList<>();
        for (Page page : pages) {
            entries.add(entry(page.path(), page.title(), page.kind(), page.description()));
            page.columns()
                    .forEach(column -> entries.add(entry(
                            page.path() + "#" + column.name(),
                            page.title() + "." + column.name(),
                            "column",
                            column.meaning())));
        }
        return JsonMapper.shared().writeValueAsString(entries);
    }

    private static Map<String, String> entry(String path, String title, String kind, String meaning) {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("path", path);
        entry.put("title", title);
        entry.put("kind", kind);
        entry.put("meaning", meaning);
        return entry;
    }
}
