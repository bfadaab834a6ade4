package com.skyfit.lake.operations;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.PartReader;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.quality.Reconciliation;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The first promise counted again, layer by layer, keys as well as rows, without relying on totals of earlier runs.
 *
 * @param counts with the terms of the equation
 * @param differences of the keys of silver and gold
 * @param brokenParts faults of parts of bronze, each with its path; empty if there are none or bronze was not read
 */
public record Recount(
        @JsonUnwrapped Reconciliation counts,
        @JsonUnwrapped Reconciliation.Differences differences,
        @JsonIgnore List<String> brokenParts) {

    public Recount {
        brokenParts = List.copyOf(brokenParts);
    }

    /** What does not add up; empty if nothing is missing and nothing is too much. */
    @JsonProperty("breaches")
    public List<String> breaches() {
        List<String> breaches = new ArrayList<>(counts.breaches());
        if (!differences.missing().isEmpty()) {
            breaches.add("keys of silver that gold lacks: " + String.join(", ", differences.missing()));
        }
        if (!differences.surplus().isEmpty()) {
            breaches.add("keys of gold that silver lacks: " + String.join(", ", differences.surplus()));
        }
        breaches.addAll(brokenParts);
        return breaches;
    }

    /**
     * Counts.
     *
     * @param readBronze whether every part is read again, its hash and lines counted
     * @param most how many keys and parts are listed of each kind
     */
    public static List<Recount> of(
            Configuration configuration, Warehouse warehouse, Selection selection, boolean readBronze, int most)
            throws SQLException {
        List<Recount> recounts = new ArrayList<>();
        for (ScopedEntity entity : configuration.subjects(selection)) {
            try (Connection connection = warehouse.connect()) {
                recounts.add(new Recount(
                        Reconciliation.recount(connection, entity),
                        Reconciliation.differences(connection, entity, most),
                        readBronze ? brokenParts(configuration.lake(), connection, entity, most) : List.of()));
            }
        }
        return recounts;
    }

    private static List<String> brokenParts(LakeStorage lake, Connection connection, ScopedEntity entity, int most)
            throws SQLException {
        List<String> broken = new ArrayList<>();
        Query.of(connection, """
                        select blob_path, lines, sha256 from ops.file
                        where source = :source and scope = :scope and entity = :entity order by blob_path""").bind(entity.subject().parameters()).each(part -> {
            if (broken.size() < most) {
                String path = part.text("blob_path");
                String problem = problem(lake, path, part.number("lines"), part.text("sha256"));
                if (!problem.isEmpty()) {
                    broken.add(path + ": " + problem);
                }
            }
        });
        return broken;
    }

    /** The fault of a part; empty text if it matches its manifest. */
    private static String problem(LakeStorage lake, String path, long lines, String sha256) {
        Part found;
        try {
            found = PartReader.read(lake, path);
        } catch (IOException e) {
            return "cannot be read: " + e;
        }
        if (!found.sha256().equals(sha256)) {
            return "its SHA-256 differs from that in its manifest";
        }
        return found.lines() == lines ? "" : found.lines() + " lines, its manifest says " + lines;
    }
}
