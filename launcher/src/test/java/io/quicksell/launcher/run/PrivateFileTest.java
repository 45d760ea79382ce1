package io.quicksell.launcher.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {

    @TempDir
    Path home;

    @Test
    void aFileIsOpenToOthersAsSoonAsOneOfThemMayReadIt() throws IOException {
        Path file = home.resolve(".env");
        assertFalse(PrivateFile.isOpenToOthers(file), "it is not there");
        PrivateFile.write(file, "REDIS_PASSWORD=secret");
        assertFalse(PrivateFile.isOpenToOthers(file));

        for (String open : List.of("rw-r-----", "rw----r--", "rw--w----")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
            assertTrue(PrivateFile.isOpenToOthers(file), open);
        }
    }

    @Test
    void itIsForItsOwnerAloneAlsoWhereAnotherFileWasThere() throws IOException {
        Path file = Files.writeString(home.resolve("secret"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        PrivateFile.write(file, "new");

        assertEquals("new", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertArrayEquals(new String[] {"secret"}, home.toFile().list());
    }

    @Test
    void oneThatWasCutOffWhileItWasWrittenIsWrittenAnew() throws IOException {
        Files.writeString(home.resolve("secret.new"), "cut o");

        PrivateFile.write(home.resolve("secret"), "new");

        assertEquals("new", Files.readString(home.resolve("secret")));
    }

    @Test
    void oneThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createDirectories(home.resolve("secret/inside")).getParent();

        StartFailure refused = assertThrows(StartFailure.class, () -> PrivateFile.write(file, "new"));

        assertTrue(refused.getMessage().startsWith(file + " cannot be written: "), refused.getMessage());
    }
}
