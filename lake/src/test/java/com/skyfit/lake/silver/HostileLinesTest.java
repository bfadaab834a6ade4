package com.skyfit.lake.silver;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.Proof;
import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Any line becomes a row or goes to quarantine, as the server itself would judge it, and its neighbours become rows. */
class HostileLinesTest {

    /** What lines are made of, a byte each. */
    private static final String CHANGES = "{}[]\",:\\u0d8e1.-+ntf \u00C3\u00A9";

    private static final Pattern FIRST = Pattern.compile("\\\\u[dD][89abAB][0-9a-fA-F]{2}");
    private static final Pattern SECOND = Pattern.compile("\\\\u[dD][c-fC-F][0-9a-fA-F]{2}");

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    private final SilverTable table = GroupsInBronze.TABLE;

    private LoadedPart load(byte[] text, long lines) throws Exception {
        GroupsInBronze groups = new GroupsInBronze(database.get(), folder);
        return groups.loader().load(table, groups.part(BronzeFixture.gzip(text), lines));
    }

    /** What a plain cast says of a line: a record with a key, one after the repair, or neither. */
    private List<String> verdicts(List<byte[]> lines) throws SQLException {
        List<String> verdicts = new ArrayList<>();
        try (Connection connection = database.get().connect();
                PreparedStatement cast = connection.prepareStatement("select " + table.hasKey("j")
                        + " and jsonb_typeof(j) = 'object' from (select convert_from(?, 'UTF8')::jsonb as j) l")) {
            for (byte[] line : lines) {
                if (isRecord(cast, line)) {
                    verdicts.add("row");
                } else {
                    String text = new String(line, StandardCharsets.ISO_8859_1);
                    String repaired = repaired(text);
                    boolean helps =
                            !repaired.equals(text) && isRecord(cast, repaired.getBytes(StandardCharsets.ISO_8859_1));
                    verdicts.add(helps ? "repaired" : "quarantine");
                }
            }
        }
        return verdicts;
    }

    /** With the escape of U+FFFD for that of U+0000 and of each surrogate that has no other half. */
    private static String repaired(String line) {
        StringBuilder repaired = new StringBuilder();
        for (int at = 0; at < line.length(); ) {
            int length = 1;
            String then = "";
            if (line.charAt(at) == '\\') {
                boolean pair = FIRST.matcher(unit(line, at)).matches()
                        && SECOND.matcher(unit(line, at + 6)).matches();
                boolean bad = FIRST.matcher(unit(line, at)).matches()
                        || SECOND.matcher(unit(line, at)).matches()
                        || unit(line, at).equals("\\u0000");
                length = pair ? 12 : bad ? 6 : 2;
                then = pair || !bad ? "" : "\\ufffd";
            }
            int end = Math.min(line.length(), at + length);
            repaired.append(then.isEmpty() ? line.substring(at, end) : then);
            at = end;
        }
        return repaired.toString();
    }

    private static String unit(String line, int at) {
        return at + 6 <= line.length() ? line.substring(at, at + 6) : "";
    }

