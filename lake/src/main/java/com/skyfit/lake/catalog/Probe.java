package com.skyfit.lake.catalog;

import java.util.List;

/**
 * How to find out, reading only, whether an account lets itself be read.
 *
 * @param who path of the request that tells whose token it is
 * @param id where the reply has that user's id, names joined by dots; without an id nobody was recognised
 * @param admin where it says whether the user sees everything
 * @param adminIs what stands there if so, as text
 * @param company where it says which company the token opens; empty text where the address says it
 * @param companyName where it says that company's name; empty text where it does not
 * @param resource path of a cheap request for data, which needs a right of its own
 */
public record Probe(
        String who,
        String id,
        String admin,
        List<String> adminIs,
        String company,
        String companyName,
        String resource) {

    public Probe {
        adminIs = List.copyOf(adminIs);
    }
}
