package com.skyfit.lake.models.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.metrics.Aggregation;
import com.skyfit.lake.models.metrics.Condition;
import com.skyfit.lake.models.metrics.Dimension;
import com.skyfit.lake.models.metrics.Entity;
import com.skyfit.lake.models.metrics.Expression;
import com.skyfit.lake.models.metrics.Literal;
import com.skyfit.lake.models.metrics.Meaning;
import com.skyfit.lake.models.metrics.Measure;
import com.skyfit.lake.models.metrics.Metric;
import com.skyfit.lake.models.metrics.SemanticLayer;
import com.skyfit.lake.models.metrics.SemanticModel;
import com.skyfit.lake.models.metrics.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What semantic models and metrics are read as, and that nothing in them is passed over. */
class SemanticLayerTest {

    private static final String MODEL = "select 1 as id";

    private static final String DESCRIBED = """
            models:
              - name: orders
                columns: [{name: id}, {name: buyer_id}, {name: day}, {name: day_key}, {name: amount}, {name: coin}, {name: is_paid}, {name: state}]
            """;

    private static final String LAYER = """
            semantic_models:
              - name: sales
                model: ref('orders')
                description: "All orders."
                defaults: {agg_time_dimension: ordered}
                entities:
                  - {name: order, type: primary, expr: id}
                  - {name: buyer, type: foreign, expr: buyer_id}
                dimensions:
                  - {name: ordered, type: time, expr: day, type_params: {time_granularity: day}, config: {meta: {date_key: day_key}}}
                  - {name: coin, type: categorical}
                  - {name: is_paid, type: categorical}
                  - {name: state, type: categorical, description: "Where it is."}
                measures:
                  - {name: order_count, agg: count, expr: 1}
                  - {name: amount, agg: sum, config: {meta: {currency: coin}}}
            metrics:
              - {name: orders, label: Orders, type: simple, type_params: {measure: order_count}}
              - name: paid
                label: Paid
                description: "Orders that are paid."
                type: simple
                type_params: {measure: {name: order_count}}
                filter: "{{ Dimension('order__is_paid') }}"
                config: {meta: {label_pt: Pagos, unit: count, differs: "Nothing."}}
              - {name: income, label: Income, type: simple, type_params: {measure: amount}}
              - {name: paid_share, label: Paid share, type: ratio, type_params: {numerator: paid, denominator: {name: orders}}}
              - name: each
                label: Each
                type: derived
                type_params: {expr: "100 * income / nullif(n - 1, 0)", metrics: [income, {name: orders, alias: n}]}
            """;

    private static final Dimension.Day ORDERED = new Dimension.Day("ordered", "day", "day_key", "");
    private static final Dimension COIN = new Dimension.Category("coin", "coin", "");
    private static final Dimension IS_PAID = new Dimension.Category("is_paid", "is_paid", "");
    private static final Dimension STATE = new Dimension.Category("state", "state", "Where it is.");
    private static final Measure COUNT =
            new Measure("order_count", Aggregation.COUNT, Optional.empty(), ORDERED, Optional.empty());
    private static final Measure AMOUNT =
            new Measure("amount", Aggregation.SUM, Optional.of("amount"), ORDERED, Optional.of(COIN));
    private static final SemanticModel SALES = new SemanticModel(
            "sales",
            "orders",
            "All orders.",
            List.of(
                    new Entity("order", Entity.Type.PRIMARY, "id"),
                    new Entity("buyer", Entity.Type.FOREIGN, "buyer_id")),
            List.of(ORDERED, COIN, IS_PAID, STATE),
            List.of(COUNT, AMOUNT));

    private static ModelProject project(String layer) {
        return TestProject.of("models/orders.sql", MODEL, "models/orders.yml", DESCRIBED, "models/metrics.yml", layer);
    }

    private static SemanticLayer layer(String layer) {
        ModelProject project = project(layer);
        assertThat(project.refused()).isEmpty();
        return project.layer();
    }

    private static List<String> refused(String layer) {
        return project(layer).refused().stream()
                .flatMap(refused -> refused.problems().stream())
                .map(Object::toString)
                .toList();
    }

    private static Meaning plain(String label) {
        return new Meaning(label, label, "", "", Unit.NUMBER);
    }

    @Test
    void aSemanticModelIsReadWithAllItSays() {
        assertThat(layer(LAYER).models()).containsExactly(SALES);
    }

