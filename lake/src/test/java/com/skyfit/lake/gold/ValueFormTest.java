package com.skyfit.lake.gold;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.Proof;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts near the documented forms, and near what the server's parsers take besides: what fits is just what the page of values says. */
class ValueFormTest {

    private static final List<String> MODELS = List.of(
            "0",
            "7",
            "-12",
            "007",
            "2147483647",
            "2147483648",
            "-9223372036854775808",
            "9223372036854775808",
            "2.0",
            "2.5",
            "1234.567",
            "0.005",
            "-0.00",
            "99999999999999.99",
            "9999999999999999.994",
            "1e3",
            "0x1F",
            "0b101",
            "1_000",
            "NaN",
            "Infinity",
            "+5",
            " 5",
            ".5",
            "5.",
            "true",
            "FALSE",
            "t",
            "no",
            "On",
            "1",
            "tru",
            "2026-01-31",
            "2024-02-29",
            "2100-02-29",
            "2000-02-29",
            "2026-04-31",
            "0000-01-01",
            "0001-01-01",
            "9999-12-31",
            "20240-02-08",
            "01-02-2026",
            "20260131",
            "2026.031",
            "2026-01-31T05:00:00Z",
            "2026-01-31 05:00:00",
            "2026-01-31 05:00:00+00",
            "1999-12-31T23:59:59Z",
            "2026-01-31T05:00Z",
            "2026-01-31T05:00:00.123456Z",
            "2026-01-31T05:00:00.9999999-03:00",
            "2026-01-31T05:00:00-0300",
            "2026-01-31T24:00:00Z",
            "2026-01-31T23:59:60Z",
            "9999-12-31T23:59:59.9999999Z",
            "0001-01-01T00:00:00+10:00",
            "2026-01-31 05:00:00 PM",
            "2026-01-31 BC",
            "now",
            "tomorrow",
            "epoch",
            "infinity",
            "allballs",
            "14:30",
            "14:30:15",
            "14:30:15.5",
            "24:00",
            "24:00:00",
            "23:59:59.9999999",
            "5:00",
            "14:30Z",
            "2:30 PM");

    private static final String LETTERS = "0123456789-:. TZ+_xeE,/" + "\u0660\u00a0\n";

    private static final Pattern MOMENT = Pattern.compile(
            "(\\d{4})-(\\d\\d)-(\\d\\d)(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d)(\\.\\d{1,9})?)?(Z|[+-]\\d\\d(?::?\\d\\d)?)?)?");

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @ParameterizedTest
    @ValueSource(strings = {"bigint", "int", "numeric(18,2)", "boolean", "date", "time", "timestamptz"})
    void whatFitsIsWhatThePageSaysAndAPlainCastWithoutDoubtAgrees(String typeName) throws Exception {
        ColumnType type = ColumnType.parse(typeName);
        ValueForm form = ValueForm.of(type);
        String fits = "select " + form.fits().apply("t") + " as fits from (select :text::text as t) texts";
        String value = "select (" + form.value().apply("t") + ")::text as value from (select :text::text as t) texts";
        String plain = "select " + form.doubtful().apply("t", "v") + " as doubtful, v::text as value from (select t, "
                + ValueSql.cast("t", type) + " as v from (select :text::text as t) texts offset 0) typed";
        Random random = new Random(Proof.seed("forms of " + typeName));
        int usual = 0;
        try (Connection connection = database.get().connect()) {
            for (int i = 0; i < MODELS.size() + Proof.tries(600, 30_000); i++) {
                String text =
                        i < MODELS.size() ? MODELS.get(i) : changed(MODELS.get(random.nextInt(MODELS.size())), random);
                boolean fit = Query.of(connection, fits).bind("text", text).one(row -> row.flag("fits"));
                assertThat(fit).as("'%s' as %s", text, typeName).isEqualTo(isDocumented(text, typeName));
                Optional<String> sure = withoutDoubt(connection, plain, text);
                if (fit) {
                    String exact =
                            Query.of(connection, value).bind("text", text).one(row -> row.text("value"));
                    sure.ifPresent(it -> assertThat(it).as(text).isEqualTo(exact));
                } else {
                    assertThat(sure)
                            .as("'%s' as %s by a plain cast", text, typeName)
                            .isEmpty();
                }
                usual += sure.isPresent() ? 1 : 0;
            }
        }
        assertThat(usual).isPositive();
    }

