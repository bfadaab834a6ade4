/**
 * What is read and how it is stored: the YAML files under {@code catalog/}, parsed once into closed types. Requests, staging and
 * gold DDL, the transform, the checks and the documentation are plain functions of them; nothing else reads YAML.
 */
@NullMarked
package com.skyfit.lake.catalog;

import org.jspecify.annotations.NullMarked;
