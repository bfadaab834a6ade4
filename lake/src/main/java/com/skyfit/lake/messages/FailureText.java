package com.skyfit.lake.messages;

import java.io.EOFException;
import java.io.FileNotFoundException;
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
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
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

    /** What is said of a kind of failure. */
    private record Kind(Class<? extends Throwable> type, Function<Throwable, String> sentence) {}

    /** The first that fits applies, so the more special kinds stand first. */
    private static final List<Kind> KINDS = List.of(
            file(NoSuchFileException.class, "does not exist; if another home or lake is meant, name it"),
            file(AccessDeniedException.class, "may not be read or written by this user; grant it the right"),
            file(DirectoryNotEmptyException.class, "is a folder that is not empty; empty it or choose another"),
            file(FileAlreadyExistsException.class, "exists already; move it away or choose another"),
            file(NotDirectoryException.class, "is no folder; move it away or choose another"),
            file(AtomicMoveNotSupportedException.class, "cannot be renamed in one step; choose a folder on one disk"),
            file(FileSystemException.class, "cannot be used; look at the disk and at its rights"),
            new Kind(
                    FileNotFoundException.class,
                    e -> "A file cannot be opened: " + e.getMessage() + "; look at its rights"),
            new Kind(
                    UnknownHostException.class,
                    e -> "The name of the host is not known: " + e.getMessage()
                            + "; check its spelling and the DNS of this machine"),
            new Kind(BindException.class, e -> "The port is taken or may not be used" + detail(e) + "; choose another"),
            new Kind(
                    NoRouteToHostException.class,
                    e -> "No way leads to the host" + detail(e) + "; check network and firewall"),
            new Kind(
                    ConnectException.class,
                    e -> "Nobody answers at that address and port" + detail(e)
                            + "; check both, and that the server runs and lets this machine in"),
            new Kind(
                    HttpTimeoutException.class,
                    e -> "No reply came in time" + detail(e) + "; check network and server"),
            new Kind(
                    SocketTimeoutException.class,
                    e -> "No reply came in time" + detail(e) + "; check network and server"),
            new Kind(
                    SSLException.class,
                    e -> "No TLS connection could be made" + detail(e)
                            + "; check the server's certificate and which ones are trusted here"),
            new Kind(SocketException.class, e -> "The connection broke off" + detail(e) + "; check network and server"),
            new Kind(EOFException.class, e -> "The data ends too early" + detail(e) + "; read or copy it again"),
            new Kind(
                    CharacterCodingException.class,
                    e -> "A text is not in the encoding it should be in" + detail(e) + "; save it as UTF-8"),
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
                    e -> "A moment is not in the form 2026-01-01T00:00:00Z" + detail(e) + "; write it so"),
            new Kind(OutOfMemoryError.class, e -> "The memory is used up; give more by SKYFIT_JAVA_OPTS=-Xmx512m"),
            new Kind(
                    StackOverflowError.class,
                    e -> "The program went too deep: this is a mistake in it; report it together with the log"));

    private FailureText() {}

    /** The sentence, without secrets. */
    public static String of(Throwable failure) {
        return Secrets.redact(sentence(failure));
    }

    private static String sentence(Throwable failure) {
        if (failure.getCause() != null && (saysNoMoreThan(failure, failure.getCause()) || isBareWrapper(failure))) {
            return sentence(failure.getCause());
        }
        Optional<Kind> kind =
                KINDS.stream().filter(one -> one.type().isInstance(failure)).findFirst();
        if (kind.isPresent()) {
            return kind.get().sentence().apply(failure);
        }
        String message = plain(failure.getMessage());
        if (message.isEmpty()) {
            return "It ended unexpectedly, in " + failure.getClass().getSimpleName()
                    + ": this is a mistake in the program; report it together with the log";
        }
        return failure instanceof NullPointerException
                        || failure instanceof IndexOutOfBoundsException
                        || failure instanceof ClassCastException
                ? "It ended unexpectedly: this is a mistake in the program; report it together with the log (" + message
                        + ")"
                : message;
    }

    private static boolean isBareWrapper(Throwable failure) {
        return WRAPPERS.stream().anyMatch(type -> type.isInstance(failure))
                && plain(failure.getMessage()).isEmpty();
    }

    /** A wrapper that was given no message has its cause's text as its own. */
    private static boolean saysNoMoreThan(Throwable failure, Throwable cause) {
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
