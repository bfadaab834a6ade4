package com.skyfit.lake.source.client;

import com.skyfit.lake.catalog.Listing;
import java.util.Map;

/**
 * A page to be read.
 *
 * @param listing whose page
 * @param params all of the request's parameters, in their order; never a secret
 * @param timeField name of the record field that holds its source time; empty text for none
 * @param lines takes the page's records, one a line; each attempt clears it first
 */
public record PageRequest(Listing listing, Map<String, String> params, String timeField, PageBuffer lines) {}
