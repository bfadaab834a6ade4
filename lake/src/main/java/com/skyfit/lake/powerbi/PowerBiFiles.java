package com.skyfit.lake.powerbi;

import com.skyfit.lake.powerbi.report.JsonText;
import com.skyfit.lake.powerbi.report.Page;
import com.skyfit.lake.powerbi.report.ReportFiles;
import com.skyfit.lake.powerbi.tmdl.TmdlFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The files of a project for Power BI Desktop. */
final class PowerBiFiles {

    /** The name of the project. */
    static final String NAME = "SkyFit";

    /** The folder of the semantic model. */
    static final String MODEL = NAME + ".SemanticModel";

    /** The folder of the report. */
    static final String REPORT = NAME + ".Report";

    private static final String SCHEMAS = "https://developer.microsoft.com/json-schemas/fabric/";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PowerBiFiles() {}

    /**
     * The files by their paths in the project, {@code /} between folders.
     *
     * @param server host and port of the database
     * @param database its name
     */
    static Map<String, String> of(ExportedModel exported, List<Page> pages, String server, String database) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(NAME + ".pbip", JsonText.of(shortcut()));
        files.put(NAME + ".pbids", JsonText.of(source(server, database)));
        // What Desktop keeps for the one who works with it, the cache of data among it.
        files.put(".gitignore", "**/.pbi/localSettings.json\n**/.pbi/cache.abf\n");
        files.put(MODEL + "/.platform", JsonText.of(platform("SemanticModel")));
        files.put(MODEL + "/definition.pbism", JsonText.of(modelProperties()));
        TmdlFiles.of(exported.model()).forEach((path, text) -> files.put(MODEL + "/definition/" + path, text));
        files.put(REPORT + "/.platform", JsonText.of(platform("Report")));
        files.put(REPORT + "/definition.pbir", JsonText.of(reportProperties()));
        ReportFiles.of(pages).forEach((path, text) -> files.put(REPORT + "/definition/" + path, text));
        return files;
    }

    private static ObjectNode document(String schema, String version) {
        return JSON.objectNode()
                .put("$schema", SCHEMAS + schema + "/schema.json")
                .put("version", version);
    }

    private static ObjectNode shortcut() {
        ObjectNode shortcut = document("pbip/pbipProperties/1.0.0", "1.0");
        shortcut.putArray("artifacts").addObject().putObject("report").put("path", REPORT);
        shortcut.putObject("settings").put("enableAutoRecovery", true);
        return shortcut;
    }

    private static ObjectNode source(String server, String database) {
        ObjectNode source = JSON.objectNode().put("version", "0.1");
        ObjectNode connection = source.putArray("connections").addObject();
        ObjectNode details = connection.putObject("details").put("protocol", "postgresql");
        details.putObject("address").put("server", server).put("database", database);
        connection.put("mode", "DirectQuery");
        return source;
    }

    private static ObjectNode platform(String type) {
        ObjectNode platform =
                JSON.objectNode().put("$schema", SCHEMAS + "gitIntegration/platformProperties/2.0.0/schema.json");
        platform.putObject("metadata").put("type", type).put("displayName", NAME);
        platform.putObject("config")
                .put("version", "2.0")
                .put("logicalId", StableId.of("item", type).toString());
        return platform;
    }

    private static ObjectNode modelProperties() {
        ObjectNode properties = document("item/semanticModel/definitionProperties/1.0.0", "4.2");
        properties.putObject("settings");
        return properties;
    }

    private static ObjectNode reportProperties() {
        ObjectNode properties = document("item/report/definitionProperties/2.0.0", "4.0");
        properties.putObject("datasetReference").putObject("byPath").put("path", "../" + MODEL);
        return properties;
    }
}
