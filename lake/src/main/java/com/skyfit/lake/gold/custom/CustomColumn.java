package com.skyfit.lake.gold.custom;

import com.skyfit.lake.catalog.CustomFields;

/**
 * A column that shows a custom field, or a part of its value.
 *
 * @param name of the column
 * @param code of the field
 * @param kind what the field held when the column was made
 * @param part which part of the value; empty for the value itself
 */
record CustomColumn(String name, String code, CustomFields.Kind kind, String part) {}
