package com.skyfit.lake.powerbi.star;

import com.skyfit.lake.models.Relation;
import java.util.List;

/**
 * The custom fields that an account has for the rows of a model.
 *
 * @param owner the model
 * @param key the column of the model that identifies its rows
 * @param ownKey the same among the custom fields, under a name that none of them has
 * @param view that shows them
 * @param id the column of the view that the key is made of
 * @param scope the account
 * @param number its number, the other part of the key
 * @param fields in the order of the view
 */
public record CustomTable(
        StarTable owner,
        String key,
        String ownKey,
        Relation view,
        String id,
        String scope,
        long number,
        List<Field> fields) {

    /**
     * A field, or a part of one.
     *
     * @param column of the view
     * @param title as people of the account have named it: any characters
     */
    public record Field(StarColumn column, String title) {}

    public CustomTable {
        fields = List.copyOf(fields);
    }
}
