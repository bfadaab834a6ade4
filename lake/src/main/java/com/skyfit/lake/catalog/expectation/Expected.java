package com.skyfit.lake.catalog.expectation;

/**
 * What is usual for the records of one entity in one scope.
 *
 * @param extracted the age that the newest complete extraction may have
 * @param emptied the share of a column's values that may be lost in the records that came last
 * @param orphans the share of a column's references that may lead nowhere in the records that came last
 * @param vanished the share of the lines with a field that may lose it in what came last
 * @param retyped the share of a field's values that may be of a JSON type never seen before in what came last
 * @param leastRows of fewer records nothing is concluded
 */
public record Expected(
        Ages extracted, Shares emptied, Shares orphans, Shares vanished, Shares retyped, int leastRows) {}
