package com.skyfit.lake.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.sql.SQLException;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTextTest {

    /** The kinds of failure that Java's library and the libraries used can end a command with. */
    static List<Throwable> failures() {
        List<Throwable> kinds = List.of(
                new NoSuchFileException("/x/part-00001.jsonl.gz"),
                new AccessDeniedException("/x/run_results.json.unfinished"),
                new DirectoryNotEmptyException("/x"),
                new FileAlreadyExistsException("/x"),
                new NotDirectoryException("/x"),
                new AtomicMoveNotSupportedException("/x", "/y", null),
                new FileSystemLoopException("/x"),
                new FileSystemException("/x", null, "Read-only file system"),
                new FileSystemException("/x"),
                new ReadOnlyFileSystemException(),
                new FileNotFoundException("/x (Permission denied)"),
                new UnknownHostException("nohost.invalid"),
                new UnresolvedAddressException(),
                new ConnectException(),
                new ConnectException("Connection refused"),
                new BindException("Address already in use"),
                new NoRouteToHostException(),
                new SocketException(),
                new SocketTimeoutException(),
                new HttpTimeoutException("request timed out"),
                new HttpConnectTimeoutException(null),
                new SSLHandshakeException(null),
                new EOFException(),
                new MalformedInputException(1),
                new ClosedChannelException(),
                new ClosedByInterruptException(),
                new AsynchronousCloseException(),
                new InterruptedException(),
                new InterruptedIOException(),
                new CancellationException(),
                new TimeoutException(),
                new RejectedExecutionException(),
                new DateTimeParseException("Text '2026-01-01' could not be parsed at index 10", "2026-01-01", 10),
                new IOException(),
                new SQLException(),
                new SQLException((String) null, "08006"),
                new SQLException("FATAL: password authentication failed for user \"x\"", "28P01"),
                new SQLException("FATAL: no pg_hba.conf entry for host \"10.0.0.1\", no encryption", "28000"),
                new SQLException("FATAL: database \"x\" does not exist", "3D000"),
                new SQLException("ERROR: relation \"core.pd_deals\" does not exist", "42P01"),
                new SQLException("ERROR: permission denied for schema ops", "42501"),
                new SQLException("ERROR: could not extend file: No space left on device", "53100"),
                new SQLException("ERROR: out of memory", "53200"),
                new SQLException("FATAL: sorry, too many clients already", "53300"),
                new SQLException("ERROR: cannot execute INSERT in a read-only transaction", "25006"),
                new SQLException("ERROR: canceling statement due to statement timeout", "57014"),
                new SQLException("FATAL: the database system is starting up", "57P03"),
                new IOException("No space left on device"),
                new FileSystemException("/x", null, "No space left on device"),
                new IOException("There is not enough space on the disk"),
                new NullPointerException(),
                new NoSuchElementException(),
                new ConcurrentModificationException(),
                new ArrayIndexOutOfBoundsException(3),
                new OutOfMemoryError(),
                new StackOverflowError());
        List<Throwable> all = new ArrayList<>(kinds);
        for (Throwable kind : kinds) {
            all.add(new ExecutionException(kind));
            all.add(new CompletionException(null, kind));
            all.add(new IllegalStateException(kind));
            if (kind instanceof IOException io) {
                all.add(new UncheckedIOException(io));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("failures")
    void noFailureIsABarePathNullOrAClassOfJava(Throwable failure) {
        String text = FailureText.of(failure);

        assertThat(text)
                .as("%s", failure)
                .contains(" ")
                .doesNotContain("null")
                .doesNotContainPattern("(?:java|javax)\\.[a-z]")
                .doesNotMatch("\\S+")
                .matches("(?s)(The|A|It|No|Nothing|There) .*");
        assertThat(text).as("says what to do").containsPattern("; \\w+");
    }

    @Test
    void aMessageOfOurOwnStaysAsItIs() {
        String own = "Cannot connect to postgresql://x; check PG_HOST";

        assertThat(FailureText.of(new IllegalStateException(own, new ConnectException())))
                .isEqualTo(own);
        assertThat(FailureText.of(new ExecutionException(new SQLException(own))))
                .isEqualTo(own);
    }

    @Test
    void whatFailedAndWhereIsPartOfTheSentence() {
        assertThat(FailureText.of(new NoSuchFileException("/x/part-00001.jsonl.gz")))
                .startsWith("The file or folder /x/part-00001.jsonl.gz does not exist");
        assertThat(FailureText.of(new UnknownHostException("nohost.invalid"))).contains("unknown: nohost.invalid");
    }

    @Test
    void theBottomOfAFailureIsTheDeepestThatSaysWhatToDo() {
        Throwable host = new UnknownHostException("nohost.invalid");

        assertThat(FailureText.ofRoot(
                        new IllegalStateException("pool", new SQLException("attempt failed", "08001", host))))
                .startsWith("The host name is unknown: nohost.invalid");
        assertThat(FailureText.ofRoot(
                        new SSLHandshakeException("untrusted").initCause(new IllegalStateException("path"))))
                .startsWith("No TLS connection could be established (untrusted)");
    }

    @Test
    void aSecretIsNoPartOfTheSentence() {
        Secrets.register("canary-of-a-failure");

        assertThat(FailureText.of(new IOException("returned: canary-of-a-failure")))
                .isEqualTo("returned: [secret]");
    }
}
