package com.skyfit.lake.documentation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A lineage as SVG: the path goes from left to right, each place stands behind all that lead to it. */
final class LineageDrawing {

    private static final int WIDTH = 230;
    private static final int HEIGHT = 26;
    private static final int COLUMN = 290;
    private static final int ROW = 36;
    private static final int MARGIN = 8;

    /** Longer names are cut; their whole text is in the title. */
    private static final int LONGEST = 34;

    /** So often the places of a column are ordered by those they belong to. */
    private static final int ROUNDS = 3;

    private final Lineage lineage;
    private final Node self;
    private final String root;
    private final Map<Node, Integer> levels = new TreeMap<>();
    private final Map<Node, Integer> rows = new TreeMap<>();

    /**
     * A drawing on the page of a place.
     *
     * @param root the way from that page to the root of the site
     */
    LineageDrawing(Lineage lineage, Node self, String root) {
        this.lineage = lineage;
        this.self = self;
        this.root = root;
    }

    String svg() {
        lineage.targets().keySet().forEach(this::level);
        int height = place();
        int width = (Collections.max(levels.values()) + 1) * COLUMN;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg class=\"lineage\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"Lineage\">",
                width,
                height,
                width,
                height));
        lineage.targets().forEach((from, targets) -> targets.forEach(to -> svg.append(edge(from, to))));
        lineage.targets().keySet().forEach(node -> svg.append(box(node)));
        return svg.append("</svg>").toString();
    }

    private int level(Node node) {
        Integer known = levels.get(node);
        if (known != null) {
            return known;
        }
        int level = lineage.into(node).stream()
                .mapToInt(from -> level(from) + 1)
                .max()
                .orElse(0);
        levels.put(node, level);
        return level;
    }

    private int place() {
        Map<Integer, List<Node>> columns = new TreeMap<>();
        levels.forEach((node, level) ->
                columns.computeIfAbsent(level, any -> new ArrayList<>()).add(node));
        columns.values().forEach(this::number);
        for (int round = 0; round < ROUNDS; round++) {
            for (List<Node> column : columns.values()) {
                column.sort(
                        Comparator.comparingDouble(this::middleOfNeighbours).thenComparing(Comparator.naturalOrder()));
                number(column);
            }
        }
        int longest = columns.values().stream().mapToInt(List::size).max().orElse(0);
        return longest * ROW + 2 * MARGIN;
    }

    private void number(List<Node> column) {
        for (int i = 0; i < column.size(); i++) {
            rows.put(column.get(i), i);
        }
    }

    private double middleOfNeighbours(Node node) {
        List<Node> neighbours = new ArrayList<>(lineage.into(node));
        neighbours.addAll(lineage.outOf(node));
        return neighbours.stream()
                .mapToInt(one -> rows.getOrDefault(one, 0))
                .average()
                .orElse(0);
    }

    private int x(Node node) {
        return levels.getOrDefault(node, 0) * COLUMN + MARGIN;
    }

    private int y(Node node) {
        return rows.getOrDefault(node, 0) * ROW + MARGIN;
    }

    private String edge(Node from, Node to) {
        int x1 = x(from) + WIDTH;
        int x2 = x(to);
        int middle = (x1 + x2) / 2;
        return String.format(
                Locale.ROOT,
                "<path d=\"M%d %d C%d %d %d %d %d %d\"/>",
                x1,
                y(from) + HEIGHT / 2,
                middle,
                y(from) + HEIGHT / 2,
                middle,
                y(to) + HEIGHT / 2,
                x2,
                y(to) + HEIGHT / 2);
    }

    private String box(Node node) {
        String name = Html.escaped(node.name());
        String shown = Html.escaped(
                node.name().length() > LONGEST ? node.name().substring(0, LONGEST - 1) + "…" : node.name());
        String box = String.format(
                Locale.ROOT,
                "<g class=\"%s%s\"><title>%s</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/><text x=\"%d\" y=\"%d\">%s</text></g>",
                node.kind().name().toLowerCase(Locale.ROOT),
                node.equals(self) ? " self" : "",
                name,
                x(node),
                y(node),
                WIDTH,
                HEIGHT,
                x(node) + MARGIN,
                y(node) + HEIGHT - MARGIN,
                shown);
        return node.page().isEmpty() ? box : "<a href=\"" + root + Html.escaped(node.page()) + "\">" + box + "</a>";
    }
}
