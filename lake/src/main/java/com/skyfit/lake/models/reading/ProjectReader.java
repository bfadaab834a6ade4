package com.skyfit.lake.models.reading;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.catalog.reading.CatalogProblem;
import com.skyfit.lake.catalog.reading.SourceDocument;
import com.skyfit.lake.catalog.reading.YamlNode;
import com.skyfit.lake.catalog.reading.YamlReading;
import com.skyfit.lake.models.Construct;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelConfig;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.ModelTest;
import com.skyfit.lake.models.Promises;
import com.skyfit.lake.models.Refused;
import com.skyfit.lake.models.Relation;
import com.skyfit.lake.models.display.ModelDisplay;
import com.skyfit.lake.models.metrics.SemanticLayer;
import com.skyfit.lake.models.metrics.reading.ModelColumns;
import com.skyfit.lake.models.metrics.reading.SemanticLayerReader;
import com.skyfit.lake.models.rendering.Jinja;
import com.skyfit.lake.models.rendering.Rendered;
import com.skyfit.lake.models.rendering.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the project that comes with the program and lays a user's over it: a file of the same path takes the place of the shipped one, values of
 * {@code dbt_project.yml} take the place of single values. A mistake leaves out the model or test it is in, and no other.
 */
public final class ProjectReader {

    /** The folder of a home that is laid over the shipped project. */
    private static final String FOLDER = "models";

    /** What a model's own name is while its configuration is read, which decides on it. */
    private static final Relation UNKNOWN = new Relation(Catalog.SCHEMA, "model");

    private final Jinja jinja = new Jinja();
    /** What decoding makes of bytes that are no UTF-8. */
    private static final char NO_CHARACTER = '\uFFFD';

    private final ProjectSettings settings;
    private final Predicate<Relation> isThere;
    private final Map<String, Object> variables;
    private final List<CatalogProblem> ofSchemaFiles = new ArrayList<>();
    private final SchemaFiles schema = new SchemaFiles(ofSchemaFiles);
    private final Map<String, Draft> drafts = new TreeMap<>();
    private final Map<String, List<CatalogProblem>> refused = new LinkedHashMap<>();

    /** The names of models that are switched off; tests and reports of them are, too. */
    private final Set<String> disabled = new TreeSet<>();

    private final Set<String> withoutTables = new HashSet<>();

    /** A model whose own text has been understood; what the others are called is not known yet. */
    private record Draft(String name, CatalogFile file, ModelConfig config, Set<String> refs) {

        Relation relation() {
            return new Relation(config.schema(), name);
        }
    }

    private ProjectReader(ProjectSettings settings, Predicate<Relation> isThere) {
        this.settings = settings;
        this.isThere = isThere;
        this.variables = settings.variables();
    }

    /**
     * The shipped project with that of a home over it. A model that reads a gold table which the catalog does not have, because an own file has switched
     * its entity off, is left out with what reads it.
     *
     * @param home whose folder {@code models} need not be there
     * @param catalog what gold has
     */
    public static ModelProject read(Path home, Catalog catalog) {
        return read(
                ProjectFiles.shipped(),
                ProjectFiles.folder(home.resolve(FOLDER)),
                CatalogRelations.of(catalog)::mayBeThere);
    }

    /** A project, with another laid over it; files by their paths. */
    static ModelProject read(
            Map<String, CatalogFile> lower, Map<String, CatalogFile> upper, Predicate<Relation> isThere) {
        List<CatalogProblem> problems = new ArrayList<>();
        Optional<SourceDocument> below = settings(lower, problems);
        Optional<SourceDocument> above = settings(upper, problems);
        if (below.isEmpty() && problems.isEmpty()) {
            problems.add(new CatalogProblem(ProjectSettings.FILE, 1, "A project has to have this file"));
        }
        // With half of the settings, models would be built that somebody has switched off, or otherwise than meant.
        if (!problems.isEmpty()) {
            return new ModelProject(
                    List.of(), List.of(), List.of(new Refused(ProjectSettings.FILE, problems)), SemanticLayer.NONE);
        }
        SourceDocument document = above.map(below.orElseThrow()::under).orElse(below.orElseThrow());
        ProjectReader reader = new ProjectReader(ProjectSettings.of(document, problems), isThere);
        reader.refuse(ProjectSettings.FILE, problems);
        Map<String, CatalogFile> files = new TreeMap<>(lower);
        files.putAll(upper);
        files.remove(ProjectSettings.FILE);
        return reader.project(files);
    }

    private static Optional<SourceDocument> settings(Map<String, CatalogFile> files, List<CatalogProblem> problems) {
        return Optional.ofNullable(files.get(ProjectSettings.FILE))
                .flatMap(file -> YamlReading.read(file, "the settings of a dbt project", problems));
    }

