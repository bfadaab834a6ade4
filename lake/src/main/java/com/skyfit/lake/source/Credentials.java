package com.skyfit.lake.source;

import java.util.Map;

/** The credentials for one account. Safe for use by several threads. */
public interface Credentials {

    /**
     * The request headers that prove it now; they hold secrets.
     *
     * @throws SourceException if they have to be asked for and are not given
     */
    Map<String, String> headers() throws SourceException;

    /**
     * Makes others in place of those that the source did not take, if there are others to be had. Threads that come with the same headers make
     * them once.
     *
     * @param refused the headers that were answered with 401
     * @return whether another attempt makes sense
     * @throws SourceException if new ones are asked for and are not given
     */
    boolean replace(Map<String, String> refused) throws SourceException;
}
