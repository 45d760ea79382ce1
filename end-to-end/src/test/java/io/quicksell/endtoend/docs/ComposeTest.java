package io.quicksell.endtoend.docs;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code deploy/compose.yaml}: the schema knows all of it, and it fits the confs, the secrets and the image. */
class ComposeTest {

    private static final Path DEPLOY = Checkout.root().resolve("deploy");
    private static final Path SCHEMA =
            Checkout.root().resolve("end-to-end/node_modules/dclint/schemas/compose.schema.json");
    private static final JsonNode COMPOSE =
            Yaml.documents(DEPLOY.resolve("compose.yaml")).get(0);
    private static final int STOP_LIMIT_SECONDS = 9;
    private static final String CONF = ":/conf/quicksell.json:ro";

    static Set<String> services() {
        Set<String> names = new TreeSet<>();
        COMPOSE.path("services").fieldNames().forEachRemaining(names::add);
        assertTrue(names.size() > 1, names::toString);
        return names;
    }

    static Stream<String> ours() {
        return services().stream().filter(name -> !name.equals("redis"));
    }

    @Test
    void theSchemaKnowsAllOfIt() throws IOException {
        assertEquals(
                Set.of(),
                JsonSchemaFactory.getInstance(VersionFlag.V7)
                        .getSchema(SCHEMA.toUri(), Yaml.JSON.readTree(Checkout.text(SCHEMA)))
                        .validate(COMPOSE));
    }

    @ParameterizedTest
    @MethodSource("services")
    void eachContainerMayDoLittleAndHasLimits(String name) {
        JsonNode service = service(name);
        assertAll(
                () -> assertTrue(service.path("read_only").asBoolean()),
                () -> assertEquals(List.of("ALL"), Yaml.texts(service.path("cap_drop"))),
                () -> assertEquals(List.of("no-new-privileges:true"), Yaml.texts(service.path("security_opt"))),
                () -> assertTrue(service.has("mem_limit")),
                () -> assertTrue(service.has("cpus")),
                () -> assertTrue(service.has("pids_limit")),
                () -> assertTrue(service.has("healthcheck")),
                () -> assertEquals("unless-stopped", service.path("restart").asText()),
                () -> assertTrue(Integer.parseInt(
                                service.path("stop_grace_period").asText().replace("s", ""))
                        > STOP_LIMIT_SECONDS));
    }

    @Test
    void onlyTheDeskIsReachedAndOnThisMachineAlone() {
        assertEquals(
                List.of("web 127.0.0.1:3000:3000"),
                services().stream()
                        .flatMap(name ->
                                Yaml.texts(service(name).path("ports")).stream().map(port -> name + " " + port))
                        .toList());
        assertTrue(COMPOSE.at("/networks/inside/internal").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("ours")
    void runsTheImageOfThisVersion(String name) {
        assertEquals(
                "quicksell:" + Checkout.version(), service(name).path("image").asText());
    }

    @ParameterizedTest
    @MethodSource("ours")
    void isAskedForItsHealthAtThePortOfItsConf(String name) {
        List<String> check = Yaml.texts(service(name).at("/healthcheck/test"));

        assertEquals(String.valueOf(port(name)), check.get(check.size() - 1));
        assertTrue(Checkout.exists("launcher/src/main/image" + check.get(check.size() - 2)));
    }

    @ParameterizedTest
    @MethodSource("services")
    void hasSecretsThatAreMadeAndVariablesThatExist(String name) {
        List<String> secrets = Yaml.texts(service(name).path("secrets"));
        Set<String> made = DeployedSecrets.made();
        assertFalse(secrets.isEmpty());
        for (String secret : secrets) {
            assertTrue(made.contains(secret), secret);
            assertEquals(
                    "compose/secrets/" + secret,
                    COMPOSE.path("secrets").path(secret).path("file").asText());
        }
        service(name).path("environment").properties().forEach(variable -> {
            assertTrue(DeployedSecrets.isDocumented(variable.getKey()), variable.getKey());
            assertTrue(secrets.contains(variable.getValue().asText().replace("/run/secrets/", "")), variable.getKey());
        });
    }

    /** By the names that they have for each other. */
    @ParameterizedTest
    @ValueSource(strings = {"inventory", "payment", "web"})
    void asksTheOthersWhereTheyAre(String name) {
        Set<String> asked = urls(conf(name)).collect(Collectors.toSet());

        assertFalse(asked.isEmpty());
        for (String url : asked) {
            URI uri = URI.create(url);
            assertEquals(port(uri.getHost()), uri.getPort(), url);
            assertTrue(Yaml.texts(conf(uri.getHost()).path("names")).contains(uri.getHost()), url);
        }
    }

    private static Stream<String> urls(JsonNode node) {
        return node.isTextual()
                ? Stream.of(node.asText()).filter(text -> text.startsWith("http"))
                : Yaml.elements(node).flatMap(ComposeTest::urls);
    }

    private static int port(String name) {
        return conf(name).path(name).path("port").asInt();
    }

    private static JsonNode conf(String name) {
        String mount = Yaml.texts(service(name).path("volumes")).get(0);
        assertTrue(mount.endsWith(CONF), mount);
        try {
            return Yaml.JSON.readTree(Checkout.text(DEPLOY.resolve(mount.replace(CONF, ""))));
        } catch (IOException e) {
            throw new AssertionError(mount, e);
        }
    }

    private static JsonNode service(String name) {
        JsonNode service = COMPOSE.path("services").path(name);
        assertFalse(service.isMissingNode(), name);
        return service;
    }
}
