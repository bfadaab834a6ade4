package com.skyfit.lake.documentation;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Listing;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import com.skyfit.lake.documentation.Node.Kind;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.GoldTable;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which place passes data to which.
 *
 * @param targets of each place, all of which are keys too
 */
record Lineage(SortedMap<Node, SortedSet<Node>> targets) {

    /** The whole path of what catalog and models describe. */
    static Lineage of(Catalog catalog, ModelProject project) {
        SortedMap<Node, SortedSet<Node>> targets = new TreeMap<>();
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                addEntity(targets, source, entity);
            }
        }
        for (Model model : project.models()) {
            addModel(targets, catalog, model);
        }
        for (Metric metric : project.layer().metrics()) {
            metric.models()
                    .forEach(read ->
                            add(targets, new Node(Kind.MODEL, read.model()), new Node(Kind.METRIC, metric.name())));
        }
        return new Lineage(targets);
    }

    private static void addEntity(SortedMap<Node, SortedSet<Node>> targets, Source source, Entity entity) {
        Node silver = new Node(Kind.SILVER, SilverTable.of(source, entity).view());
        for (Listing listing : entity.listings()) {
            add(targets, new Node(Kind.LISTING, source.name() + " " + listing.path()), silver);
        }
        for (Table table : entity.tables()) {
            add(targets, silver, new Node(Kind.TABLE, table.name()));
        }
    }

    /** A model names what it reads of gold in its query only. */
    private static void addModel(SortedMap<Node, SortedSet<Node>> targets, Catalog catalog, Model model) {
        Node node = new Node(Kind.MODEL, model.name());
        targets.computeIfAbsent(node, any -> new TreeSet<>());
        model.refs().forEach(read -> add(targets, new Node(Kind.MODEL, read), node));
        for (Source source : catalog.sources()) {
            for (Entity entity : source.entities()) {
                for (Table table : entity.tables()) {
                    if (model.sql().contains(GoldTable.of(table).sql())) {
                        add(targets, new Node(Kind.TABLE, table.name()), node);
                    }
                }
            }
        }
    }

    private static void add(SortedMap<Node, SortedSet<Node>> targets, Node from, Node to) {
        targets.computeIfAbsent(from, any -> new TreeSet<>()).add(to);
        targets.computeIfAbsent(to, any -> new TreeSet<>());
    }

    /** What leads to a place and what it leads to, itself included. */
    Lineage around(Node node) {
        SortedSet<Node> near = new TreeSet<>();
        follow(node, this::into, near);
        follow(node, this::outOf, near);
        SortedMap<Node, SortedSet<Node>> kept = new TreeMap<>();
        for (Node one : near) {
            SortedSet<Node> to = new TreeSet<>(outOf(one));
            to.retainAll(near);
            kept.put(one, to);
        }
        return new Lineage(kept);
    }

    private static void follow(Node from, Function<Node, Collection<Node>> next, Set<Node> seen) {
        Set<Node> reached = new TreeSet<>();
        reach(from, next, reached);
        seen.addAll(reached);
    }

    private static void reach(Node from, Function<Node, Collection<Node>> next, Set<Node> reached) {
        if (reached.add(from)) {
            next.apply(from).forEach(one -> reach(one, next, reached));
        }
    }

    /** The places that a place passes data to. */
    SortedSet<Node> outOf(Node node) {
        SortedSet<Node> to = targets.get(node);
        return to == null ? new TreeSet<>() : to;
    }

    /** The places that pass data to a place. */
    SortedSet<Node> into(Node node) {
        SortedSet<Node> from = new TreeSet<>();
        for (Map.Entry<Node, SortedSet<Node>> entry : targets.entrySet()) {
            if (entry.getValue().contains(node)) {
                from.add(entry.getKey());
            }
        }
        return from;
    }
}
