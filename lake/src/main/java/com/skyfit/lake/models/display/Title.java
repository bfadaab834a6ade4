package com.skyfit.lake.models.display;

/**
 * What people read in place of a name.
 *
 * @param english empty text where nobody has said
 * @param portuguese empty text where nobody has said
 */
public record Title(String english, String portuguese) {

    /** Where nobody has said. */
    public static final Title NONE = new Title("", "");
}
