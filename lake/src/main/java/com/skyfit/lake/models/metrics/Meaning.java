package com.skyfit.lake.models.metrics;

/**
 * What people read of a metric.
 *
 * @param label its title
 * @param labelPt its title in Portuguese; the same as {@code label} where nobody has said
 * @param description its definition in one or two sentences; empty text where nobody has said
 * @param differs how it differs from what the screens of the vendor show; empty text where nobody has said
 * @param unit of its numbers
 */
public record Meaning(String label, String labelPt, String description, String differs, Unit unit) {}
