package io.quicksell.endtoend.docs;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Each dependency that is declared stands with its reason in {@code docs/dependencies.md}, and nothing else does. */
class DependenciesTest {

    /** A row without a reason is none. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+) \\| [^|\\s][^|]* \\|$");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final String OURS = "io.quicksell";
    private static final String OF_MAVEN = "org.apache.maven.plugins";

    /** Which nothing declares, because another one brings it along; what is managed is its version. */
    private static final Set<String> BROUGHT_ALONG = Set.of("com.hazelcast:hazelcast");

    @Test
    void whatIsDeclaredHasAReasonAndWhatHasOneIsDeclared() throws Exception {
        Set<String> declared = artifacts("dependency", "plugin", "artifactItem").collect(toCollection(TreeSet::new));
        for (Path file : Checkout.files("package.json")) {
            declared.addAll(packages(file));
        }

        assertEquals(declared, explained());
    }

    /** What is managed in the parent and declared by no module is left over. */
    @Test
    void everyVersionThatIsManagedIsThatOfADependency() throws Exception {
        Set<String> left = new TreeSet<>();
        Set<String> used = new TreeSet<>(BROUGHT_ALONG);
        for (Element dependency : elements("dependency").toList()) {
            boolean isBom = "import".equals(text(dependency, "scope", ""));
            boolean isManaged =
                    dependency.getParentNode().getParentNode().getNodeName().equals("dependencyManagement");
            if (!isBom) {
                (isManaged ? left : used).add(name(dependency));
            }
        }
        left.removeAll(used);

        assertEquals(Set.of(), left);
    }

    private static Set<String> explained() {
        return ROW.matcher(Checkout.text("docs/dependencies.md"))
                .results()
                .flatMap(row -> CODE.matcher(row.group(1)).results())
                .map(code -> code.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> artifacts(String... kinds) throws Exception {
        List<String> names = new ArrayList<>();
        for (String kind : kinds) {
            elements(kind).map(DependenciesTest::name).forEach(names::add);
        }
        return names.stream().filter(name -> !name.startsWith(OURS + ":"));
    }

    private static Stream<Element> elements(String kind) throws Exception {
        List<Element> found = new ArrayList<>();
        for (Path pom : Checkout.files("pom.xml")) {
            NodeList elements = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getElementsByTagName(kind);
            IntStream.range(0, elements.getLength())
                    .mapToObj(elements::item)
                    .map(Element.class::cast)
                    .filter(element ->
                            element.getElementsByTagName("artifactId").getLength() > 0)
                    .forEach(found::add);
        }
        return found.stream();
    }

    private static String name(Element artifact) {
        return text(artifact, "groupId", OF_MAVEN) + ":" + text(artifact, "artifactId", "");
    }

    private static String text(Element parent, String child, String otherwise) {
        NodeList children = parent.getChildNodes();
        return IntStream.range(0, children.getLength())
                .mapToObj(children::item)
                .filter(node -> node.getNodeName().equals(child))
                .map(node -> node.getTextContent().strip())
                .findFirst()
                .orElse(otherwise);
    }

    private static Set<String> packages(Path file) throws IOException {
        JsonNode json = new ObjectMapper().readTree(Checkout.text(file));
        Set<String> names = new TreeSet<>();
        json.path("dependencies").fieldNames().forEachRemaining(names::add);
        json.path("devDependencies").fieldNames().forEachRemaining(names::add);
        return names;
    }
}
