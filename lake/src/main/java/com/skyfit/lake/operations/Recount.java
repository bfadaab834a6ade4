package com.skyfit.lake.operations;

import com.skyfit.lake.bronze.LakeStorage;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.PartReader;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.quality.Reconciliation;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The first promise counted anew, layer by layer, keys as well as rows, trusting no account of earlier runs.
 *
 * @param counts with the terms of the equation
 * @param differences of the keys of silver and gold
 * @param brokenParts what is wrong with parts of bronze, each with its path; empty where all is well or bronze was not read
 */
public record Recount(Reconciliation counts, Reconciliation.Differences differences, List<String> brokenParts) {

    public Recount {
        brokenParts = List.copyOf(brokenParts);
    }

    /** What does not add up; empty where nothing is missing and nothing is too much. */
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
        for (Subject subject : configuration.subjects(selection)) {
            try (Connection connection = warehouse.connect()) {
                recounts.add(new Recount(
                        Reconciliation.recount(connection, subject),
                        Reconciliation.differences(connection, subject, most),
                        readBronze ? brokenParts(configuration.lake(), connection, subject, most) : List.of()));
            }
        }
        return recounts;
    }

    private static List<String> brokenParts(LakeStorage lake, Connection connection, Subject subject, int most)
            throws SQLException {
        List<String> broken = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select blob_path, lines, sha256 from ops.file where source = ? and scope = ? and entity = ? order by blob_path")) {
            query.setString(1, subject.source().name());
            query.setString(2, subject.scope());
            query.setString(3, subject.entity().name());
            try (ResultSet parts = query.executeQuery()) {
                while (parts.next() && broken.size() < most) {
                    String problem = problem(lake, parts.getString(1), parts.getLong(2), parts.getString(3));
                    if (!problem.isEmpty()) {
                        broken.add(parts.getString(1) + ": " + problem);
                    }
                }
            }
        }
        return broken;
    }

    /** What is wrong with a part; empty text where it is as its manifest says. */
    private static String problem(LakeStorage lake, String path, long lines, String sha256) {
        Part found;
        try {
            found = PartReader.read(lake, path);
        } catch (IOException e) {
            return "cannot be read: " + e;
        }
        if (!found.sha256().equals(sha256)) {
            return "its SHA-256 is not that of its manifest";
        }
        return found.lines() == lines ? "" : found.lines() + " lines, its manifest says " + lines;
    }
}
