/** What is made of gold: models, in what order, and their tests, as a dbt project describes them. */
@NullMarked
package com.skyfit.lake.models;

import org.jspecify.annotations.NullMarked;
