package com.skyfit.lake.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** The text that a command shows. Safe for use by several threads. */
final class Console {

    /** Back to the start of the line, and all of it gone. */
    private static final String CLEARED = "\r\u001B[2K";

    private final PrintWriter out;
    private final Ansi colours;

    private Console(PrintWriter out, Ansi colours) {
        this.out = out;
        this.colours = colours;
    }

    /** The console of a running command. */
    static Console of(@Nullable CommandSpec spec) {
        CommandSpec given = specified(spec);
        return new Console(
                given.commandLine().getOut(),
                given.commandLine().getColorScheme().ansi());
    }

    /** The command's model, which the command line fills in before it runs the command. */
    static CommandSpec specified(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("Not run by the command line");
        }
        return spec;
    }

    /** Prints a line as it is. */
    void line(String text) {
        synchronized (out) {
            out.println(isTerminal() ? CLEARED + text : text);
            out.flush();
        }
    }

    /** Whether a person is looking, so that a line may be written over. */
    boolean isTerminal() {
        return colours.enabled();
    }

    /** Shows a passing line at the bottom of the terminal, until the next line of any kind takes its place; nothing elsewhere. */
    void passing(String text) {
        if (isTerminal()) {
            synchronized (out) {
                out.print(CLEARED + text);
                out.flush();
            }
        }
    }

    /** The text in that colour, where there are colours; as it is elsewhere. */
    String coloured(String colour, String text) {
        return colours.enabled()
                ? colours.new Text("@|" + colour + " " + text.replace("|@", "| @") + "|@").toString()
                : text;
    }
}
