package com.skyfit.lake.bronze;

import com.skyfit.lake.catalog.Subject;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The layout of the lake, in one place: the paths of parts and manifests. */
public final class BronzePaths {

    private static final Pattern MANIFEST = Pattern.compile(
            "_meta/(?<source>[^/]+)/runs/run_id=(?<run>[^/]+)/scope=(?<scope>[^/]+)/entity=(?<entity>[^/]+)/manifest-(?<n>\\d{5})\\.json");

    private static final Pattern PART =
            Pattern.compile("bronze/(?<source>[^/]+)/scope=(?<scope>[^/]+)/entity=(?<entity>[^/]+)"
                    + "/ingestion_date=(?<date>\\d{4}-\\d\\d-\\d\\d)/run_id=(?<run>[^/]+)/part-\\d+\\.jsonl\\.gz");

    /** The folder of all parts. */
    public static final String PARTS = "bronze/";

    private BronzePaths() {}

    /**
     * A part.
     *
     * @param number from 1, unique in the run and entity
     */
    public static String part(Subject subject, RunId run, int number) {
        return String.format(
                Locale.ROOT,
                "bronze/%s/scope=%s/entity=%s/ingestion_date=%s/run_id=%s/part-%05d.jsonl.gz",
                subject.source(),
                subject.scope(),
                subject.entity(),
                run.date(),
                run,
                number);
    }

    /** The meaning of a part's path; empty for a path of another form. */
    public static Optional<PartPath> parsePart(String path) {
        Matcher matcher = PART.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new PartPath(path, subject(matcher), LocalDate.parse(matcher.group("date")), matcher.group("run")));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Subject subject(Matcher matcher) {
        return new Subject(matcher.group("source"), matcher.group("scope"), matcher.group("entity"));
    }

    /** The folder of the earlier scripts' records about a source. */
    public static String oldWatermarks(String source) {
        return "_meta/" + source + "/watermarks/";
    }

    /** The path where the earlier scripts recorded how far they had read. */
    public static String oldWatermark(Subject subject) {
        return oldWatermarks(subject.source()) + "scope=" + subject.scope() + "/entity=" + subject.entity() + ".json";
    }

    /** The folder of a source's manifests, run by run. */
    public static String manifests(String source) {
        return "_meta/" + source + "/runs/";
    }

    /** What names a run's folder begins with, there. */
    static final String RUN = "run_id=";

    /** The folder of a subject's manifests of one run. */
    static String manifests(Subject subject, String run) {
        return manifests(subject.source()) + RUN + run + "/scope=" + subject.scope() + "/entity=" + subject.entity()
                + "/";
    }

    /**
     * A manifest.
     *
     * @param sequence from 1, unique in the run and entity
     */
    public static String manifest(Subject subject, RunId run, int sequence) {
        return String.format(Locale.ROOT, "%smanifest-%05d.json", manifests(subject, run.text()), sequence);
    }

    /** The meaning of a manifest's path; empty for a path of another form. */
    public static Optional<ManifestPath> parseManifest(String path) {
        Matcher matcher = MANIFEST.matcher(path);
        return matcher.matches()
                ? Optional.of(new ManifestPath(
                        path, subject(matcher), matcher.group("run"), Integer.parseInt(matcher.group("n"))))
                : Optional.empty();
    }

    /**
     * A manifest by its path.
     *
     * @param path relative to the lake's root
     * @param subject whose it is
     * @param runId the run that wrote it
     * @param sequence from 1
     */
    public record ManifestPath(String path, Subject subject, String runId, int sequence) {

        /** Of manifests of one subject, the order in which they follow one another. */
        public static final Comparator<ManifestPath> IN_ORDER =
                Comparator.comparing(ManifestPath::runId, RunId.ORDER).thenComparing(ManifestPath::sequence);

        /** The place of a manifest. */
        public static ManifestPath of(Subject subject, RunId run, int sequence) {
            return new ManifestPath(manifest(subject, run, sequence), subject, run.text(), sequence);
        }
    }

    /**
     * A part by its path.
     *
     * @param path relative to the lake's root
     * @param subject whose it is
     * @param ingestionDate the UTC day on which it was read
     * @param runId the run that read it; for parts that another program wrote, in any form, see {@link RunId#told}
     */
    public record PartPath(String path, Subject subject, LocalDate ingestionDate, String runId) {}
}
