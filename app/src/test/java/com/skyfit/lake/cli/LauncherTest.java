package com.skyfit.lake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the program, with the classes of this build in place of its jar. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    @TempDir
    private Path folder;

    private String said = "";

    /** Runs a script of sh in the folder, where the launcher and its jar are. */
    private int sh(String script) throws IOException, InterruptedException {
        Files.copy(Path.of("..", "skyfit"), folder.resolve("skyfit"));
        Path jar = Files.createDirectories(folder.resolve("app/target")).resolve("skyfit.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Skyfit.class.getName());
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                                .map(entry -> new File(entry).toURI().toString())
                                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void aPathWithAnAccentIsReadWhereThereIsNoLocale() throws Exception {
        int code = sh("""
                home="$PWD/$(printf 'lago\\303\\241')"
                mkdir -p "$home/catalog"
                printf 'sauce: x\\n' > "$home/catalog/own.yaml"
                unset LANG LC_CTYPE
                LC_ALL=C sh ./skyfit catalog validate --home "$home"
                """);

        assertThat(said).contains("lagoá", "own.yaml:1");
        assertThat(code).isEqualTo(2);
    }

    @Test
    void anOldJavaIsNamedInOneSentence() throws Exception {
        int code = sh("""
                for version in 1.8.0_292 11.0.2 16; do
                    mkdir -p "java/bin"
                    printf '#!/bin/sh\\necho "openjdk version \\\\"%s\\\\" 2021" >&2\\n' "$version" > java/bin/java
                    chmod +x java/bin/java
                    JAVA_HOME="$PWD/java" sh ./skyfit run && exit 9
                done
                exit 0
                """);

        assertThat(code).isZero();
        assertThat(said.lines())
                .hasSize(3)
                .allMatch(line -> line.contains("needs Java 17 or newer"))
                .extracting(line -> line.replaceAll(".*found: (?:1[.])?(\\d+).*", "$1"))
                .containsExactly("8", "11", "16");
    }
}
