package com.skyfit.lake.messages;

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
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A failure as a sentence: what failed, where, and what to do. Java's own exceptions often have only a path, a host, or nothing. */
public final class FailureText {

    /** What libraries put before a message: the name of the exception's class. */
    private static final Pattern CLASS_NAME =
            Pattern.compile("(?:[a-z]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error)(?:: )?");

    /** Failures that only wrap others. */
    private static final List<Class<? extends Throwable>> WRAPPERS =
            List.of(ExecutionException.class, CompletionException.class, UncheckedIOException.class);

    /** The sentence for a kind of failure. */
    private record Kind(Predicate<Throwable> fits, Function<Throwable, String> sentence) {
        Kind(Class<? extends Throwable> type, Function<Throwable, String> sentence) {
            this(type::isInstance, sentence);
        }
    }

    /** A database's words: what the server or its driver says, not what this program makes of it. */
    private static final Pattern OF_SERVER = Pattern.compile("(?s)(ERROR|FATAL|PANIC): .*");

    private static final Pattern DISK_FULL =
            Pattern.compile("(?is).*(No space left on device|not enough space on the disk|Disk quota exceeded).*");

    /** The first that fits applies, so the more special kinds stand first. */
    private static final List<Kind> KINDS = List.of(
            new Kind(
                    e -> e instanceof IOException
                            && DISK_FULL.matcher(String.valueOf(e.getMessage())).matches(),
                    e -> "The disk is full" + detail(e) + "; free some space there"),
            database("28P01", "The database rejects the role's password", "check PG_USER and PG_PASSWORD"),
            database(
                    "28",
                    "The database does not accept this role from this machine",
                    "check PG_USER, PG_PASSWORD and PG_SSLMODE, and pg_hba.conf of the server"),
            database("3D000", "The database does not exist", "create it, or check PG_DATABASE"),
            database(
                    "42501",
                    "The role lacks a right in the database",
                    "grant it; 'skyfit doctor' says which are needed"),
            database("42P01", "A table does not exist yet", "the first 'skyfit run' creates it"),
            database("53100", "The disk of the database server is full", "free some space there"),
            database("53300", "The database has no free connection", "raise max_connections, or close some"),
            database("53", "The database server lacks memory or disk", "check its log"),
            database("25006", "The database takes no writes", "set PG_HOST to the primary"),
            database(
                    "57014",
                    "The database stopped a statement",
                    "raise the limit that it names, or run the command again"),
            database("57P", "The database is being stopped or started", "run the command again when it is up"),
            database("08", "No connection to the database", "check its address, PG_SSLMODE and the network"),
            file(NoSuchFileException.class, "does not exist; if you meant another home or lake, name it"),
            file(AccessDeniedException.class, "cannot be read or written by this user; grant it the right"),
            file(DirectoryNotEmptyException.class, "is a folder that is not empty; empty it or choose another"),
            file(FileAlreadyExistsException.class, "already exists; move it away or choose another"),
            file(NotDirectoryException.class, "is not a folder; move it away or choose another"),
            file(AtomicMoveNotSupportedException.class, "cannot be renamed in one step; choose a folder on one disk"),
            file(FileSystemException.class, "cannot be used; check the disk and its rights"),
            new Kind(
                    FileNotFoundException.class,
                    e -> "A file cannot be opened: " + e.getMessage() + "; check its rights"),
            new Kind(
                    UnknownHostException.class,
                    e -> "The host name is unknown: " + e.getMessage()
                            + "; check its spelling and the DNS of this machine"),
            new Kind(
                    UnresolvedAddressException.class,
                    e -> "The host name is unknown; check its spelling and the DNS of this machine"),
            new Kind(BindException.class, e -> "The port is in use or not allowed" + detail(e) + "; choose another"),
            new Kind(
                    NoRouteToHostException.class,
                    e -> "There is no route to the host" + detail(e) + "; check network and firewall"),
            new Kind(
                    ConnectException.class,
                    e -> "Nothing responds at that address and port" + detail(e)
                            + "; check both, and whether the server runs and accepts this machine"),
            new Kind(
                    HttpTimeoutException.class,
                    e -> "No reply arrived in time" + detail(e) + "; check network and server"),
            new Kind(
                    SocketTimeoutException.class,
                    e -> "No reply arrived in time" + detail(e) + "; check network and server"),
            new Kind(
                    SSLException.class,
                    e -> "No TLS connection could be established" + detail(e)
                            + "; check the server's certificate and which authorities are trusted here"),
            new Kind(
                    SocketException.class, e -> "The connection was broken" + detail(e) + "; check network and server"),
            new Kind(EOFException.class, e -> "The data ends too early" + detail(e) + "; read or copy it again"),
            new Kind(
                    CharacterCodingException.class,
                    e -> "A text is not in the expected encoding" + detail(e) + "; save it as UTF-8"),
            new Kind(
                    ClosedChannelException.class,
                    e -> "A file or connection was closed while it was in use; run the command again"),
            new Kind(InterruptedException.class, e -> "It was interrupted; what was committed is kept"),
            new Kind(
                    InterruptedIOException.class,
                    e -> "It was interrupted" + detail(e) + "; what was committed is kept"),
            new Kind(CancellationException.class, e -> "It was cancelled; what was committed is kept"),
            new Kind(TimeoutException.class, e -> "It took too long" + detail(e) + "; run the command again"),
            new Kind(
                    DateTimeParseException.class,
                    e -> "A time is not in the form 2026-01-01T00:00:00Z" + detail(e) + "; write it in that form"),
            new Kind(
                    OutOfMemoryError.class,
                    e -> "The memory is exhausted; give the program more with SKYFIT_JAVA_OPTS=-Xmx512m"),
            new Kind(
                    StackOverflowError.class,
                    e -> "The program nested too deeply: this is a bug; report it together with the log"));

