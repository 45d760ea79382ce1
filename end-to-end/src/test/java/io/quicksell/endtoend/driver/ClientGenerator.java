package io.quicksell.endtoend.driver;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs openapi-generator. All its command lines run in one process, which is several times faster than one for each, and not in this
 * one, because the generator holds other versions of nearly everything.
 */
public final class ClientGenerator {

    private static final Path JAR = Path.of("target", "generator", "openapi-generator-cli.jar");

    private ClientGenerator() {}

    /**
     * Generates into a folder.
     *
     * @param commands the arguments after {@code java -jar openapi-generator-cli.jar}, separated by spaces
     */
    public static void run(Path folder, List<String> commands) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Programs.ofTheJdk("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                JAR.toAbsolutePath()
                        + File.pathSeparator
                        + Path.of("target", "test-classes").toAbsolutePath(),
                ClientGenerator.class.getName()));
        command.addAll(commands);
        Programs.run(folder, command);
    }

    /** In the generator's process. It ends with another exit code than 0 if the generator ends it or throws. */
    public static void main(String[] commands) throws Exception {
        Class<?> generator = Class.forName("org.openapitools.codegen.OpenAPIGenerator");
        for (String command : commands) {
            generator.getMethod("main", String[].class).invoke(null, (Object) command.split(" "));
        }
    }
}