    @Test
    void eachKindOfMetricIsReadWithWhatItIsMadeOf() {
        Metric orders = new Metric.Simple("orders", plain("Orders"), SALES, COUNT, List.of());
        Metric paid = new Metric.Simple(
                "paid",
                new Meaning("Paid", "Pagos", "Orders that are paid.", "Nothing.", Unit.COUNT),
                SALES,
                COUNT,
                List.of(new Condition.Holds(IS_PAID, true)));
        Metric income = new Metric.Simple("income", plain("Income"), SALES, AMOUNT, List.of());
        Expression hundredIncomes = new Expression.Pair(
                new Expression.Constant(new BigDecimal(100)), Expression.Operator.TIMES, new Expression.Of(income));
        Expression fewer = new Expression.Pair(
                new Expression.Of(orders), Expression.Operator.MINUS, new Expression.Constant(BigDecimal.ONE));

        assertThat(layer(LAYER).metrics())
                .containsExactly(
                        orders,
                        paid,
                        income,
                        new Metric.Ratio("paid_share", plain("Paid share"), paid, orders),
                        new Metric.Derived(
                                "each",
                                plain("Each"),
                                new Expression.Pair(hundredIncomes, Expression.Operator.DIVIDED_BY, fewer)));
    }

    @Test
    void aMetricKnowsTheMetricsItIsMadeOfAndItsCurrency() {
        SemanticLayer layer = layer(LAYER);

        assertThat(layer.metric("each").orElseThrow().parts())
                .extracting(Metric::name)
                .containsExactly("income", "orders");
        assertThat(layer.metric("each").orElseThrow().currency()).contains(COIN);
        assertThat(layer.metric("paid_share").orElseThrow().currency()).isEmpty();
    }

    @Test
    void aFilterIsConditionsThatAllHaveToBeMet() {
        String filter = "not {{ Dimension('order__is_paid') }} and {{Dimension(\"order__state\")}} in ('it''s', 2)"
                + " AND {{ Dimension('order__state') }} >= -1.5 and {{ Dimension('order__coin') }} is not null"
                + " and {{ Dimension('order__coin') }} is null and {{ Dimension('order__coin') }} != 'X'";

        Metric.Simple paid =
                (Metric.Simple) layer(LAYER.replace("{{ Dimension('order__is_paid') }}", filter.replace("\"", "\\\"")))
                        .metric("paid")
                        .orElseThrow();

        assertThat(paid.filter())
                .containsExactly(
                        new Condition.Holds(IS_PAID, false),
                        new Condition.OneOf(
                                STATE, List.of(new Literal.Text("it's"), new Literal.Numeric(new BigDecimal(2)))),
                        new Condition.Compares(
                                STATE, Condition.Comparison.AT_LEAST, new Literal.Numeric(new BigDecimal("-1.5"))),
                        new Condition.Given(COIN, true),
                        new Condition.Given(COIN, false),
                        new Condition.Compares(COIN, Condition.Comparison.DIFFERENT, new Literal.Text("X")));
    }

