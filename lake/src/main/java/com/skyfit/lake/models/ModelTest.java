package com.skyfit.lake.models;

/**
 * A question to models whose every row is a failure.
 *
 * @param subject what it is about, {@code model.column not_null}, or the name of a test that is a file of its own
 * @param warnsOnly whether a failure is only worth a look
 * @param sql a query that yields the failures
 */
public record ModelTest(String subject, boolean warnsOnly, String sql) {}
