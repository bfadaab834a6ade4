package com.skyfit.lake.catalog;

import java.util.List;

/**
 * How to find out, without changing anything, whether an account can be read.
 *
 * @param who path of the request that returns the user of the token
 * @param id path of that user's id in the reply, names joined by dots; without an id the token was not recognised
 * @param admin path of the flag that the user sees everything
 * @param adminIs what stands there if so, as text
 * @param company path of the company of the token; empty text if the address contains it
 * @param resource path of a cheap request for data, which needs a separate right
 */
public record Probe(String who, String id, String admin, List<String> adminIs, String company, String resource) {

    public Probe {
        adminIs = List.copyOf(adminIs);
    }
}