    private ModelProject project(Map<String, CatalogFile> files) {
        Map<String, CatalogFile> models = new TreeMap<>();
        Map<String, CatalogFile> tests = new TreeMap<>();
        files.forEach((path, file) -> {
            Optional<Construct> stranger = ProjectPath.stranger(path);
            if (file.text().indexOf(NO_CHARACTER) >= 0) {
                refuse(path, new CatalogProblem(file.name(), 1, "The file is not UTF-8: save it as UTF-8"));
            } else if (stranger.isPresent()) {
                refuse(path, new CatalogProblem(file.name(), 1, stranger.get().refusal(path)));
            } else if (ProjectPath.isYaml(path)) {
                YamlReading.read(file, "descriptions such as 'models:'", ofSchemaFiles)
                        .ifPresent(document -> schema.add(document.located()));
            } else if (ProjectPath.isQuery(path)) {
                (ProjectPath.isModel(path) ? models : tests).put(path, file);
            }
        });
        models.forEach(this::draft);
        leaveOutWithoutTables();
        List<Model> read = new ArrayList<>();
        drafts.values().forEach(draft -> model(draft).ifPresent(read::add));
        List<Model> ordered = ordered(read);
        List<ModelTest> asked = new ArrayList<>();
        ordered.forEach(model -> asked.addAll(tests(model)));
        tests.forEach((path, file) -> test(ProjectPath.name(path), file).ifPresent(asked::add));
        strayDescriptions();
        exposures();
        SemanticLayer layer =
                SemanticLayerReader.read(schema.semanticModels(), schema.metrics(), modelColumns(), ofSchemaFiles);
        ofSchemaFiles.forEach(problem -> refuse(problem.file(), problem));
        return new ModelProject(
                ordered,
                asked,
                refused.entrySet().stream()
                        .map(entry -> new Refused(
                                entry.getKey(),
                                entry.getValue().stream().distinct().toList()))
                        .toList(),
                layer);
    }

    private void refuse(String name, CatalogProblem problem) {
        refused.computeIfAbsent(name, none -> new ArrayList<>()).add(problem);
    }

    private void refuse(String name, Collection<CatalogProblem> problems) {
        problems.forEach(problem -> refuse(name, problem));
    }

    private void draft(String path, CatalogFile file) {
        String name = ProjectPath.name(path);
        if (drafts.containsKey(name) || refused.containsKey(name)) {
            refuse(name, new CatalogProblem(file.name(), 1, "There is another model of that name in another folder"));
            return;
        }
        List<CatalogProblem> problems = new ArrayList<>();
        Rendered alone = jinja.render(
                file.name(),
                file.text(),
                new Scope(UNKNOWN, ref -> UNKNOWN, (source, table) -> source(name, source, table), variables, false));
        problems.addAll(alone.problems());
        Map<String, Given> given = settings.config(ProjectPath.inFolder(path));
        YamlNode properties = schema.models().get(name);
        if (properties != null) {
            properties.at("config").members().forEach(member -> given.put(member.name(), Given.of(member)));
        }
        alone.config()
                .forEach((key, value) -> given.put(key, ConfigReading.inText(file.name(), file.text(), key, value)));
        ConfigReading reading = new ConfigReading(given, problems);
        ModelConfig config = reading.config();
        if (!reading.isEnabled()) {
            disabled.add(name);
            return;
        }
        refuse(name, problems);
        if (problems.isEmpty()) {
            drafts.put(name, new Draft(name, file, config, alone.refs()));
        }
    }

    /** Notes where the table that a model reads is not there; which it is does not matter yet. */
    private Relation source(String model, String source, String table) {
        Relation relation = schema.source(source, table);
        if (relation != null && !isThere.test(relation)) {
            withoutTables.add(model);
        }
        return UNKNOWN;
    }

    private void leaveOutWithoutTables() {
        boolean more = true;
        while (more) {
            more = false;
            for (Draft draft : drafts.values()) {
                more |= draft.refs().stream().anyMatch(withoutTables::contains) && withoutTables.add(draft.name());
            }
        }
        drafts.keySet().removeAll(withoutTables);
        disabled.addAll(withoutTables);
    }

    private Scope scope(Relation self) {
        return new Scope(self, this::relation, schema::source, variables, false);
    }

    /** A model that is refused has a name all the same: who reads it fails because of it when it is built. */
    private @Nullable Relation relation(String model) {
        Draft draft = drafts.get(model);
        if (draft != null) {
            return draft.relation();
        }
        return refused.containsKey(model) ? new Relation(Catalog.SCHEMA, model) : null;
    }

