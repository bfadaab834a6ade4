package com.skyfit.lake.models.rendering;

import com.hubspot.jinjava.el.ext.NamedParameter;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.skyfit.lake.catalog.reading.CatalogProblem;
import com.skyfit.lake.models.Construct;
import com.skyfit.lake.models.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One rendering: the functions that a text may call, and what it asked of them. The library knows functions as static methods only, so they
 * find their rendering in the library's context. Belongs to one thread.
 */
public final class Asked {

    /** Its place in the library's context; no name that a text can write. */
    static final String PLACE = "skyfit asked";

    private final String file;
    private final Scope scope;
    private final SortedSet<String> refs = new TreeSet<>();
    private final Map<String, Object> config = new LinkedHashMap<>();
    private final List<CatalogProblem> problems = new ArrayList<>();

    Asked(String file, Scope scope) {
        this.file = file;
        this.scope = scope;
    }

    Rendered rendered(String sql) {
        return new Rendered(sql, refs, config, problems);
    }

    void problem(int line, String message) {
        problems.add(new CatalogProblem(file, Math.max(1, line), message));
    }

    private void problem(String message) {
        problem(JinjavaInterpreter.getCurrent().getLineNumber(), message);
    }

    private static Asked current() {
        return (Asked) Objects.requireNonNull(
                JinjavaInterpreter.getCurrent().getContext().get(PLACE));
    }

    /** {@code ref('model')}. */
    public static Object ref(Object... arguments) {
        return current().model(arguments);
    }

    /** {@code source('source', 'table')}. */
    public static Object source(Object... arguments) {
        return current().table(arguments);
    }

    /** {@code var('name')} or {@code var('name', default)}. */
    public static @Nullable Object var(Object... arguments) {
        return current().variable(arguments);
    }

    /** {@code config(key=value, ...)}; stands for nothing in the text. */
    public static Object config(Object... arguments) {
        current().configure(arguments);
        return "";
    }

    /** {@code is_incremental()}. */
    public static boolean isIncremental() {
        return current().scope.incremental();
    }

    private Object model(Object... arguments) {
        if (arguments.length != 1 || !(arguments[0] instanceof String name)) {
            problem("Expected ref('MODEL') with nothing but a model's name");
            return "";
        }
        refs.add(name);
        Relation relation = scope.models().apply(name);
        if (relation == null) {
            problem("There is no model '" + name + "'");
            return "";
        }
        return new Quoted(relation);
    }

    private Object table(Object... arguments) {
        if (arguments.length != 2
                || !(arguments[0] instanceof String source)
                || !(arguments[1] instanceof String table)) {
            problem("Expected source('SOURCE', 'TABLE')");
            return "";
        }
        Relation relation = scope.sources().apply(source, table);
        if (relation == null) {
            problem("No schema file describes source '" + source + "' with a table '" + table + "'");
            return "";
        }
        return new Quoted(relation);
    }

    private @Nullable Object variable(Object... arguments) {
        if (arguments.length == 0 || arguments.length > 2 || !(arguments[0] instanceof String name)) {
            problem("Expected var('NAME') or var('NAME', DEFAULT)");
            return "";
        }
        Object given = scope.variables().get(name);
        if (given == null && arguments.length == 1) {
            problem("Variable '" + name
                    + "' has no value: give it one in 'vars' of dbt_project.yml, or a default here");
            return "";
        }
        return given == null ? arguments[1] : given;
    }

    private void configure(Object... arguments) {
        for (Object argument : arguments) {
            if (argument instanceof NamedParameter named) {
                config.put(named.getName(), named.getValue());
            } else {
                problem("Expected config(key=value, ...), each with its key");
            }
        }
    }

    /** What the library says of a function, a filter or a name that it does not find. */
    void unknown(int line, Construct construct, String name) {
        problem(line, construct.refusal(name, Jinja.supported(construct)));
    }
}
