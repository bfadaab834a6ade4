/** What jinjava needs of a jar that is not shipped. */
@NullMarked
package com.hubspot.immutables.validation;

import org.jspecify.annotations.NullMarked;
