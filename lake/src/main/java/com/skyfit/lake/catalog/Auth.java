package com.skyfit.lake.catalog;

/** How requests prove who asks. Names in braces are settings; {@code {SCOPE}} stands for the scope in capitals. */
public sealed interface Auth {

    /**
     * A secret in a request header.
     *
     * @param header the header's name
     * @param secret the setting that holds the secret
     */
    record Header(String header, String secret) implements Auth {}

    /**
     * HTTP Basic.
     *
     * @param user the user name, with settings in braces
     * @param secret the setting that holds the password
     */
    record Basic(String user, String secret) implements Auth {}
}
