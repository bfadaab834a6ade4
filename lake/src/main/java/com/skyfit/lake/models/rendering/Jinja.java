package com.skyfit.lake.models.rendering;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.el.ext.JinjavaListELResolver;
import com.hubspot.jinjava.interpret.AutoCloseableSupplier.AutoCloseableImpl;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.interpret.TemplateError.ErrorReason;
import com.hubspot.jinjava.lib.Importable;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.models.Construct;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jinjava.javax.el.CompositeELResolver;
import jinjava.javax.el.MapELResolver;

/**
 * Renders texts. Only what Jinja of dbt and this library have in common is open: a text that both take means the same in both. Safe for use by
 * several threads.
 */
public final class Jinja {

    private static final Set<String> TAGS = new TreeSet<>(Set.of("if", "for", "set", "raw"));

    /** Parts of those tags, which are no nodes of their own. */
    private static final Set<String> PARTS = Set.of("elif", "else", "endif", "endfor", "endset", "endraw");

    private static final Set<String> FILTERS =
            new TreeSet<>(Set.of("join", "length", "lower", "replace", "trim", "upper"));

    private static final Set<String> FUNCTIONS =
            new TreeSet<>(Set.of("config", "is_incremental", "range", "ref", "source", "var"));

    private static final Set<String> NAMES = new TreeSet<>(Set.of("loop", "target", "this"));

    /** Tags of dbt with words of their own. */
    private static final Map<String, Construct> TAGS_OF_DBT = Map.of(
            "macro", Construct.MACRO,
            "materialization", Construct.MACRO,
            "test", Construct.MACRO,
            "snapshot", Construct.SNAPSHOT);

    private static final Pattern FUNCTION = Pattern.compile("Could not resolve function '([^']*)'");
    private static final Pattern METHOD = Pattern.compile("Cannot find method '([^']*)'");
    private static final Pattern PROPERTY = Pattern.compile("Cannot resolve property '([^']*)'");
    private static final Pattern NAME = Pattern.compile("Unknown token found: (.*)", Pattern.DOTALL);

    /** The library ends longer ones without a word. */
    private static final int LONGEST_RANGE = 1_000_000;

    /** The library takes that minus for the one that removes white space. */
    private static final Pattern BEGINS_WITH_MINUS = Pattern.compile("\\{\\{\\s+-");

    private final Jinjava library;

    /** The one engine; making it takes longer than most renderings. */
    public Jinja() {
        Context all = new Jinjava().getGlobalContext();
        CompositeELResolver resolver = new CompositeELResolver();
        resolver.add(new JinjavaListELResolver(true));
        resolver.add(new MapELResolver(true));
        resolver.add(new Properties());
        library = new Jinjava(JinjavaConfig.newBuilder()
                .withFailOnUnknownTokens(true)
                .withNestedInterpretationEnabled(false)
                .withRangeLimit(LONGEST_RANGE)
                .withElResolver(resolver)
                .withDisabled(Map.of(
                        Library.FILTER, without(all.getAllFilters(), FILTERS),
                        Library.FUNCTION, without(all.getAllFunctions(), Set.of(":range"))))
                .build());
        register("ref", Object[].class);
        register("source", Object[].class);
        register("var", Object[].class);
        register("config", Object[].class);
        library.getGlobalContext()
                .registerFunction(new ELFunctionDefinition("", "is_incremental", Asked.class, "isIncremental"));
    }

    private void register(String function, Class<?>... parameters) {
        library.getGlobalContext()
                .registerFunction(new ELFunctionDefinition("", function, Asked.class, function, parameters));
    }

    private static Set<String> without(Collection<? extends Importable> all, Set<String> open) {
        return all.stream()
                .map(Importable::getName)
                .filter(name -> !open.contains(name))
                .collect(Collectors.toSet());
    }

    /** The words of a kind that a text may use. */
    static Collection<String> supported(Construct construct) {
        return switch (construct) {
            case JINJA_TAG -> TAGS;
            case JINJA_FILTER -> FILTERS;
            case JINJA_FUNCTION -> FUNCTIONS;
            case JINJA_NAME -> NAMES;
            default -> List.of();
        };
    }

