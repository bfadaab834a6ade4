package com.skyfit.lake.notification.incident;

import com.skyfit.lake.notification.channel.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What one run or check saw of one subject: that it is well, or what is wrong with it.
 *
 * @param kind of trouble that was looked for
 * @param subject that was looked at; unique within the kind
 * @param about what the subject belongs to, as {@code source.scope.entity}, a part of that, or a table and a scope; empty text for the whole lake
 * @param trouble null if it is well
 */
public record Sighting(
        String kind, String subject, String about, @Nullable Trouble trouble) {

    /**
     * What is wrong.
     *
     * @param cause why, in words that many subjects share and that stay the same from run to run; empty text if the kind says it all
     * @param what for people
     * @param cure what to do
     */
    public record Trouble(Severity severity, String cause, String what, String cure) {}

    static Sighting well(String kind, String subject, String about) {
        return new Sighting(kind, subject, about, null);
    }

    /** The source that the subject belongs to; what it is about if that names none. */
    String source() {
        int end = about.indexOf('.');
        return end < 0 ? about : about.substring(0, end);
    }

    /** The source and scope that the subject belongs to, as {@code source.scope}; less than that if there is no more. */
    String place() {
        int blank = about.indexOf(' ');
        if (blank >= 0) {
            return about;
        }
        String[] parts = about.split("\\.", -1);
        return parts.length > 2 ? parts[0] + "." + parts[1] : about;
    }
}
