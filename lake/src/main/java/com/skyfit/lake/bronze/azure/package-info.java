/** Bronze in an Azure storage account. Nothing outside this package knows Azure's classes; they are loaded when a lake there is used. */
@NullMarked
package com.skyfit.lake.bronze.azure;

import org.jspecify.annotations.NullMarked;
