/**
 * The custom fields of an account under names that people can read: one view for each table and scope, a typed column for each field. Which
 * column shows which field is remembered in {@code ops}, so that a column keeps its name whatever the account renames.
 */
@NullMarked
package com.skyfit.lake.gold.custom;

import org.jspecify.annotations.NullMarked;
