package io.quicksell.launcher.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.testing.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path home;

    @Test
    void aFolderThatIsMissingIsMade() {
        try (DataFolder folder = DataFolder.open(home.resolve("a/b"))) {
            assertTrue(Files.isDirectory(home.resolve("a/b")));
            assertEquals(home.resolve("a/b/file"), folder.file("file"));
        }
    }

    @Test
    void onlyItsOwnerMayEnterAFolderThatIsMade() throws IOException {
        DataFolder.open(home.resolve("a/b")).close();

        assertEquals("rwx------", permissions(home.resolve("a")));
        assertEquals("rwx------", permissions(home.resolve("a/b")));
    }

    @Test
    void aFolderThatOthersMayEnterIsClosedToThemWithOneLine() throws IOException {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (DataFolder folder = DataFolder.open(home);
                LogLines log = LogLines.of(DataFolder.class.getName())) {
            folder.keepOthersOut();
            folder.keepOthersOut();

            assertEquals("rwx------", permissions(home));
            assertEquals(
                    List.of("Others could enter " + home + ", which holds all orders; from now on only its owner can"),
                    log.lines());
        }
    }

    @Test
    void aSecondRunIsRefusedAndToldWhichProcessHasTheFolder() throws IOException {
        try (DataFolder first = DataFolder.open(home)) {
            new RunRecord(4711, Map.of("inventory", "http://localhost:8000")).write(home);
            String before = listed();

            StartFailure refused = assertThrows(StartFailure.class, () -> DataFolder.open(home));

            assertEquals(
                    home + " is in use by another run (process 4711); stop that one first with ./run.sh stop, or set"
                            + " another \"data\" in the conf",
                    refused.getMessage());
            assertEquals(before, listed());
            assertEquals(home, first.path());
        }
    }

    @Test
    void aSecondRunIsRefusedWhileTheFirstIsStillStarting() {
        try (DataFolder first = DataFolder.open(home)) {
            StartFailure refused = assertThrows(StartFailure.class, () -> DataFolder.open(home));

            assertTrue(refused.getMessage().startsWith(first.path() + " is in use by another run; "));
        }
    }

    @Test
    void aFolderThatIsLeftIsFree() {
        assertFalse(DataFolder.isInUse(home));
        try (DataFolder first = DataFolder.open(home)) {
            assertTrue(DataFolder.isInUse(first.path()));
        }

        assertFalse(DataFolder.isInUse(home));
        DataFolder.open(home).close();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");

        StartFailure refused = assertThrows(StartFailure.class, () -> DataFolder.open(file));

        assertTrue(refused.getMessage().startsWith(file + " cannot be written: "), refused.getMessage());
    }

    @Test
    void theIdOfANodeStays() {
        String id;
        try (DataFolder folder = DataFolder.open(home)) {
            id = folder.nodeId();
            assertEquals(8, id.length());
            assertEquals(id, folder.nodeId());
        }
        try (DataFolder folder = DataFolder.open(home)) {
            assertEquals(id, folder.nodeId());
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private String listed() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return String.join(
                    " ",
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }
}