    /**
     * Renders a text.
     *
     * @param file it is from, for messages
     */
    public Rendered render(String file, String text, Scope scope) {
        Asked asked = new Asked(file, scope);
        Map<String, Object> names = Map.of(
                Asked.PLACE,
                asked,
                "this",
                new Quoted(scope.self()),
                "target",
                Map.of("schema", Catalog.SCHEMA, "name", "skyfit", "type", "postgres"));
        Context context = new Context(
                library.getGlobalContext(), names, library.getGlobalConfig().getDisabled());
        JinjavaInterpreter interpreter = new JinjavaInterpreter(library, context, library.getGlobalConfig());
        try (AutoCloseableImpl<JinjavaInterpreter> current =
                JinjavaInterpreter.closeablePushCurrent(interpreter).get()) {
            Node tree = current.value().parse(text);
            refuseTags(tree, asked);
            refuseMinus(text, asked);
            String sql = asked.rendered("").problems().isEmpty() ? interpreter.render(tree) : "";
            interpreter.getErrorsCopy().forEach(error -> tell(error, asked));
            return asked.rendered(sql.strip());
        } catch (InterpretException e) {
            interpreter.getErrorsCopy().forEach(error -> tell(error, asked));
            tell(TemplateError.fromException(e, e.getLineNumber(), 0), asked);
            return asked.rendered("");
        }
    }

    private static void refuseMinus(String text, Asked asked) {
        Matcher minus = BEGINS_WITH_MINUS.matcher(text);
        while (minus.find()) {
            int line = 1
                    + (int) text.substring(0, minus.start())
                            .chars()
                            .filter(letter -> letter == '\n')
                            .count();
            asked.problem(line, "An expression cannot begin with '-': put it into parentheses");
        }
    }

    private static void refuseTags(Node node, Asked asked) {
        if (node instanceof TagNode tag && !TAGS.contains(tag.getName()) && !PARTS.contains(tag.getName())) {
            refuseTag(tag.getLineNumber(), tag.getName(), asked);
            return;
        }
        node.getChildren().forEach(child -> refuseTags(child, asked));
    }

    private static void refuseTag(int line, String name, Asked asked) {
        Construct construct = TAGS_OF_DBT.getOrDefault(name, Construct.JINJA_TAG);
        asked.unknown(line, construct, name);
    }

    private static void tell(TemplateError error, Asked asked) {
        String message = error.getMessage();
        Matcher function = FUNCTION.matcher(message);
        Matcher method = METHOD.matcher(message);
        Matcher property = PROPERTY.matcher(message);
        Matcher name = NAME.matcher(message);
        int line = error.getLineno();
        if (error.getReason() == ErrorReason.DISABLED) {
            asked.unknown(line, Construct.JINJA_FILTER, error.getFieldName().replaceFirst("^filter:", ""));
        } else if (message.contains("Unknown tag: ")) {
            String tag = error.getFieldName();
            // The end of an unknown tag is told with its beginning.
            if (!tag.startsWith("end")) {
                refuseTag(line, tag, asked);
            }
        } else if (function.find()) {
            asked.unknown(line, Construct.JINJA_FUNCTION, function.group(1));
        } else if (method.find()) {
            asked.unknown(line, Construct.JINJA_FUNCTION, method.group(1));
        } else if (property.find()) {
            asked.unknown(line, Construct.JINJA_NAME, property.group(1));
        } else if (name.find()) {
            unknownName(line, name.group(1), asked);
        } else {
            asked.problem(line, message);
        }
    }

    private static void unknownName(int line, String expression, Asked asked) {
        if (expression.contains("|")) {
            asked.unknown(
                    line,
                    Construct.JINJA_FILTER,
                    expression.substring(expression.lastIndexOf('|') + 1).strip());
        } else if (expression.contains("(")) {
            asked.unknown(
                    line,
                    Construct.JINJA_FUNCTION,
                    expression.substring(0, expression.indexOf('(')).strip());
        } else {
            asked.unknown(line, Construct.JINJA_NAME, expression);
        }
    }
}
