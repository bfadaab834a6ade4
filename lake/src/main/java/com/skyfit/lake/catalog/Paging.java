package com.skyfit.lake.catalog;

/** How the pages of a list follow one another. */
public sealed interface Paging {

    /** The whole list is one reply. */
    record Single() implements Paging {}

    /**
     * Each page names the next by an opaque cursor.
     *
     * @param sizeParam request parameter for the page size
     * @param size records a page, the most the API allows
     * @param param request parameter that takes the cursor
     * @param next path of the next cursor in the reply
     * @param more path of a boolean that says whether there is a next page; empty text where an absent cursor says so
     * @param end path of a boolean that says that this page is the last; empty text where an absent cursor says so
     */
    record Cursor(String sizeParam, int size, String param, String next, String more, String end) implements Paging {}

    /**
     * Pages are numbered from 1.
     *
     * @param sizeParam request parameter for the page size
     * @param size records a page
     * @param param request parameter that takes the number
     * @param next path of a value that is null on the last page
     */
    record Numbered(String sizeParam, int size, String param, String next) implements Paging {}

    /**
     * Each page names the time from which the next one goes on; its boundary records come again.
     *
     * @param sizeParam request parameter for the page size
     * @param size records a page
     * @param param request parameter that takes the time, in seconds since 1970
     * @param next path of the next time in the reply
     * @param end path of a boolean that says that this page is the last
     */
    record Time(String sizeParam, int size, String param, String next, String end) implements Paging {}
}
