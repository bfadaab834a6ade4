package com.skyfit.lake.documentation;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.lib.filter.EscapeFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** Pages from their one template. Every value in it is escaped, but for drawings. */
final class Html {

    private final Jinjava library = new Jinjava(JinjavaConfig.newBuilder()
            .withNestedInterpretationEnabled(false)
            .withTrimBlocks(true)
            .withLstripBlocks(true)
            .build());
    private final String template = resource("page.html");

    /** A page with these values. */
    String page(Map<String, Object> values) {
        RenderResult result = library.renderForResult(template, values);
        if (result.hasErrors()) {
            throw new IllegalStateException(
                    "page.html: " + result.getErrors().get(0).getMessage());
        }
        return result.getOutput();
    }

    /** Text as it may stand in HTML. */
    static String escaped(String text) {
        return EscapeFilter.escapeHtmlEntities(text);
    }

    /** A file that is part of every site. */
    static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(Html.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
