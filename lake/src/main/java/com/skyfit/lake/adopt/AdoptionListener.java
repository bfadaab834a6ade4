package com.skyfit.lake.adopt;

import com.skyfit.lake.bronze.BronzePaths;

/** Hears how an adoption gets on. */
public interface AdoptionListener {

    /** Hears nothing. */
    AdoptionListener NONE = new AdoptionListener() {};

    /** A part has been read. */
    default void part(BronzePaths.PartPath part) {}

    /** An entity of a scope is done. */
    default void adopted(Adopted adopted) {}
}
