package com.skyfit.lake.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * What is logged, set in code: reading it from XML takes longer than a short command. Nothing goes anywhere before a command knows its home
 * folder ({@link LogFile}); the console belongs to the command line.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogLevels extends ContextAwareBase implements Configurator {

    private static final String[] CHATTY = {
        "com.zaxxer.hikari", "org.flywaydb", "io.zonky", "org.postgresql", "com.azure", "com.microsoft", "reactor"
    };

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        for (String chatty : CHATTY) {
            context.getLogger(chatty).setLevel(Level.WARN);
        }
        // It warns of each session that a restart of the server has ended, and advises what does not help.
        context.getLogger("com.zaxxer.hikari.pool").setLevel(Level.ERROR);
        // It warns at every upload that the JDK sets the content's length itself.
        context.getLogger("com.azure.core.http.jdk").setLevel(Level.ERROR);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