    private Optional<Model> model(Draft draft) {
        CatalogFile file = draft.file();
        Scope scope = scope(draft.relation());
        Rendered complete = jinja.render(file.name(), file.text(), scope);
        Rendered incremental = jinja.render(file.name(), file.text(), scope.afterFirstBuild());
        refuse(draft.name(), complete.problems());
        refuse(draft.name(), incremental.problems());
        if (refused.containsKey(draft.name())) {
            return Optional.empty();
        }
        SortedSet<String> refs = new TreeSet<>(complete.refs());
        refs.addAll(incremental.refs());
        YamlNode properties = schema.models().get(draft.name());
        return Optional.of(new Model(
                draft.name(),
                file.name(),
                draft.relation(),
                draft.config(),
                properties == null ? "" : description(properties),
                properties == null ? Map.of() : columns(properties),
                properties == null ? new TreeSet<>() : personal(properties),
                properties != null && isTagged(properties, "shared"),
                properties == null ? ModelDisplay.NONE : new DisplayReading(ofSchemaFiles).display(properties),
                properties == null ? Promises.NONE : new PromiseReading(jinja, scope).promises(properties),
                refs,
                complete.sql(),
                incremental.sql()));
    }

    private Map<String, String> columns(YamlNode properties) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (YamlNode column : properties.at("columns").items()) {
            if (!description(column).isEmpty()) {
                columns.put(column.at("name").text(), description(column));
            }
        }
        return columns;
    }

    private static SortedSet<String> personal(YamlNode properties) {
        SortedSet<String> personal = new TreeSet<>();
        for (YamlNode column : properties.at("columns").items()) {
            if (isTagged(column, "personal")) {
                personal.add(column.at("name").text());
            }
        }
        return personal;
    }

    private static boolean isTagged(YamlNode of, String tag) {
        return Stream.of(of.at("tags"), of.at("config").at("tags"))
                .flatMap(tags -> tags.texts().stream())
                .anyMatch(written -> written.text().equals(tag));
    }

    private String description(YamlNode of) {
        YamlNode description = of.at("description");
        if (description.text().contains("{{")) {
            ofSchemaFiles.add(description.problem(Construct.JINJA_FUNCTION.refusal("doc")));
        }
        return description.text().strip();
    }

    private ModelColumns modelColumns() {
        Map<String, Set<String>> columns = new TreeMap<>();
        drafts.keySet().forEach(name -> {
            YamlNode properties = schema.models().get(name);
            columns.put(
                    name,
                    properties == null
                            ? Set.of()
                            : properties.at("columns").items().stream()
                                    .map(column -> column.at("name").text())
                                    .collect(Collectors.toSet()));
        });
        Set<String> leftOut = new HashSet<>(disabled);
        leftOut.addAll(refused.keySet());
        return new ModelColumns(columns, leftOut);
    }

    private List<Model> ordered(List<Model> read) {
        ModelOrder order = new ModelOrder(read);
        for (Model model : read) {
            String circle = order.circles().get(model.name());
            if (circle != null) {
                refuse(
                        model.name(),
                        new CatalogProblem(model.file(), 1, "Models read each other in a circle: " + circle));
            }
        }
        return order.ordered();
    }

    private List<ModelTest> tests(Model model) {
        YamlNode properties = schema.models().get(model.name());
        return properties == null
                ? List.of()
                : new TestReading(jinja, model, scope(model.relation()), ofSchemaFiles).tests(properties);
    }

    /** A test that is a file of its own. */
    private Optional<ModelTest> test(String name, CatalogFile file) {
        Rendered rendered = jinja.render(file.name(), file.text(), scope(UNKNOWN));
        if (isOfDisabled(rendered)) {
            return Optional.empty();
        }
        refuse(name, rendered.problems());
        List<CatalogProblem> problems = new ArrayList<>();
        Map<String, Given> given = new LinkedHashMap<>();
        rendered.config()
                .forEach((key, value) -> given.put(key, ConfigReading.inText(file.name(), file.text(), key, value)));
        given.forEach((key, value) -> {
            if (!TestReading.CONFIG.contains(key)) {
                problems.add(value.problem(Construct.CONFIG_KEY.refusal(key, TestReading.CONFIG)));
            }
        });
        boolean warnsOnly = TestReading.warnsOnly(Optional.ofNullable(given.get("severity")), problems);
        refuse(name, problems);
        return refused.containsKey(name)
                ? Optional.empty()
                : Optional.of(new ModelTest(name, warnsOnly, rendered.sql()));
    }

    private boolean isOfDisabled(Rendered rendered) {
        return rendered.refs().stream().anyMatch(disabled::contains);
    }

    private void strayDescriptions() {
        schema.models().forEach((name, properties) -> {
            if (relation(name) == null && !disabled.contains(name)) {
                ofSchemaFiles.add(properties.problem("There is no model '" + name + "' that this could describe"));
            }
        });
    }

    /** A report that reads what is not there would break unseen. */
    private void exposures() {
        for (YamlNode exposure : schema.exposures()) {
            for (YamlNode read : exposure.at("depends_on").items()) {
                Rendered rendered = jinja.render(read.problem("").file(), "{{ " + read.text() + " }}", scope(UNKNOWN));
                if (!isOfDisabled(rendered)) {
                    rendered.problems().forEach(problem -> ofSchemaFiles.add(read.problem(problem.message())));
                }
            }
        }
    }
}
