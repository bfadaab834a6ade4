/** Reads the YAML files of the catalog, checks them against the schema and the rules, and makes the types of the catalog of them. */
@NullMarked
package com.skyfit.lake.catalog.reading;

import org.jspecify.annotations.NullMarked;
