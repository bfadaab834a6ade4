package com.skyfit.lake.powerbi;

import com.skyfit.lake.models.display.Title;
import java.util.Locale;

/** The language of the titles that people read. */
public enum Language {
    EN("en-US"),
    PT("pt-BR");

    private final String culture;

    Language(String culture) {
        this.culture = culture;
    }

    /** Language and country, as Power BI names them. */
    public String culture() {
        return culture;
    }

    /** The title in this language; what is made of the name where nobody has said: {@code first_reply} becomes {@code First reply}. */
    String of(Title title, String name) {
        String said = this == PT && !title.portuguese().isEmpty() ? title.portuguese() : title.english();
        return said.isEmpty() ? sentence(name) : said;
    }

    /** The one of two texts that is in this language. */
    String of(String english, String portuguese) {
        return this == PT ? portuguese : english;
    }

    private static String sentence(String name) {
        String words = name.replace('_', ' ').strip();
        return words.isEmpty() ? name : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
