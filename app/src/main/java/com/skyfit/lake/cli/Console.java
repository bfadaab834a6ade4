package com.skyfit.lake.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** The text that a command shows. Safe for use by several threads. */
final class Console {

    /** Back to the start of the line, and all of it gone. */
    private static final String CLEARED = "\r\u001B[2K";

    private final CommandSpec spec;
    private final PrintWriter out;
    private final Ansi colours;

    private Console(CommandSpec spec) {
        this.spec = spec;
        this.out = spec.commandLine().getOut();
        this.colours = spec.commandLine().getColorScheme().ansi();
    }

    /** The console of a running command. */
    static Console of(@Nullable CommandSpec spec) {
        return new Console(specified(spec));
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

    /** How many characters a line of the terminal holds; {@link Integer#MAX_VALUE} where there is none, so that lines may have any length. */
    int width() {
        return isTerminal() ? spec.usageMessage().width() : Integer.MAX_VALUE;
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