    private FailureText() {}

    /** The sentence, without secrets. */
    public static String of(Throwable failure) {
        return Secrets.redact(sentence(failure));
    }

    /** The sentence for the root cause of a failure whose layers repeat it or say less: pools and drivers have several. */
    public static String ofRoot(Throwable failure) {
        Throwable best = failure;
        for (Throwable next = failure; next != null; next = next.getCause()) {
            if (kind(next).isPresent() || kind(best).isEmpty()) {
                best = next;
            }
        }
        return of(best);
    }

    private static String sentence(Throwable failure) {
        if (failure.getCause() != null && (saysNoMoreThan(failure, failure.getCause()) || isBareWrapper(failure))) {
            return sentence(failure.getCause());
        }
        Optional<Kind> kind = kind(failure);
        if (kind.isPresent()) {
            return kind.get().sentence().apply(failure);
        }
        String message = plain(failure.getMessage());
        if (message.isEmpty()) {
            return "It ended unexpectedly, in " + failure.getClass().getSimpleName()
                    + ": this is a bug in the program; report it together with the log";
        }
        return failure instanceof NullPointerException
                        || failure instanceof IndexOutOfBoundsException
                        || failure instanceof ClassCastException
                ? "It ended unexpectedly: this is a bug in the program; report it together with the log (" + message
                        + ")"
                : message;
    }

    private static Optional<Kind> kind(Throwable failure) {
        return KINDS.stream().filter(one -> one.fits().test(failure)).findFirst();
    }

    private static boolean isBareWrapper(Throwable failure) {
        return WRAPPERS.stream().anyMatch(type -> type.isInstance(failure))
                && plain(failure.getMessage()).isEmpty();
    }

    /** A wrapper that was given no message has its cause's text as its own. */
    private static boolean saysNoMoreThan(Throwable failure, Throwable cause) {
        if (failure instanceof ConnectException && cause instanceof ClosedChannelException) {
            return false;
        }
        String message = failure.getMessage();
        return message == null || message.equals(cause.toString()) || message.equals(cause.getMessage());
    }

    /** A message without names of classes before it. */
    private static String plain(@Nullable String message) {
        return message == null || message.equals("null")
                ? ""
                : CLASS_NAME.matcher(message).replaceAll("").strip();
    }

    private static String detail(Throwable e) {
        String message = plain(e.getMessage());
        return message.isEmpty() ? "" : " (" + message + ")";
    }

    /** What a database reports under SQLSTATEs that begin so; a text that this program has written stays. */
    private static Kind database(String state, String trouble, String advice) {
        return new Kind(
                e -> e instanceof SQLException failure
                        && String.valueOf(failure.getSQLState()).startsWith(state)
                        && (failure.getMessage() == null
                                || failure.getClass() != SQLException.class
                                || OF_SERVER.matcher(failure.getMessage()).matches()),
                e -> trouble + detail(e) + "; " + advice);
    }

    private static Kind file(Class<? extends FileSystemException> type, String trouble) {
        return new Kind(
                type,
                e -> e instanceof FileSystemException one
                        ? name(one.getFile()) + " " + trouble
                                + (one.getReason() == null ? "" : " (" + one.getReason() + ")")
                        : trouble);
    }

    private static String name(@Nullable String file) {
        return file == null ? "A file" : "The file or folder " + file;
    }
}
