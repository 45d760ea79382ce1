package io.quicksell.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A command of the command line about users and keys, as it was typed. */
public sealed interface AccessCommand {

    /** How to write them. */
    String HELP = """
            Users, and keys of programs, of the system that runs.

            Usage: ./run.sh [--conf FILE] user add NAME --role ROLE [--password-stdin]
                   ./run.sh [--conf FILE] user passwd NAME [--password-stdin]
                   ./run.sh [--conf FILE] user role NAME ROLE
                   ./run.sh [--conf FILE] user disable NAME [--with-keys]
                   ./run.sh [--conf FILE] user enable NAME
                   ./run.sh [--conf FILE] user list
                   ./run.sh [--conf FILE] key add CLIENT --scopes SCOPE,SCOPE... [--days DAYS]
                   ./run.sh [--conf FILE] key revoke ID
                   ./run.sh [--conf FILE] key list
                   ./run.sh [--conf FILE] access off

              add               a user asks for the password on the terminal; a key prints its token, once
              passwd, role      end all sessions of the user, as disable does
              disable           the user is out within half a second; enable lets the user log in again. Keys of
                                programs that the user made still count, and are listed; --with-keys revokes them, too
              revoke            the program is out within half a second
              access off        processes with access.mode off use these data again, which those with required have closed to
                                them; stop the latter first

              --role ROLE       one of access.roles in the conf: viewer, clerk, keeper, manager, operator
              --password-stdin  read the password from the standard input, where there is no terminal
              --scopes SCOPES   what the program may do, for example orders:read,orders:place
              --days DAYS       for how long the key is valid (default: 365)
              --help            print this
            """;

    record AddUser(String user, String role) implements AccessCommand {}

    record SetPassword(String user) implements AccessCommand {}

    record SetRole(String user, String role) implements AccessCommand {}

    /**
     * @param disabled whether the user is to be
     * @param withKeys whether the keys that the user made are revoked, too
     */
    record Disable(String user, boolean disabled, boolean withKeys) implements AccessCommand {}

    record ListUsers() implements AccessCommand {}

    record AddKey(String client, List<String> scopes, String days) implements AccessCommand {}

    record RevokeKey(String id) implements AccessCommand {}

    record ListKeys() implements AccessCommand {}

    /** Processes that let everybody in may use the data again. */
    record GiveUpAccess() implements AccessCommand {}

    /**
     * Reads a command.
     *
     * @param words from {@code user}, {@code key} or {@code access} on, without {@code --password-stdin}
     * @return empty if it is none
     */
    static Optional<AccessCommand> parse(List<String> words) {
        List<String> plain = new ArrayList<>(words);
        boolean withKeys = plain.remove("--with-keys");
        Optional<String> role = option("--role", plain);
        Optional<String> scopes = option("--scopes", plain);
        Optional<String> days = option("--days", plain);
        if (plain.size() < 2 || plain.stream().anyMatch(word -> word.startsWith("--"))) {
            return Optional.empty();
        }
        String command = plain.get(0) + " " + plain.get(1);
        List<String> names = plain.subList(2, plain.size());
        if (withKeys) {
            return command.equals("user disable") && names.size() == 1 && words.size() == 4
                    ? Optional.of(new Disable(names.get(0), true, true))
                    : Optional.empty();
        }
        boolean hasOptions = role.isPresent() || scopes.isPresent() || days.isPresent();
        if (command.equals("user add") && role.isPresent() && scopes.isEmpty() && days.isEmpty() && names.size() == 1) {
            return Optional.of(new AddUser(names.get(0), role.get()));
        } else if (command.equals("key add") && scopes.isPresent() && role.isEmpty() && names.size() == 1) {
            return Optional.of(new AddKey(
                    names.get(0),
                    List.of(scopes.get().split(",")),
                    days.orElse(String.valueOf(KeyStore.DEFAULT_DAYS))));
        }
        return hasOptions ? Optional.empty() : plain(command, names);
    }

    private static Optional<AccessCommand> plain(String command, List<String> names) {
        AccessCommand found = switch (command + "/" + names.size()) {
            case "user passwd/1" -> new SetPassword(names.get(0));
            case "user role/2" -> new SetRole(names.get(0), names.get(1));
            case "user disable/1" -> new Disable(names.get(0), true, false);
            case "user enable/1" -> new Disable(names.get(0), false, false);
            case "user list/0" -> new ListUsers();
            case "key revoke/1" -> new RevokeKey(names.get(0));
            case "key list/0" -> new ListKeys();
            case "access off/0" -> new GiveUpAccess();
            default -> null;
        };
        return Optional.ofNullable(found);
    }

    /** Takes an option with its value out of the words. */
    private static Optional<String> option(String name, List<String> words) {
        int at = words.indexOf(name);
        if (at < 0 || at + 1 == words.size()) {
            return Optional.empty();
        }
        words.remove(at);
        return Optional.of(words.remove(at));
    }
}
