package org.synchrotron.client.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.DatabaseFailure.Kind;
import org.synchrotron.client.RecoveredFile;

/**
 * Opens a file, once:
 *
 * <ol>
 *   <li>Lock it.
 *   <li>Finish a replacement in whose middle a program ended.
 *   <li>Open it, look through it, and install what the program needs.
 *   <li>If it is damaged: make a new file with what only this one has, put it in its place, and open that. If that is damaged, too, give up.
 * </ol>
 */
final class StoreOpening {

    private static final Logger LOG = LoggerFactory.getLogger(StoreOpening.class);

    private final StoreSettings settings;
    private final Consumer<RecoveredFile> told;

    StoreOpening(StoreSettings settings, Consumer<RecoveredFile> told) {
        this.settings = settings;
        this.told = told;
    }

    /** The file is not what it should be; the message says how. */
    static final class Damage extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Damage(String what) {
            super(what);
        }
    }

    Store open() {
        Database.requirePlace(settings.file());
        DatabaseLock lock = DatabaseLock.take(settings.file());
        try {
            return open(lock);
        } catch (RuntimeException | Error e) {
            try (lock) {
                throw e;
            }
        }
    }

    private Store open(DatabaseLock lock) {
        DamagedFile places = new DamagedFile(lock.realFile());
        try {
            places.goOn(now());
            try {
                return looked(lock);
            } catch (Damage damage) {
                recover(places, String.valueOf(damage.getMessage()), lock.realFile());
            } catch (DatabaseFailure failure) {
                if (!isDamage(failure, places)) {
                    throw failure;
                }
                recover(places, String.valueOf(failure.getMessage()), lock.realFile());
            }
            return looked(lock);
        } catch (Damage again) {
            throw new DatabaseFailure(
                    Kind.DAMAGED, settings.file(), again.getMessage() + ", also after it was replaced", again);
        } catch (IOException | SQLException e) {
            throw new DatabaseFailure(
                    Kind.DAMAGED, settings.file(), "it is damaged and cannot be replaced: " + e.getMessage(), e);
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(settings.wall().millis());
    }

    private static boolean isDamage(DatabaseFailure failure, DamagedFile places) throws IOException {
        return failure.kind() == Kind.DAMAGED || (failure.kind() == Kind.NOT_A_DATABASE && places.wasDatabase());
    }

    /** {@return the file, in which no damage was found} */
    private Store looked(DatabaseLock lock) {
        Path real = lock.realFile();
        FileCheck check = new FileCheck(real);
        boolean unclean = Files.exists(real.resolveSibling(real.getFileName() + "-wal"));
        Database database = Database.open(settings.file(), real);
        try {
            refuse(check.found().or(() -> check.ofPages(database, unclean)));
            Store store = new Store(database, settings, lock);
            check.settle();
            return store;
        } catch (RuntimeException | Error e) {
            try (database) {
                throw e;
            }
        }
    }

    /** @throws Damage if something was found */
    static void refuse(Optional<String> found) {
        found.ifPresent(what -> {
            throw new Damage(what);
        });
    }

    /** Nothing of the damaged file changes before the new one is complete. */
    private void recover(DamagedFile places, String damage, Path real) throws IOException, SQLException {
        LOG.warn("the file {} is damaged ({}): a new one is made with what only this one has", settings.file(), damage);
        Path fresh = places.fresh();
        CarriedOver carried;
        try (Salvage salvage = Salvage.of(real)) {
            salvage.upgrade();
            // Tables that are tracked from now on keep their rows, which are to be adopted.
            Optional<Set<String>> before = salvage.tracked();
            StoreSettings same =
                    settings.at(fresh, table -> before.isEmpty() || before.get().contains(table));
            try (Store made = new Store(Database.open(fresh, fresh), same, null)) {
                carried = new CarriedOver(salvage, made, settings);
                carried.copy();
            }
        }
        Path copy = places.replace(fresh, now());
        new FileCheck(real).settle();
        RecoveredFile recovered = carried.recovered(settings.file().resolveSibling(copy.getFileName()), damage);
        LOG.warn(
                "the file {} was replaced; {} pending and {} quarantined records were carried over{}. The damaged one is kept as {}",
                settings.file(),
                recovered.pending(),
                recovered.quarantined(),
                recovered.complete() ? "" : ", and parts could not be read",
                copy);
        told.accept(recovered);
    }
}
