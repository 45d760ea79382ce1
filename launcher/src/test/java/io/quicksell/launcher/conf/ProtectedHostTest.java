package io.quicksell.launcher.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** There is no access control, so an address that others reach needs a word from the operator. */
class ProtectedHostTest {

    @TempDir
    Path home;

    private ConfFile conf;

    @BeforeEach
    void aConfFile() {
        conf = new ConfFile(home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void anAddressThatOthersReachNeedsTheProtectionTurnedOff(String host) {
        String json = "{`host`: `" + host + "`, `inventory`: {}";

        assertEquals(
                conf.path() + ": host " + host + " can be reached from other machines, and there is no access"
                        + " control; set \"protectedMode\": false if you mean it",
                conf.refusal(json + "}"));
        assertEquals(host, conf.read(json + ", `protectedMode`: false}").host());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
    void anAddressOfThisMachineAloneNeedsNothing(String host) {
        assertEquals(
                host, conf.read("{`host`: `" + host + "`, `inventory`: {}}").host());
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void anAddressThatDoesNotExistIsRefusedWithTheProtectionAndWithout(String protectedMode) {
        assertEquals(
                conf.path() + ": host nowhere.invalid is no address of this machine",
                conf.refusal("{`host`: `nowhere.invalid`, `protectedMode`: " + protectedMode + ", `inventory`: {}}"));
    }
}
