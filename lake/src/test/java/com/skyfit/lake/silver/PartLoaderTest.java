package com.skyfit.lake.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.bronze.BronzeFixture;
import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PartLoaderTest {

    private static final String TWO_LINES = "{\"id\":1}\n{\"id\":2}\n";

    @RegisterExtension
    private final TestWarehouse database = new TestWarehouse();

    @TempDir
    private Path folder;

    private final SilverTable table = GroupsInBronze.TABLE;
    private GroupsInBronze groups;

    @BeforeEach
    void table() throws SQLException {
        groups = new GroupsInBronze(database.get(), folder);
    }

    private static byte[] gzip(String text) throws Exception {
        return BronzeFixture.gzip(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private LedgerPart file(byte[] stored, long lines) throws Exception {
        return groups.part(stored, lines);
    }

    private LoadedPart load(LedgerPart file) throws Exception {
        return groups.loader().load(table, file);
    }

    private List<String> silver() throws SQLException {
        return database.rows("select line_no, payload ->> 'id' from stg_zendesk.groups order by line_no");
    }

    private void isRefused(byte[] stored, long lines, String reason) throws Exception {
        LedgerPart file = file(stored, lines);

        assertThatThrownBy(() -> load(file))
                .isInstanceOf(BrokenPartException.class)
                .hasMessageContaining(file.blobPath())
                .hasMessageContaining(reason);
        assertThat(silver()).isEmpty();
        assertThat(database.rows("select state from ops.file")).containsExactly("pending");
    }

    @Test
    void aPartWhoseCommitWasDoneAndNotHeardOfIsNotLoadedTwice() throws Exception {
        LedgerPart file = file(gzip("{\"id\":1}\n{\"id\":2,\"name\":\"a\\u0000b\"}\nno json"), 3);
        LoadedPart unheard = load(file);

        assertThat(load(file)).isEqualTo(unheard).isEqualTo(new LoadedPart(2, 1, 1));
        assertThat(database.rows("select count(*) from " + table.sql())).containsExactly("2");
    }

    @Test
    void aLastLineWithoutANewlineIsALine() throws Exception {
        load(file(gzip("{\"id\":1}\n{\"id\":2}"), 2));

        assertThat(silver()).containsExactly("1|1", "2|2");
    }

    @Test
    void aPartOfSeveralGzipMembersIsReadToItsEnd() throws Exception {
        load(file(joined(gzip("{\"id\":1}\n{\"i"), gzip("d\":2}\n"), gzip(""), gzip("{\"id\":3}\n")), 3));

        assertThat(silver()).containsExactly("1|1", "2|2", "3|3");
    }

    @Test
    void anEmptyPartHasNoLines() throws Exception {
        assertThat(load(file(gzip(""), 0))).isEqualTo(new LoadedPart(0, 0, 0));
    }

    @Test
    void aPartOfNoBytesIsRefused() throws Exception {
        isRefused(new byte[0], 0, "not in the .gz format");
    }

    @Test
    void aPartThatIsNoGzipIsRefused() throws Exception {
        isRefused(TWO_LINES.getBytes(StandardCharsets.UTF_8), 2, "cannot be read");
    }

    @Test
    void aPartThatIsCutOffIsRefusedWhereverItEnds() throws Exception {
        byte[] whole = gzip(TWO_LINES.repeat(100));
        isRefused(Arrays.copyOf(whole, whole.length - 3), 200, "truncated");
    }

    @Test
    void bytesBehindTheGzipDataAreRefused() throws Exception {
        isRefused(
                joined(gzip(TWO_LINES), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}),
                2,
                "Unexpected data after");
    }

    @Test
    void fewerLinesThanTheManifestSaysAreRefused() throws Exception {
        isRefused(gzip(TWO_LINES), 3, "it has 2 lines, its manifest says 3");
    }

    @Test
    void otherBytesThanTheManifestSaysAreRefused() throws Exception {
        LedgerPart file = file(gzip(TWO_LINES), 2);
        Files.write(folder.resolve(file.blobPath()), gzip("{\"id\":1}\n{\"id\":3}\n"));

        assertThatThrownBy(() -> load(file)).hasMessageContaining("its SHA-256 is ");
        assertThat(silver()).isEmpty();
    }

    @Test
    void aPartThatIsGoneIsRefused() throws Exception {
        LedgerPart file = file(gzip(TWO_LINES), 2);
        Files.delete(folder.resolve(file.blobPath()));

        assertThatThrownBy(() -> load(file)).hasMessageContaining("the lake has no such object");
    }

    @Test
    void aLoadedPartIsReplacedWithAllThatIsKnownOfItAndGoldIsToSeeItAgain() throws Exception {
        load(file(gzip("{\"id\":1}\nno json\n{\"id\":3,\"name\":\"\\u0000\"}\n"), 3));
        database.rows("update ops.file set transformed_at = now() returning 1");

        LoadedPart again = load(
                groups.ledger().all(new Subject("zendesk", "support", "groups")).get(0));

        assertThat(again).isEqualTo(new LoadedPart(2, 1, 1));
        assertThat(silver()).containsExactly("1|1", "3|3");
        assertThat(database.rows("select line_no from ops.quarantine")).containsExactly("2");
        assertThat(database.rows("select line_no from ops.repair")).containsExactly("3");
        assertThat(database.rows("select state, loaded_lines, quarantined_lines, transformed_at from ops.file"))
                .containsExactly("loaded|2|1|∅");
    }

    @Test
    void quarantineGivesTheReasonInWordsOfTheServer() throws Exception {
        load(file(gzip("{\"id\":1,}\n{\"id\":2,\"v\":1e999999}\n[1]\n{\"id\":null}\n{}\n{\"id\":3}\n"), 6));

        assertThat(database.rows("select line_no, reason from ops.quarantine order by line_no"))
                .containsExactly(
                        "1|invalid input syntax for type json: Expected string, but found \"}\".",
                        "2|value overflows numeric format",
                        "3|not an object but of type array",
                        "4|no business key: id is null",
                        "5|no business key: id is absent");
        assertThat(silver()).containsExactly("6|3");
    }

    @Test
    void aKeyMayLieInAnObjectOfTheRecord() throws Exception {
        SilverTable nested = new SilverTable(table.schema(), table.name(), "data.id", ColumnType.Simple.BIGINT);
        LedgerPart file = file(
                gzip(
                        "{\"data\":{\"id\":7}}\n{\"id\":8}\n{\"data\":[]}\n{\"data\":{\"id\":\"\\u0039\"}}\n{\"data\":{\"id\":null}}\n"),
                5);

        assertThat(groups.loader().load(nested, file)).isEqualTo(new LoadedPart(2, 3, 0));

        assertThat(database.rows(
                        "select line_no, %s from stg_zendesk.groups order by 1".formatted(nested.keyOf("payload"))))
                .containsExactly("1|7", "4|9");
        assertThat(database.rows("select line_no, reason from ops.quarantine order by 1"))
                .containsExactly(
                        "2|no business key: data.id is absent",
                        "3|no business key: data.id is absent",
                        "5|no business key: data.id is null");
    }

    @Test
    void whatIsJudgedAgainMovesToSilverWhereItIsGoodNow() throws Exception {
        load(file(gzip("{\"id\":1}\n{\"id\":\"a-7\"}\nno json\n"), 3));
        SilverTable ofTexts = new SilverTable(table.schema(), table.name(), table.key(), ColumnType.Simple.TEXT);
        LedgerPart file = groups.ledger()
                .withQuarantine(new Subject("zendesk", "support", "groups"))
                .get(0);

        LoadedPart judged = groups.loader().judgeAgain(ofTexts, file);

        assertThat(judged).isEqualTo(new LoadedPart(1, 1, 0));
        assertThat(silver()).containsExactly("1|1", "2|a-7");
        assertThat(database.rows("select line_no from ops.quarantine")).containsExactly("3");
        assertThat(database.rows("select loaded_lines, quarantined_lines, transformed_at from ops.file"))
                .containsExactly("2|1|∅");
    }
}
