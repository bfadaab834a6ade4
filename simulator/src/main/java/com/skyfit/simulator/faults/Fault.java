package com.skyfit.simulator.faults;

/** What can go wrong between a source and its client. Each is injected by a {@link FaultPlan} into replies that it fits. */
public enum Fault {
    /** The connection ends before a byte of the reply. */
    HANG_UP,
    /** Half of the reply, then silence on an open line. */
    STALL,
    /** Half of the reply, then the connection ends. */
    CUT_BODY,
    /** A whole reply whose gzip stream ends in the middle. */
    CUT_GZIP,
    /** 200 with a web page. */
    HTML_PAGE,
    /** 403 with a web page, from what stands before the API. */
    BLOCK_PAGE,
    /** 429 in any of its forms, with and without Retry-After. */
    RATE_LIMIT,
    /** 500, 502, 503, 504, 520 or 524, with and without Retry-After in seconds or as a date. */
    SERVER_ERROR,
    /** 409. */
    CONFLICT,
    /** 200 with {@code "success":false}. */
    SUCCESS_FALSE,
    /** A page without records whose next cursor leads to the records it should have contained. */
    EMPTY_PAGE,
    /** The same with null in place of the records. */
    NULL_DATA,
    /** A reply that lacks the records and their name. */
    MISSING_RECORDS,
    /** A reply that says nothing about a next page. */
    MISSING_ENVELOPE,
    /** The last page says so by an empty text in place of null. */
    EMPTY_CURSOR,
    /** The next page is this page again. */
    REPEATED_CURSOR,
    /** There is a next page, and its cursor is null. */
    MISSING_CURSOR,
    /** A cursor that was good a moment ago is refused by 400, 404 or 422. */
    LOST_CURSOR,
    /** The page begins with the last record of the page before. */
    BOUNDARY_DUPLICATE,
    /** An export by time stops in the middle of a second: its next time is where it began. */
    CROWD,
    /** A record close to the newest ones shows only later. */
    LATE_RECORD,
    /** The records change while they are read. */
    MOVING_RECORDS,
    /** The start time is reported as too recent, in either form. */
    TOO_RECENT,
    /** A resume is answered by nothing, with a null cursor and the end. */
    NULL_CURSOR,
    /** Records span many lines with megabytes of white space between their tokens. */
    SPREAD_RECORDS
}
