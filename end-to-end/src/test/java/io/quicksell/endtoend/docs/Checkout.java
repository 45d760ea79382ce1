package io.quicksell.endtoend.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the project as they are checked in: sources and documentation, without what a build makes. */
final class Checkout {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern VERSION = Pattern.compile("<quicksell.version>(.+)</quicksell.version>");
    private static final Set<String> MADE = Set.of(".git", "target", "node_modules", "data", "dist");

    private Checkout() {}

    static Path root() {
        return ROOT;
    }

    /** All files whose name ends like this. */
    static List<Path> files(String ending) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return MADE.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(ending)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    static Stream<Path> documents() {
        return files(".md").stream();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String path) {
        return text(ROOT.resolve(path));
    }

    static boolean exists(String path) {
        return Files.exists(ROOT.resolve(path));
    }

    /** What the jar says of itself. */
    static String version() {
        Matcher version = VERSION.matcher(text("pom.xml"));
        if (!version.find()) {
            throw new IllegalStateException("pom.xml names no quicksell.version");
        }
        return version.group(1);
    }

    /** The text of all sources of main code that end like this. */
    static String mainSources(String... endings) {
        StringBuilder all = new StringBuilder();
        for (String ending : endings) {
            files(ending).stream()
                    .filter(file -> file.toString().contains("/src/main/"))
                    .forEach(file -> all.append(text(file)).append('\n'));
        }
        return all.toString();
    }
}
