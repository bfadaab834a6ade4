package com.skyfit.lake.powerbi;

import com.skyfit.lake.powerbi.report.Content;
import com.skyfit.lake.powerbi.report.Content.Card;
import com.skyfit.lake.powerbi.report.Content.Chart;
import com.skyfit.lake.powerbi.report.Content.Grid;
import com.skyfit.lake.powerbi.report.Content.Heading;
import com.skyfit.lake.powerbi.report.Content.Matrix;
import com.skyfit.lake.powerbi.report.Content.Slicer;
import com.skyfit.lake.powerbi.report.Field;
import com.skyfit.lake.powerbi.report.Page;
import com.skyfit.lake.powerbi.report.Place;
import com.skyfit.lake.powerbi.report.Visual;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A page as it is described: bands of visuals, one below the other. A visual shows what the model has of what it is given; one that has nothing left is
 * not there, and the others of its band are wider.
 */
final class PageDraft {

    private static final int MARGIN = 16;
    private static final int GAP = 12;
    private static final int HEADER = 56;
    private static final int CARD = 104;
    private static final int SLICER_WIDTH = 200;

    private final ExportedModel model;
    private final String id;
    private final String title;
    private final List<Band> bands = new ArrayList<>();
    private final List<Content> slicers = new ArrayList<>();

    /** Visuals beside each other; a height of 0 takes what is left of the page. */
    private record Band(int height, List<Content> contents) {}

    PageDraft(ExportedModel model, String id, String title) {
        this.model = model;
        this.id = id;
        this.title = title;
    }

    /** A column of the star that a description names. */
    record Named(String model, String role, String column) {

        Named(String model, String column) {
            this(model, "", column);
        }
    }

    /** Choices beside the heading. */
    PageDraft slicers(Named... columns) {
        Stream.of(columns).flatMap(this::column).map(Slicer::new).forEach(slicers::add);
        return this;
    }

    /** A band of numbers. */
    PageDraft cards(String... metrics) {
        return band(CARD, Stream.of(metrics).flatMap(this::measure).map(Card::new));
    }

    /** A band of anything else, sharing with others what is left of the page. */
    PageDraft row(List<Optional<Content>> contents) {
        return band(0, contents.stream().flatMap(Optional::stream));
    }

    private PageDraft band(int height, Stream<? extends Content> contents) {
        List<Content> given = List.copyOf(contents.toList());
        if (!given.isEmpty()) {
            bands.add(new Band(height, given));
        }
        return this;
    }

    Optional<Content> chart(Chart.Shape shape, Named category, String... metrics) {
        List<Field> measures = measures(metrics);
        return column(category)
                .<Content>map(column -> new Chart(shape, column, Optional.empty(), measures))
                .filter(chart -> !measures.isEmpty())
                .findFirst();
    }

    Optional<Content> matrix(List<Named> rows, String... metrics) {
        List<Field> columns = rows.stream().flatMap(this::column).toList();
        List<Field> measures = measures(metrics);
        return columns.isEmpty() || measures.isEmpty() ? Optional.empty() : Optional.of(new Matrix(columns, measures));
    }

    Optional<Content> grid(List<Named> columns, String... metrics) {
        List<Field> fields = Stream.concat(columns.stream().flatMap(this::column), measures(metrics).stream())
                .toList();
        // Measures without anything to list them by would be a single row.
        return fields.stream().noneMatch(Field.OfColumn.class::isInstance)
                ? Optional.empty()
                : Optional.of(new Grid(fields));
    }

    private Stream<Field> column(Named named) {
        return model.column(named.model(), named.role(), named.column()).<Field>map(Field.OfColumn::new).stream();
    }

    private Stream<Field> measure(String metric) {
        return model.measure(metric).<Field>map(Field.OfMeasure::new).stream();
    }

    private List<Field> measures(String... metrics) {
        return Stream.of(metrics).flatMap(this::measure).toList();
    }

    /** The page; nothing where the model has nothing that it shows. */
    Optional<Page> page() {
        if (bands.isEmpty()) {
            return Optional.empty();
        }
        List<Visual> visuals = new ArrayList<>();
        int slicersLeft = Place.PAGE_WIDTH - MARGIN - slicers.size() * (SLICER_WIDTH + GAP) + GAP;
        visuals.add(new Visual(
                "heading", new Place(MARGIN, MARGIN, slicersLeft - GAP - MARGIN, HEADER), "", new Heading(title)));
        for (Content slicer : slicers) {
            int x = slicersLeft + (visuals.size() - 1) * (SLICER_WIDTH + GAP);
            visuals.add(new Visual("slicer_" + visuals.size(), new Place(x, MARGIN, SLICER_WIDTH, HEADER), "", slicer));
        }
        int y = MARGIN + HEADER + GAP;
        int fixed = bands.stream().mapToInt(Band::height).sum();
        long open = bands.stream().filter(band -> band.height() == 0).count();
        int left = Place.PAGE_HEIGHT - y - MARGIN - fixed - GAP * (bands.size() - 1);
        for (Band band : bands) {
            int height = band.height() > 0 ? band.height() : (int) (left / open);
            add(band, y, height, visuals);
            y += height + GAP;
        }
        return Optional.of(new Page(id, title, visuals));
    }

    private void add(Band band, int y, int height, List<Visual> visuals) {
        int count = band.contents().size();
        int width = (Place.PAGE_WIDTH - 2 * MARGIN - GAP * (count - 1)) / count;
        int x = MARGIN;
        for (Content content : band.contents()) {
            String above = content instanceof Grid
                    ? content.shown()
                            .map(field -> field.name().table())
                            .findFirst()
                            .orElse("")
                    : "";
            visuals.add(
                    new Visual(content.type() + "_" + visuals.size(), new Place(x, y, width, height), above, content));
            x += width + GAP;
        }
    }
}
