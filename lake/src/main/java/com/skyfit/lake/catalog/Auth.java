package com.skyfit.lake.catalog;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How requests prove who asks. Names in braces are settings; {@code {SCOPE}} stands for the scope in capitals. */
public sealed interface Auth {

    /** The last day on which the source accepts this way at all; null where no end is announced. */
    @Nullable LocalDate lastDay();

    /**
     * A secret in a request header.
     *
     * @param header the header's name
     * @param secret the setting that holds the secret
     * @param lastDay on which the source accepts it
     */
    record Header(String header, String secret, @Nullable LocalDate lastDay) implements Auth {}

    /**
     * HTTP Basic.
     *
     * @param user the user name, with settings in braces
     * @param secret the setting that holds the password
     * @param lastDay on which the source accepts it
     */
    record Basic(String user, String secret, @Nullable LocalDate lastDay) implements Auth {}
}
