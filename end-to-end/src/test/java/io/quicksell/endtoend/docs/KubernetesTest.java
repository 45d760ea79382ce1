package io.quicksell.endtoend.docs;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Deployment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code deploy/kubernetes/}: Kubernetes knows all of it, and it fits the confs, the secrets and the image. */
class KubernetesTest {

    private static final String FOLDER = "deploy/kubernetes/";
    private static final String KUSTOMIZATION = "kustomization.yaml";
    private static final Set<String> PODS = Set.of("Deployment", "StatefulSet");
    private static final String LABEL = "app.kubernetes.io/name";
    private static final int STOP_LIMIT_SECONDS = 9;
    private static final Map<String, Integer> PORTS =
            Map.of("inventory", 8000, "payment", 8001, "access", 8002, "web", 3000, "redis", 6379);

    private static List<Path> files() {
        return Checkout.files(".yaml").stream()
                .filter(file -> file.startsWith(Checkout.root().resolve(FOLDER)))
                .filter(file -> !file.endsWith(KUSTOMIZATION))
                .toList();
    }

    static List<JsonNode> resources() {
        List<JsonNode> all =
                files().stream().flatMap(file -> Yaml.documents(file).stream()).toList();
        assertFalse(all.isEmpty());
        return all;
    }

    static List<JsonNode> workloads() {
        return resources().stream().filter(one -> PODS.contains(kind(one))).toList();
    }

    @ParameterizedTest
    @MethodSource("resources")
    void kubernetesKnowsEachFieldAndMissesNone(JsonNode resource) throws ReflectiveOperationException {
        JsonElement json = JsonParser.parseString(resource.toString());
        var check = Class.forName(V1Deployment.class.getPackageName() + ".V1" + kind(resource))
                .getMethod("validateJsonElement", JsonElement.class);

        assertDoesNotThrow(() -> check.invoke(null, json));
    }

