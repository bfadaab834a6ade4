package com.skyfit.lake.gold.custom;

import com.skyfit.lake.catalog.CustomFields;

/**
 * A custom field of an account.
 *
 * @param code what identifies it
 * @param name as people see it now
 * @param type as the source calls it
 * @param kind what it holds
 * @param isRemoved whether the account has removed it
 */
record CustomField(String code, String name, String type, CustomFields.Kind kind, boolean isRemoved) {}