    @Test
    void aListOfFiltersHasToBeMetAsAWhole() {
        Metric.Simple paid = (Metric.Simple) layer(LAYER.replace(
                        "filter: \"{{ Dimension('order__is_paid') }}\"",
                        "filter: [\"{{ Dimension('order__is_paid') }}\", \"{{ Dimension('order__coin') }} = 'BRL'\"]"))
                .metric("paid")
                .orElseThrow();

        assertThat(paid.filter()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            expr: id}                      | expr: ids}                | There is no column 'ids' among the described ones of the model 'orders': did you mean 'id'?
            date_key: day_key              | date_key: day_kay         | There is no column 'day_kay' among the described ones of the model 'orders': did you mean 'day_key'?
            agg: count                     | agg: sum_boolean          | The aggregation 'sum_boolean' is not supported. Supported: count
            type: foreign                  | type: natural             | The entity type 'natural' is not supported. Supported: primary
            time_granularity: day          | time_granularity: hour    | The time granularity 'hour' is not supported. Supported: day
            name: coin, type: categorical  | name: coin, type: number  | The dimension type 'number' is not supported. Supported: categorical, time
            agg_time_dimension: ordered    | agg_time_dimension: orderd| There is no dimension 'orderd' in the semantic model 'sales': did you mean 'ordered'?
            agg_time_dimension: ordered    | agg_time_dimension: coin  | 'coin' is not a dimension of type time
            currency: coin                 | currency: coins           | There is no dimension 'coins' in the semantic model 'sales': did you mean 'coin'?
            ref('orders')                  | ref('order')              | There is no model 'order': did you mean 'orders'?
            ref('orders')                  | source('raw', 'deals')    | Expected ref('MODEL')
            name: state                    | name: is_paid             | 'is_paid' is there twice in the semantic model 'sales'
            name: state                    | name: is__state           | Invalid name 'is__state'
            measure: order_count           | measure: order_counts     | There is no measure 'order_counts': did you mean 'order_count'?
            order__is_paid                 | order__is_payed           | There is no dimension 'order__is_payed' in the semantic model 'sales': did you mean 'order__is_paid'?
            order__is_paid                 | is_paid                   | There is no dimension 'is_paid' in the semantic model 'sales'
            order__is_paid') }}            | order__is_paid') }} or 1  | Cannot be understood at 'or'. Supported: conditions joined by 'and'
            "Dimension('order__is_paid')"  | "Dimension('order__is_paid').grain('day')" | "Cannot be understood at '{{ Dimension('order__is_paid').grain('day') }}'"
            unit: count                    | unit: pieces              | The unit 'pieces' is not supported. Supported: count
            label_pt                       | label_de                  | The property 'label_de' is not supported
            numerator: paid                | numerator: payed          | There is no metric 'payed': did you mean 'paid'?
            type: ratio                    | type: cumulative          | The metric type 'cumulative' is not supported. Supported: simple, ratio, derived
            label: Income,                 | " "                       | A metric needs 'label', its title
            name: paid_share               | name: income              | There is another metric 'income'
            nullif(n - 1, 0)               | n                         | What divides can be 0: write nullif(..., 0) around it
            nullif(n - 1, 0)               | nullif(m, 0)              | 'm' is not among the metrics of this one: did you mean
            100 * income                   | 100 * n                   | "dbt divides counts without a rest: write a ratio, or 1.0 * before what is divided"
            nullif(n - 1, 0)               | abs(n)                    | 'abs' is not among the metrics of this one
            alias: n                       | offset_window: 1 month    | The property 'offset_window' is not supported
            """)
    void whatIsNotThereOrNotSupportedIsRefusedByNameAndPlace(String right, String wrong, String message) {
        assertThat(LAYER).contains(right);
        long line = LAYER.substring(0, LAYER.indexOf(right) + 1).lines().count();

        assertThat(refused(LAYER.replace(right, wrong)))
                .anyMatch(problem ->
                        problem.startsWith("models/metrics.yml:" + line + ": ") && problem.contains(message));
    }

    @Test
    void aSemanticModelHasOnePrimaryEntity() {
        assertThat(refused(LAYER.replace("type: primary", "type: unique")))
                .first()
                .asString()
                .startsWith("models/metrics.yml:2: A semantic model needs exactly one entity of type primary");
    }

    @Test
    void aMetricThatIsMadeOfItselfIsRefused() {
        assertThat(refused(LAYER.replace("numerator: paid,", "numerator: paid_share,")))
                .containsExactly("models/metrics.yml:27: The metric 'paid_share' is made of itself");
    }

    @Test
    void aRatioHasNoFilterOfItsOwn() {
        assertThat(refused(LAYER.replace(
                        "label: Paid share,", "label: Paid share, filter: \"{{ Dimension('order__is_paid') }}\",")))
                .containsExactly(
                        "models/metrics.yml:27: Only a simple metric has a filter: put it into the metrics that this one is made of");
    }

    @Test
    void aMistakeLeavesOutWhatIsMadeOfItWithoutFurtherWords() {
        ModelProject project = project(LAYER.replace("Dimension('order__is_paid')", "Dimension('order__gone')"));

        assertThat(project.refused()).hasSize(1);
        assertThat(project.refused().get(0).problems()).hasSize(1);
        assertThat(project.layer().metrics()).extracting(Metric::name).containsExactly("orders", "income", "each");
    }

    @Test
    void whatIsAboutAModelThatIsSwitchedOffIsLeftOut() {
        ModelProject project = ProjectReader.read(
                TestProject.files(
                        "models/orders.sql", MODEL, "models/orders.yml", DESCRIBED, "models/metrics.yml", LAYER),
                Map.of(
                        "dbt_project.yml",
                        new CatalogFile("own/dbt_project.yml", "models: {own: {orders: {+enabled: false}}}\n")),
                relation -> true);

        assertThat(project.refused()).isEmpty();
        assertThat(project.layer()).isEqualTo(SemanticLayer.NONE);
    }
}