    @Test
    void theKustomizationNamesEachFile() {
        JsonNode kustomization =
                Yaml.documents(Checkout.root().resolve(FOLDER + KUSTOMIZATION)).get(0);

        assertEquals(
                files().stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet()),
                Set.copyOf(Yaml.texts(kustomization.path("resources"))));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void eachPodMayDoLittleAndHasLimits(JsonNode workload) {
        JsonNode pod = workload.at("/spec/template/spec");
        JsonNode container = container(workload);
        assertAll(
                () -> assertTrue(pod.at("/securityContext/runAsNonRoot").asBoolean()),
                () -> assertTrue(pod.at("/securityContext/runAsUser").asInt() > 0),
                () -> assertEquals(
                        "RuntimeDefault",
                        pod.at("/securityContext/seccompProfile/type").asText()),
                () -> assertFalse(pod.path("automountServiceAccountToken").asBoolean(true)),
                () -> assertFalse(pod.path("enableServiceLinks").asBoolean(true)),
                () -> assertTrue(
                        container.at("/securityContext/readOnlyRootFilesystem").asBoolean()),
                () -> assertFalse(container
                        .at("/securityContext/allowPrivilegeEscalation")
                        .asBoolean(true)),
                () -> assertEquals(List.of("ALL"), Yaml.texts(container.at("/securityContext/capabilities/drop"))),
                () -> assertTrue(container.at("/resources/limits").has("memory")),
                () -> assertTrue(container.at("/resources/limits").has("cpu")),
                () -> assertTrue(container.has("startupProbe")),
                () -> assertTrue(container.has("livenessProbe")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"inventory", "payment", "access", "web"})
    void aServiceRunsTheImageWithItsConfAndTimeToStop(String name) throws IOException {
        JsonNode workload = one("Deployment", name);
        JsonNode container = container(workload);
        JsonNode conf = Yaml.JSON.readTree(
                one("ConfigMap", name).at("/data/quicksell.json").asText());

        assertEquals("quicksell:" + Checkout.version(), container.path("image").asText());
        assertEquals(PORTS.get(name), conf.path(name).path("port").asInt());
        assertEquals(name, volume(workload, "conf").at("/configMap/name").asText());
        assertTrue(Yaml.texts(conf.path("names")).contains(name + ".quicksell.svc"));
        int pause = Integer.parseInt(
                container.at("/lifecycle/preStop/exec/command/1").asText());
        assertTrue(
                workload.at("/spec/template/spec/terminationGracePeriodSeconds").asInt() > pause + STOP_LIMIT_SECONDS);
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertEquals(container.at("/ports/0/name"), container.path(probe).at("/httpGet/port"), probe);
        }
        assertEquals(
                "/health/ready", container.at("/readinessProbe/httpGet/path").asText());
        assertEquals("/health/live", container.at("/livenessProbe/httpGet/path").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inventory", "payment", "access", "web", "redis"})
    void aPortIsTheSameForAllWhoNameIt(String name) {
        JsonNode workload = workload(name);

        assertEquals(
                List.of(PORTS.get(name), PORTS.get(name), PORTS.get(name)),
                Stream.of(
                                container(workload).at("/ports/0/containerPort"),
                                one("Service", name).at("/spec/ports/0/port"),
                                one("NetworkPolicy", name).at("/spec/ingress/0/ports/0/port"))
                        .map(JsonNode::asInt)
                        .toList());
        assertEquals(
                container(workload).at("/ports/0/name"), one("Service", name).at("/spec/ports/0/targetPort"));
        for (JsonNode rule : one("NetworkPolicy", name).at("/spec/egress")) {
            String other = rule.at("/to/0/podSelector/matchLabels").path(LABEL).asText();
            assertEquals(PORTS.get(other), rule.at("/ports/0/port").asInt(), other);
        }
    }

    @Test
    void onlyTheDeskIsReachedFromOutside() {
        assertEquals(
                Set.of("web"),
                resources().stream()
                        .filter(one -> kind(one).equals("NetworkPolicy"))
                        .filter(policy ->
                                Yaml.elements(policy.at("/spec/ingress")).anyMatch(rule -> !rule.has("from")))
                        .map(KubernetesTest::name)
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void whatAPodMountsIsThere(JsonNode workload) {
        Set<String> files = new HashSet<>();
        for (JsonNode mount : container(workload).path("volumeMounts")) {
            String volume = mount.path("name").asText();
            boolean isClaimed = Yaml.elements(workload.at("/spec/volumeClaimTemplates"))
                    .anyMatch(claim -> name(claim).equals(volume));
            if (!isClaimed) {
                for (JsonNode item : volume(workload, volume).at("/secret/items")) {
                    assertTrue(DeployedSecrets.made().contains(item.path("key").asText()), item::toString);
                    files.add(mount.path("mountPath").asText() + "/"
                            + item.path("path").asText());
                }
            }
        }
        for (JsonNode variable : container(workload).path("env")) {
            assertTrue(DeployedSecrets.isDocumented(variable.path("name").asText()), variable::toString);
            assertTrue(files.contains(variable.path("value").asText()), variable::toString);
        }
    }

    private static JsonNode workload(String name) {
        return workloads().stream()
                .filter(one -> name(one).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name));
    }

    private static JsonNode one(String kind, String name) {
        List<JsonNode> found = resources().stream()
                .filter(one -> kind(one).equals(kind) && name(one).equals(name))
                .toList();
        assertEquals(1, found.size(), kind + " " + name);
        return found.get(0);
    }

    private static JsonNode container(JsonNode workload) {
        return workload.at("/spec/template/spec/containers/0");
    }

    private static JsonNode volume(JsonNode workload, String name) {
        return Yaml.elements(workload.at("/spec/template/spec/volumes"))
                .filter(volume -> volume.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name));
    }

    private static String kind(JsonNode resource) {
        return resource.path("kind").asText();
    }

    private static String name(JsonNode resource) {
        return resource.at("/metadata/name").asText();
    }
}
