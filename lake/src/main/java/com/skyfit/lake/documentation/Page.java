package com.skyfit.lake.documentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a page says, section by section; a section without content is left out.
 *
 * @param path of its file, from the root of the site
 * @param title its heading
 * @param kind of thing it is about, as people call it; empty for pages about the whole
 * @param description in a sentence or two
 * @param facts short answers, by their labels
 * @param columns of a table or view
 * @param tests that hold for it
 * @param sql the query it is made of; empty where there is none
 * @param drawing its lineage as SVG; empty where there is none
 * @param lists of links to other pages, by their headings
 */
record Page(
        String path,
        String title,
        String kind,
        String description,
        Map<String, String> facts,
        List<ColumnText> columns,
        List<String> tests,
        String sql,
        String drawing,
        Map<String, List<Link>> lists) {

    /**
     * What a page says of a column.
     *
     * @param from where its value comes from; empty where that is the query
     */
    record ColumnText(
            String name,
            String type,
            String meaning,
            String from,
            boolean personal,
            List<String> tests,
            List<String> examples) {}

    /** A page that another one leads to. */
    record Link(String path, String text, String description) {}

    /** The way from the page to the root of the site. */
    static String root(String path) {
        return "../".repeat((int) path.chars().filter(letter -> letter == '/').count());
    }

    /** As the template reads it. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("root", root(path));
        values.put("title", title);
        values.put("kind", kind);
        values.put("description", description);
        values.put(
                "facts",
                facts.entrySet().stream()
                        .filter(fact -> !fact.getValue().isEmpty())
                        .map(fact -> List.of(fact.getKey(), fact.getValue()))
                        .toList());
        values.put(
                "columns",
                columns.stream()
                        .map(column -> Map.of(
                                "name", column.name(),
                                "type", column.type(),
                                "meaning", column.meaning(),
                                "from", column.from(),
                                "personal", column.personal(),
                                "tests", column.tests(),
                                "examples", column.examples()))
                        .toList());
        values.put("tests", tests);
        values.put("sql", sql);
        values.put("drawing", drawing);
        List<Map<String, Object>> shown = new ArrayList<>();
        lists.forEach((heading, links) -> shown.add(Map.of(
                "heading",
                heading,
                "links",
                links.stream()
                        .map(link ->
                                Map.of("path", link.path(), "text", link.text(), "description", link.description()))
                        .toList())));
        values.put("lists", shown);
        return values;
    }
}
