package com.skyfit.lake.powerbi.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes pages as the files of the folder {@code definition} of a report. Of each schema the oldest version is named that has what is written: Power BI
 * Desktop refuses those that are newer than itself.
 */
public final class ReportFiles {

    private static final String SCHEMAS = "https://developer.microsoft.com/json-schemas/fabric/item/report/definition/";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ReportFiles() {}

    /** The files by their paths below {@code definition}, {@code /} between folders. Equal pages have equal files. */
    public static Map<String, String> of(List<Page> pages) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("version.json", JsonText.of(document("versionMetadata/1.0.0").put("version", "2.0.0")));
        files.put("report.json", JsonText.of(report()));
        files.put("pages/pages.json", JsonText.of(order(pages)));
        for (Page page : pages) {
            String folder = "pages/" + page.id() + "/";
            files.put(folder + "page.json", JsonText.of(page(page)));
            int order = 0;
            for (Visual visual : page.visuals()) {
                files.put(folder + "visuals/" + visual.id() + "/visual.json", JsonText.of(visual(visual, order++)));
            }
        }
        return files;
    }

    private static ObjectNode document(String schema) {
        return JSON.objectNode().put("$schema", SCHEMAS + schema + "/schema.json");
    }

    private static ObjectNode report() {
        ObjectNode report = document("report/3.0.0");
        ObjectNode theme = report.putObject("themeCollection").putObject("baseTheme");
        theme.put("name", "CY24SU10");
        theme.putObject("reportVersionAtImport")
                .put("visual", "2.0.0")
                .put("report", "3.0.0")
                .put("page", "2.0.0");
        theme.put("type", "SharedResources");
        return report;
    }

    private static ObjectNode order(List<Page> pages) {
        ObjectNode order = document("pagesMetadata/1.0.0");
        ArrayNode ids = order.putArray("pageOrder");
        pages.forEach(page -> ids.add(page.id()));
        pages.stream().findFirst().ifPresent(first -> order.put("activePageName", first.id()));
        return order;
    }

    private static ObjectNode page(Page page) {
        return document("page/2.0.0")
                .put("name", page.id())
                .put("displayName", page.title())
                .put("displayOption", "FitToPage")
                .put("height", Place.PAGE_HEIGHT)
                .put("width", Place.PAGE_WIDTH);
    }

    private static ObjectNode visual(Visual visual, int order) {
        ObjectNode document = document("visualContainer/2.0.0").put("name", visual.id());
        document.putObject("position")
                .put("x", visual.place().x())
                .put("y", visual.place().y())
                .put("z", order)
                .put("height", visual.place().height())
                .put("width", visual.place().width())
                .put("tabOrder", order);
        ObjectNode body =
                document.putObject("visual").put("visualType", visual.content().type());
        if (!visual.content().wells().isEmpty()) {
            body.putObject("query").set("queryState", wells(visual.content()));
        }
        if (visual.content() instanceof Content.Heading heading) {
            body.putObject("objects").set("general", properties(paragraphs(heading.text())));
        }
        if (visual.content() instanceof Content.Slicer) {
            body.putObject("objects").set("data", properties(JSON.objectNode().set("mode", literal("'Dropdown'"))));
        }
        if (!visual.title().isEmpty()) {
            ObjectNode title = JSON.objectNode();
            title.set("show", literal("true"));
            title.set("text", literal("'" + visual.title().replace("'", "''") + "'"));
            body.putObject("visualContainerObjects").set("title", properties(title));
        }
        body.put("drillFilterOtherVisuals", true);
        return document;
    }

    private static ObjectNode wells(Content content) {
        ObjectNode wells = JSON.objectNode();
        new TreeMap<>(content.wells()).forEach((name, fields) -> {
            ArrayNode projections = wells.putObject(name).putArray("projections");
            fields.forEach(field -> projections.add(projection(field)));
        });
        return wells;
    }

    private static ObjectNode projection(Field field) {
        ObjectNode projection = JSON.objectNode();
        ObjectNode named =
                projection.putObject("field").putObject(field instanceof Field.OfMeasure ? "Measure" : "Column");
        named.putObject("Expression")
                .putObject("SourceRef")
                .put("Entity", field.name().table());
        named.put("Property", field.name().name());
        return projection
                .put("queryRef", field.name().table() + "." + field.name().name())
                .put("nativeQueryRef", field.name().name());
    }

    private static ObjectNode literal(String value) {
        ObjectNode literal = JSON.objectNode();
        literal.putObject("expr").putObject("Literal").put("Value", value);
        return literal;
    }

    private static ArrayNode properties(ObjectNode properties) {
        ArrayNode list = JSON.arrayNode();
        list.addObject().set("properties", properties);
        return list;
    }

    private static ObjectNode paragraphs(String text) {
        ObjectNode properties = JSON.objectNode();
        ObjectNode run = properties
                .putArray("paragraphs")
                .addObject()
                .putArray("textRuns")
                .addObject();
        run.put("value", text).putObject("textStyle").put("fontWeight", "bold").put("fontSize", "20pt");
        return properties;
    }
}
