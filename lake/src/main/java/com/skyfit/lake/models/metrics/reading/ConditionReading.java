package com.skyfit.lake.models.metrics.reading;

import com.skyfit.lake.messages.NearestName;
import com.skyfit.lake.models.metrics.Condition;
import com.skyfit.lake.models.metrics.Condition.Comparison;
import com.skyfit.lake.models.metrics.Dimension;
import com.skyfit.lake.models.metrics.Entity;
import com.skyfit.lake.models.metrics.Literal;
import com.skyfit.lake.models.metrics.SemanticModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Understands a filter: conditions that all have to be met, each about one dimension of the metric's own semantic model. */
final class ConditionReading {

    private static final String SUPPORTED =
            "conditions joined by 'and', each {{ Dimension('entity__dimension') }} alone or after 'not' where it is"
                    + " true or false, or followed by 'is null', 'is not null', 'in (...)', or =, <>, <, <=, >, >= and a constant";

    private final SemanticModel model;
    private final Tokens tokens;

    ConditionReading(SemanticModel model, String text) {
        this.model = model;
        this.tokens = new Tokens(text, SUPPORTED);
    }

    List<Condition> conditions() throws UnreadableTextException {
        List<Condition> conditions = new ArrayList<>();
        do {
            conditions.add(condition());
        } while (tokens.takes("and"));
        tokens.expectEnd();
        return conditions;
    }

    private Condition condition() throws UnreadableTextException {
        if (tokens.takes("not")) {
            return new Condition.Holds(dimension(), false);
        }
        Dimension dimension = dimension();
        if (tokens.takes("is")) {
            boolean given = tokens.takes("not");
            tokens.expect("null");
            return new Condition.Given(dimension, given);
        }
        if (tokens.takes("in")) {
            return new Condition.OneOf(dimension, listed());
        }
        Optional<Comparison> comparison = comparison();
        return comparison.isEmpty()
                ? new Condition.Holds(dimension, true)
                : new Condition.Compares(dimension, comparison.get(), literal());
    }

    private List<Literal> listed() throws UnreadableTextException {
        List<Literal> values = new ArrayList<>();
        tokens.expect("(");
        do {
            values.add(literal());
        } while (tokens.takes(","));
        tokens.expect(")");
        return values;
    }

    private Optional<Comparison> comparison() {
        return tokens.takes("!=")
                ? Optional.of(Comparison.DIFFERENT)
                : Arrays.stream(Comparison.values())
                        .filter(one -> tokens.takes(one.sign()))
                        .findFirst();
    }

    private Literal literal() throws UnreadableTextException {
        Optional<String> text = tokens.take(Tokens.Kind.TEXT);
        return text.isPresent()
                ? new Literal.Text(text.get().replace("''", "'"))
                : new Literal.Numeric(tokens.number().orElseThrow(tokens::unexpected));
    }

    private Dimension dimension() throws UnreadableTextException {
        String written = tokens.take(Tokens.Kind.DIMENSION).orElseThrow(tokens::unexpected);
        String prefix = model.entities().stream()
                .filter(entity -> entity.type() == Entity.Type.PRIMARY)
                .map(entity -> entity.name() + "__")
                .findFirst()
                .orElse("");
        List<String> known = model.dimensions().stream()
                .map(dimension -> prefix + dimension.name())
                .toList();
        return model.dimensions().stream()
                .filter(dimension -> written.equals(prefix + dimension.name()))
                .findFirst()
                .orElseThrow(() -> new UnreadableTextException("There is no dimension '" + written
                        + "' in the semantic model '" + model.name() + "'" + NearestName.among(known, written)));
    }
}
