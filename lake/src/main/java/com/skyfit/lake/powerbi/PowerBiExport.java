package com.skyfit.lake.powerbi;

import com.skyfit.lake.models.metrics.SemanticLayer;
import com.skyfit.lake.powerbi.report.Page;
import com.skyfit.lake.powerbi.star.Star;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A project for Power BI Desktop, ready to be written.
 *
 * @param files the texts by their paths, {@code /} between folders
 * @param tables how many tables the model has
 * @param measures how many measures
 * @param pages how many pages the report has
 * @param leftOut what is not in it, and why, one sentence each
 */
public record PowerBiExport(Map<String, String> files, int tables, int measures, int pages, List<String> leftOut) {

    public PowerBiExport {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Makes it. The same input makes the same files, byte by byte.
     *
     * @param layer whose metrics become measures
     * @param server host and port of the database, which people can change in Power BI
     * @param database its name
     */
    public static PowerBiExport of(Star star, SemanticLayer layer, Language language, String server, String database) {
        ExportedModel exported = ModelOfStar.of(star, new Metrics(layer, language), language, server, database);
        List<Page> pages = Pages.of(exported, language);
        return new PowerBiExport(
                PowerBiFiles.of(exported, pages, server, database),
                exported.model().tables().size(),
                exported.measures().size(),
                pages.size(),
                exported.leftOut());
    }
}
