package io.quicksell.payment.index;

import static io.quicksell.payment.index.OrderQuery.Sequence.NEWEST_FIRST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.store.LockObtainFailedException;
import org.junit.jupiter.api.Test;

/** What becomes of the index on disk when it is closed, killed or damaged. */
class IndexFilesTest extends IndexFilesTestBase {

    private static final Map<String, String> NOTE = Map.of("position", "17");

    @Test
    void whatWasCommittedIsKeptWithItsNoteAndWhatWasNotIsLost() throws IOException, SearchTooLong {
        assertEquals(Optional.empty(), noted());
        files.write(List.of(at(1, 1_000)));
        files.commit(() -> NOTE);
        files.write(List.of(at(2, 1_001)));

        reopen();

        assertEquals(Optional.of(17), files.noted("position", Integer::parseInt));
        assertEquals(List.of(1L), numbers(ManyOrders.all(NEWEST_FIRST)));
    }

    @Test
    void anIndexOfAnotherVersionIsMadeAnew() throws IOException, SearchTooLong {
        files.write(List.of(at(1, 1_000)));
        files.commit(() -> Map.of("version", "0"));

        reopen();

        assertEquals(Optional.empty(), noted());
        assertEquals(List.of(), numbers(ManyOrders.all(NEWEST_FIRST)));
    }

    /** Of each kind of file, one at a time. In those of the segment are the values that would be shown without a complaint. */
    @Test
    void aDamagedIndexIsMadeAnewWhicheverFileIsDamaged() throws IOException, SearchTooLong {
        for (String kind : List.of("segments_", ".cfs", ".cfe", ".si")) {
            files.write(orders);
            files.commit(() -> NOTE);
            files.close();
            damage(kind);

            files = IndexFiles.open(folder);

            assertEquals(Optional.empty(), noted(), kind);
            assertEquals(List.of(), numbers(ManyOrders.all(NEWEST_FIRST)), kind);
        }
    }

    @Test
    void anIndexThatAnotherHasOpenIsLeftAlone() throws IOException, SearchTooLong {
        write();
        files.commit(() -> NOTE);

        assertThrows(LockObtainFailedException.class, () -> IndexFiles.open(folder));

        reopen();
        assertEquals(COUNT, walk(ManyOrders.all(NEWEST_FIRST), COUNT).size());
    }

    @Test
    void aDamagedIndexThatAnotherHasOpenIsLeftAloneToo() throws IOException {
        files.write(orders);
        files.commit(() -> NOTE);
        damage("segments_");
        List<Path> before = there();

        assertThrows(LockObtainFailedException.class, () -> IndexFiles.open(folder));
        assertEquals(before, there());
    }

    @Test
    void aNoteThatCannotBeReadIsNone() throws IOException {
        files.commit(() -> Map.of("position", "seventeen"));

        reopen();

        assertEquals(Optional.empty(), files.noted("position", Integer::parseInt));
        assertEquals(Optional.of("seventeen"), noted());
    }

    private List<Path> there() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private void damage(String kind) throws IOException {
        List<Path> found;
        try (Stream<Path> all = Files.list(folder)) {
            found = all.filter(file -> file.getFileName().toString().contains(kind))
                    .toList();
        }
        assertTrue(
                !found.isEmpty(),
                () -> "no file " + kind + " of " + List.of(folder.toFile().list()));
        try (RandomAccessFile file = new RandomAccessFile(found.get(0).toFile(), "rw")) {
            file.seek(file.length() / 2);
            file.write(new byte[32]);
            file.setLength(kind.equals("segments_") ? file.length() / 2 : file.length());
        }
    }

    private void reopen() throws IOException {
        files.close();
        files = IndexFiles.open(folder);
    }

    private Optional<String> noted() {
        return files.noted("position", noted -> noted);
    }
}
