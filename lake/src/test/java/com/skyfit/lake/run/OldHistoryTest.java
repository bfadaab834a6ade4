package com.skyfit.lake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.configuration.Retention;
import com.skyfit.lake.warehouse.TestWarehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The history of old runs is removed, except what later runs are compared with. */
final class OldHistoryTest {

    @RegisterExtension
    final TestWarehouse database = new TestWarehouse();

    @TempDir
    Path folder;

    private final OldHistory old = new OldHistory(new Retention(30, 10), Instant.parse("2026-03-01T00:00:00Z"));

    @BeforeEach
    void runs() throws Exception {
        database.execute("""
                insert into ops.run (run_id, command, version, started_at)
                select r, case when r like '20260101%' then 'adopt' else 'run' end, 'test', now()
                from unnest(array['20260101T060000Z', '20260102T060000Z', '20260103T060000Z', '20260228T060000Z']) r""");
    }

    @Test
    void theNewestResultOfEachStageOfASubjectStaysHoweverOld() throws Exception {
        database.execute("""
                insert into ops.run_unit (run_id, stage, source, scope, entity, status)
                values ('20260102T060000Z', 'extract', 's', 'a', 'e', 'succeeded'),
                    ('20260103T060000Z', 'extract', 's', 'a', 'e', 'failed'),
                    ('20260102T060000Z', 'load', 's', 'a', 'e', 'succeeded'),
                    ('20260228T060000Z', 'load', 's', 'a', 'e', 'succeeded'),
                    ('20260102T060000Z', 'extract', 's', 'b', 'e', 'succeeded')""");

        old.forget(database.get());

        assertThat(database.rows("select run_id, stage, scope from ops.run_unit order by 1, 2, 3"))
                .containsExactly("20260102T060000Z|extract|b", "20260103T060000Z|extract|a", "20260228T060000Z|load|a");
        assertThat(database.rows("select run_id from ops.run order by 1"))
                .as("adoptions and runs that something tells of")
                .containsExactly("20260101T060000Z", "20260102T060000Z", "20260103T060000Z", "20260228T060000Z");
    }

    @Test
    void runsThatNothingRefersToAreRemoved() throws Exception {
        old.forget(database.get());

        assertThat(database.rows("select run_id from ops.run order by 1"))
                .containsExactly("20260101T060000Z", "20260228T060000Z");
    }

    @Test
    void messagesAndIncidentsThatAreOverAreRemovedAndThoseThatLastAreNot() throws Exception {
        database.execute("""
                insert into ops.incident (incident_id, kind, source, scope, place, cause, severity, first_seen, last_seen, what, cure,
                    waiting, ended_at)
                select gen_random_uuid(), i.kind, '', '', '', '', 'error', i.ended, i.ended, '', '', array[i.waiting],
                    nullif(i.ended, 'epoch')
                from (values ('freshness', 'a', timestamptz '2026-01-01'), ('freshness', 'b', timestamptz '2026-02-27'),
                        ('values', 'c', timestamptz 'epoch'), ('killed', '20260228T060000Z', timestamptz '2026-01-01'))
                    i (kind, waiting, ended);
                insert into ops.letter (letter_id, channel, event, message, created_at, due_at, attempts, failure)
                select gen_random_uuid(), 'webhook', 'began', '{}', at, at, 0, ''
                from unnest(array[timestamptz '2026-01-01', timestamptz '2026-02-27']) at""");

        old.forget(database.get());

        assertThat(database.rows("select waiting[1] from ops.incident order by 1"))
                .containsExactly("20260228T060000Z", "b", "c");
        assertThat(database.rows("select created_at::date from ops.letter")).containsExactly("2026-02-27");
    }

    @Test
    void ofEachCheckAndSubjectTheNewestResultOfEachKindStaysWithItsCount() throws Exception {
        database.execute("""
                insert into ops.table_rows (run_id, table_name, scope, rows, deleted)
                select run_id, 't', 'a', 7, 0 from ops.run where command = 'run';
                insert into ops.check_result (run_id, check_name, subject, status, observed, expected, advice)
                values ('20260101T060000Z', 'row-counts', 'core.t a', 'accepted', '', '', ''),
                    ('20260102T060000Z', 'row-counts', 'core.t a', 'failed', '', '', ''),
                    ('20260103T060000Z', 'row-counts', 'core.t a', 'passed', '', '', ''),
                    ('20260228T060000Z', 'row-counts', 'core.t a', 'failed', '', '', '')""");

        old.forget(database.get());

        assertThat(database.rows("select run_id, status from ops.check_result order by 1"))
                .containsExactly("20260101T060000Z|accepted", "20260103T060000Z|passed", "20260228T060000Z|failed");
        assertThat(database.rows("select run_id from ops.table_rows order by 1"))
                .as("the count that was refused does not outlive the refusal")
                .containsExactly("20260103T060000Z", "20260228T060000Z");
    }

    @Test
    void moreThanAStatementRemovesGoesInSeveral() throws Exception {
        int results = 2 * OldHistory.AT_ONCE + 1;
        database.execute("""
                insert into ops.check_result (run_id, check_name, subject, status, observed, expected, advice)
                select to_char(timestamp '2020-01-01' + n * interval '1 minute', 'YYYYMMDD"T"HH24MISS"Z"'), 'c', 's', 'passed', '', '', ''
                from generate_series(1, %d) n""".formatted(results));

        old.forget(database.get());

        assertThat(database.rows("select count(*) from ops.check_result")).containsExactly("1");
    }

    @Test
    void logsThatAreOlderGoAndOtherFilesStay() throws Exception {
        for (String name : new String[] {
            "daily_pipeline_20260218T235959Z.log",
            "daily_pipeline_20260219T000001Z.log",
            "daily_pipeline_20260228T060000Z.log",
            "notes.log",
            "daily_pipeline_20200101T000000Z.txt"
        }) {
            Files.createFile(folder.resolve(name));
        }

        old.forgetLogs(folder);

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "daily_pipeline_20260219T000001Z.log",
                            "daily_pipeline_20260228T060000Z.log",
                            "notes.log",
                            "daily_pipeline_20200101T000000Z.txt");
        }
    }
}