    private static String changed(String model, Random random) {
        StringBuilder text = new StringBuilder(model);
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
            int at = random.nextInt(text.length() + 1);
            if (at == text.length() || random.nextInt(4) == 0) {
                text.insert(at, letter);
            } else if (random.nextInt(4) == 0 && text.length() > 1) {
                text.deleteCharAt(at);
            } else {
                text.setCharAt(at, letter);
            }
        }
        return text.toString();
    }

    private static Optional<String> withoutDoubt(Connection connection, String sql, String text) throws SQLException {
        try {
            return Query.of(connection, sql)
                    .bind("text", text)
                    .one(row -> row.flag("doubtful") ? Optional.<String>empty() : Optional.of(row.text("value")));
        } catch (SQLException e) {
            assertThat(e.getSQLState()).startsWith("22");
            return Optional.empty();
        }
    }

    private static boolean isDocumented(String text, String type) {
        return switch (type) {
            case "bigint" -> isWhole(text, 63);
            case "int" -> isWhole(text, 31);
            case "numeric(18,2)" ->
                number(text)
                        .filter(it -> it.setScale(2, RoundingMode.HALF_UP).abs().compareTo(new BigDecimal("1e16")) < 0)
                        .isPresent();
            case "boolean" ->
                Set.of("true", "false", "1", "0", "yes", "no", "y", "n", "on", "off", "t", "f")
                        .contains(text.toLowerCase(Locale.ROOT));
            case "time" -> text.matches("([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,6})?)?");
            case "date" -> moment(text).isPresent();
            default ->
                moment(text)
                        .filter(it -> it.getYear() >= 1 && it.getYear() <= 9999)
                        .isPresent();
        };
    }

    private static boolean isWhole(String text, int bits) {
        return number(text)
                .filter(it -> it.stripTrailingZeros().scale() <= 0
                        && it.toBigInteger().bitLength() <= bits)
                .isPresent();
    }

    private static Optional<BigDecimal> number(String text) {
        return text.matches("-?\\d+(\\.\\d+)?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** The moment in UTC, rounded to microseconds. */
    private static Optional<LocalDateTime> moment(String text) {
        Matcher parts = MOMENT.matcher(text);
        if (!parts.matches() || parts.group(1).equals("0000")) {
            return Optional.empty();
        }
        try {
            LocalDateTime day = LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3))
                    .atStartOfDay();
            int hour = number(parts, 4);
            int minute = number(parts, 5);
            int second = number(parts, 6);
            long nanos = new BigDecimal("0" + (parts.group(7) == null ? ".0" : parts.group(7)))
                    .setScale(6, RoundingMode.HALF_EVEN)
                    .movePointRight(9)
                    .longValueExact();
            boolean inDay = hour < 24 && minute < 60 && (second < 60 || (second == 60 && parts.group(7) == null));
            boolean endOfDay = hour == 24 && minute == 0 && second == 0 && parts.group(7) == null;
            String zone = parts.group(8) == null || parts.group(8).equals("Z") ? "+00" : parts.group(8);
            String minutes = zone.length() > 3 ? zone.substring(zone.length() - 2) : "00";
            int zoneHours = Integer.parseInt(zone.substring(1, 3));
            if ((!inDay && !endOfDay) || zoneHours > 14 || Integer.parseInt(minutes) > 59) {
                return Optional.empty();
            }
            long offset = (zone.startsWith("-") ? -1 : 1) * (zoneHours * 60L + Integer.parseInt(minutes));
            return Optional.of(day.plusHours(hour)
                    .plusMinutes(minute - offset)
                    .plusSeconds(second)
                    .plusNanos(nanos));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
    }
}