    private static boolean isRecord(PreparedStatement cast, byte[] line) throws SQLException {
        cast.setBytes(1, line);
        try (ResultSet row = cast.executeQuery()) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            assertThat(e.getSQLState()).matches("(22|54).*");
            return false;
        }
    }

    @Test
    void everyHostileLineIsWhereTheServersOwnCastPutsItAndEveryNeighbourIsARow() throws Exception {
        List<byte[]> hostile = HostileLines.all();
        assertThat(hostile).hasSizeGreaterThan(300);
        List<String> verdicts = verdicts(hostile);

        LoadedPart loaded = load(HostileLines.mixed(hostile), 2L * hostile.size());

        List<String> found = new ArrayList<>();
        for (String place : database.rows("""
                select case when q.line_no is not null then 'quarantine' when r.line_no is not null then 'repaired'
                    when s.line_no is not null then 'row' else 'lost' end
                from generate_series(2, ?, 2) n
                    left join stg_zendesk.groups s on s.line_no = n
                    left join ops.quarantine q on q.line_no = n
                    left join (select distinct line_no from ops.repair) r on r.line_no = n
                order by n""", 2 * hostile.size())) {
            found.add(place);
        }
        for (int i = 0; i < verdicts.size(); i++) {
            assertThat(found.get(i))
                    .as(new String(
                            hostile.get(i), 0, Math.min(200, hostile.get(i).length), StandardCharsets.ISO_8859_1))
                    .isEqualTo(verdicts.get(i));
        }
        assertThat(
                        database.rows(
                                "select count(*), count(distinct payload ->> 'id') from stg_zendesk.groups where line_no % 2 = 1 and payload ->> 'name' = 'Recepção'"))
                .containsExactly(hostile.size() + "|" + hostile.size());
        assertThat(loaded.rows() + loaded.quarantined()).isEqualTo(2L * hostile.size());
        assertThat(database.rows("select received_bytes from ops.quarantine order by line_no"))
                .hasSize((int) loaded.quarantined());
        for (int i = 0; i < hostile.size(); i++) {
            if (verdicts.get(i).equals("quarantine")) {
                assertThat(database.rows(
                                "select received_bytes = ?, reason <> '' from ops.quarantine where line_no = ?",
                                hostile.get(i),
                                2 * (i + 1)))
                        .containsExactly("t|t");
            }
        }
        Proof.publish("hostile-lines", """
                %d hostile lines among as many good ones, PostgreSQL %s: %d rows as they are, %d repaired, %d in quarantine, each as a plain cast
                says; %d neighbours, all rows.
                """.formatted(
                        hostile.size(),
                        database.rows("show server_version").get(0),
                        verdicts.stream().filter("row"::equals).count(),
                        verdicts.stream().filter("repaired"::equals).count(),
                        verdicts.stream().filter("quarantine"::equals).count(),
                        hostile.size()));
    }

    @Test
    void aLineThatPassesAsPlainIsOneThatTheServerTakes() throws Exception {
        whatPassesAsPlainIsTaken(
                table,
                HostileLines.all().stream()
                        .filter(line -> line.length > 0 && line.length < 500)
                        .toList());
    }

    @Test
    void theSameHoldsIfTheKeyIsInAnObjectOfTheRecord() throws Exception {
        SilverTable nested = new SilverTable(table.schema(), table.name(), "data.id", ColumnType.Simple.BIGINT);
        whatPassesAsPlainIsTaken(
                nested,
                List.of(
                                "{\"data\":{\"id\":1,\"a\":{\"id\":\"x\"}},\"id\":null}",
                                "{\"id\":{},\"data\":{\"data\":{\"id\":2},\"id\":\"3\"},\"a\":[{\"data\":{\"id\":4}}]}",
                                "{\"data\":{\"id\":1},\"data\":{\"id\":2}}",
                                "{\"data\":{\"id\":1},\"data\":{}}",
                                "{\"data\":{\"id\":1},\"data\":7}",
                                "{\"data\":{\"id\":1,\"id\":[]}}",
                                "{\"data\":{\"id\":1,\"\\u0069d\":[]}}",
                                "{\"data\":{},\"id\":1}",
                                "{\"data\":[{\"id\":1}]}",
                                "{\"a\":{\"data\":{\"id\":1}}}",
                                "{\"data.id\":1}")
                        .stream()
                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                        .toList());

        PlainRecord plain = new PlainRecord(nested);
        byte[] ordinary = "{\"object\":\"dealChange\",\"data\":{\"v\":{},\"id\":12,\"x\":[{}]},\"t\":{}}"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(plain.matches(ordinary, 0, ordinary.length)).isTrue();
    }

    private void whatPassesAsPlainIsTaken(SilverTable table, List<byte[]> models) throws Exception {
        Random random = new Random(Proof.seed("plain lines"));
        PlainRecord plain = new PlainRecord(table);
        int passed = 0;
        try (Connection connection = database.get().connect();
                PreparedStatement cast = connection.prepareStatement("select " + table.hasKey("j")
                        + " and jsonb_typeof(j) = 'object' from (select convert_from(?, 'UTF8')::jsonb as j) l")) {
            for (int i = 0; i < Proof.tries(4_000, 400_000); i++) {
                byte[] line = models.get(random.nextInt(models.size())).clone();
                for (int changes = random.nextInt(3); changes > 0; changes--) {
                    line[random.nextInt(line.length)] = (byte) CHANGES.charAt(random.nextInt(CHANGES.length()));
                }
                if (plain.matches(line, 0, line.length)) {
                    passed++;
                    assertThat(isRecord(cast, line))
                            .as(new String(line, StandardCharsets.ISO_8859_1))
                            .isTrue();
                }
            }
        }
        assertThat(passed).isGreaterThan(100);
    }

    @Test
    void ordinaryRecordsPassAsPlainHoweverTheyAreWritten() {
        PlainRecord plain = new PlainRecord(table);
        for (String line : List.of(
                "{\"id\":1}",
                " { \"name\" : \"é \\u00e9 \\ud83d\\ude00 \\n\" , \"id\" : \"12\" }\r",
                "{\"a\":[],\"b\":{},\"c\":[{\"id\":null},[[1.5e-3]],true,false,null],\"id\":999999999999999999}")) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            assertThat(plain.matches(bytes, 0, bytes.length)).as(line).isTrue();
        }
    }

    @Test
    void aRepairedLineSaysSoAndKeepsEverythingElse() throws Exception {
        load("{\"id\":1,\"name\":\"a\\u0000b\\\\u0000\\\\\\u0000\"}".getBytes(StandardCharsets.UTF_8), 1);

        assertThat(database.rows("select payload ->> 'name' from stg_zendesk.groups"))
                .containsExactly("a\uFFFDb\\u0000\\\uFFFD");
        assertThat(database.rows("select line_no, kind, places from ops.repair"))
                .containsExactly("1|u0000|2");
    }

    @Test
    void halfOfACharacterIsRepairedAndAWholeOneIsNot() throws Exception {
        load(
                "{\"id\":1,\"name\":\"\\ud83d \\ud83d\\ude00 \\ude00\\ud83d\\ud83d\\ude00 \\\\ud83d\\ude00 \\u0000\"}"
                        .getBytes(StandardCharsets.UTF_8),
                1);

        assertThat(database.rows("select payload ->> 'name' from stg_zendesk.groups"))
                .containsExactly("\uFFFD \uD83D\uDE00 \uFFFD\uFFFD\uD83D\uDE00 \\ud83d\uFFFD \uFFFD");
        assertThat(database.rows("select line_no, kind, places from ops.repair order by kind"))
                .containsExactly("1|surrogate|4", "1|u0000|1");
    }

    @Test
    void quarantineKeepsTheBeginningAndTheLengthOfALineBeyondTheLimit() throws Exception {
        int length = (int) Judgement.LONGEST_LINE + 1;
        byte[] text = new byte[length];
        Arrays.fill(text, (byte) ' ');

        load(text, 1);

        assertThat(database.rows("select reason, octet_length(received_bytes) from ops.quarantine"))
                .containsExactly("longer than 67108864 bytes: 67108865; bronze holds it whole|67108864");
    }

    @Test
    void theKeyOfADamagedLineIsReadWhereItStandsBeforeTheDamage() {
        assertThat(keys(
                        table,
                        "{\"url\":{\"id\":1},\"id\":7,\"name\":\"\\ud83d\"}",
                        "{\"name\":\"\u00C3(\u0009\",\"id\":\"8\",",
                        "{\"id\":9",
                        "{\"id\":10,\"nam"))
                .containsExactly("7", "8", "9", "10");
        assertThat(keys(
                        new SilverTable(table.schema(), table.name(), "data.id", ColumnType.Simple.BIGINT),
                        "{\"id\":1,\"data\":{\"item\":2,\"id\":3,"))
                .containsExactly("3");
        assertThat(keys(
                        new SilverTable(table.schema(), table.name(), "code", ColumnType.Simple.TEXT),
                        "{\"code\":\"abc\",\"x\":nul}"))
                .containsExactly("abc");
    }

    @Test
    void aDamagedLineWithoutAReadableKeyShowsNone() {
        assertThat(keys(
                        table,
                        "",
                        "7",
                        "[7]",
                        "{\"id\":-7}",
                        "{\"id\":{\"id\":7}}",
                        "{\"name\":nul,\"id\":7}",
                        "{\"id\":"))
                .isEmpty();
    }

    private static List<String> keys(SilverTable table, String... lines) {
        return Arrays.stream(lines)
                .flatMap(line -> DamagedLine.key(line.getBytes(StandardCharsets.ISO_8859_1), table).stream())
                .toList();
    }
}
