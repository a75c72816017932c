package org.synchrotron.simulation.oracle;

import static org.synchrotron.simulation.oracle.Change.Kind.INSERT;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.synchrotron.action.RowIds;
import org.synchrotron.simulation.actions.Audiences;
import org.synchrotron.simulation.actions.Fill;
import org.synchrotron.simulation.actions.FoundedNames;
import org.synchrotron.simulation.actions.Open;
import org.synchrotron.simulation.actions.Sweep;
import org.synchrotron.simulation.oracle.Rows.Row;

/** The logic of the actions as pure functions, written independently of the actions that the product runs. */
final class Logic {

    /**
     * The result of a run.
     *
     * @param changes empty after a refusal
     * @param refusal the code of the refusal, or empty
     */
    record Result(List<Change> changes, Optional<String> refusal) {

        static Result refused(String code) {
            return new Result(List.of(), Optional.of(code));
        }
    }

    private Logic() {}

    /**
     * {@return what the record's logic does}
     *
     * @param state all rows; the logic sees those of the record's grant, and inserts no others
     */
    static Result run(Entry entry, Rows state) {
        Set<String> declared = declared(entry);
        if (entry.isDenied() || !entry.grant().containsAll(declared)) {
            return Result.refused("access-denied");
        }
        Rows view = state.visible(declared.isEmpty() ? entry.grant() : declared);
        return switch (entry.action()) {
            case "intrude" -> Result.refused("access-denied");
            case "transfer" -> Transfer.run(entry.args(), view);
            case "claim" -> claim(entry.args(), view);
            case "reserve" -> Reservation.run(entry.args(), view, state);
            case "inserttwice" -> insertTwice(entry, view);
            default -> within(entry.grant(), changes(entry, view));
        };
    }

    /** {@return the audiences that the record's action declares; empty for the grant} */
    static Set<String> declared(Entry entry) {
        return switch (entry.action()) {
            case "create", "add", "append", "grow", "reserve" ->
                Set.of(Audiences.ofRow(entry.args().getString("row")));
            case "fill" -> Set.of(entry.args().getString("audience"));
            case "borrow" ->
                Set.copyOf(List.of(
                        Audiences.ofRow(entry.args().getString("row")),
                        entry.args().getString("from")));
            default -> Set.of();
        };
    }

    private static Result within(Set<String> grant, List<Change> changes) {
        return changes.stream().allMatch(change -> grant.contains(change.audience()))
                ? new Result(changes, Optional.empty())
                : Result.refused("access-denied");
    }

    private static List<Change> changes(Entry entry, Rows view) {
        JsonObject args = entry.args();
        return switch (entry.action()) {
            case "found" -> found(entry, view);
            case "fill" -> fill(args, view);
            case "spawn" -> spawn(entry, view);
            case "tagall", "quiettag" -> tagAll(view, args.getString("text"));
            case "addall" -> addAll(view, args.getInt("n"));
            case "sweep" -> sweep(view, args.getInt("x"));
            case "signpost" -> signpost(args, view);
            case "open" -> open(args.getString("account"), view);
            case "create" -> {
                String name = args.getString("row");
                yield insert(view, "items/" + name, Audiences.ofRow(name), args.getInt("x"));
            }
            case "mirror" -> {
                String id = RowIds.ofRecord(entry.id()).of("items", "of", args.getString("row"));
                yield view.get("items/" + args.getString("row"))
                        .map(row -> mirror("items/" + id, row))
                        .orElse(List.of());
            }
            default -> {
                String name = "items/" + args.getString("row");
                yield view.get(name).map(row -> ofRow(entry, name, row, view)).orElse(List.of());
            }
        };
    }

    /** A device whose clock is behind may have written the first row before. A trigger counts the members there. */
    private static List<Change> found(Entry entry, Rows view) {
        String audience = FoundedNames.audience(entry.id());
        String first = "items/" + audience + "/0";
        List<String> members = FoundedNames.users(entry.args().getString("members"));
        List<Change> changes = new ArrayList<>(view.get(first)
                .map(row -> add(first, row, members.size()))
                .orElseGet(() -> insert(view, first, audience, 1 + members.size())));
        for (String member : members) {
            changes.add(new Change(
                    INSERT,
                    "memberships/" + audience + "/" + member,
                    audience,
                    Map.of("member", JsonTexts.of(member))));
        }
        return changes;
    }

    private static List<Change> fill(JsonObject args, Rows view) {
        String audience = args.getString("audience");
        return LongStream.range(0, args.getInt("rows"))
                .mapToObj(number -> "items/" + Fill.row(audience, number))
                .flatMap(
                        name -> view
                                .get(name)
                                .map(row -> add(name, row, 1))
                                .orElseGet(() -> insert(view, name, audience, 1))
                                .stream())
                .toList();
    }

    private static List<Change> spawn(Entry entry, Rows view) {
        String audience = entry.args().getString("audience");
        String id = RowIds.ofRecord(entry.id()).of("items", "audience", audience);
        return insert(view, "items/" + id, audience, entry.args().getInt("x"));
    }

    private static List<Change> signpost(JsonObject args, Rows view) {
        boolean seesPrivateRow =
                items(view).anyMatch(each -> Audiences.isPrivate(each.getValue().audience()));
        String name = "items/" + args.getString(seesPrivateRow ? "row" : "other");
        return view.get(name)
                .map(row -> List.of(Change.update(name, row.audience(), "tag", args.getString("text"))))
                .orElse(List.of());
    }

    private static List<Change> open(String account, Rows view) {
        String name = "accounts/" + account;
        return view.get(name).isPresent()
                ? List.of()
                : List.of(new Change(
                        INSERT,
                        name,
                        Audiences.ofRow(account),
                        Map.of("balance", JsonTexts.of(Open.OPENING_BALANCE), "moves", JsonTexts.of(0))));
    }

    /** {@return the changes by an action that works on an existing row} */
    private static List<Change> ofRow(Entry entry, String name, Row row, Rows view) {
        JsonObject args = entry.args();
        return switch (entry.action()) {
            case "add", "fragile" -> add(name, row, args.getInt("n"));
            case "borrow" -> borrow(name, row, args.getString("from"), view);
            case "append", "quietappend" -> write(name, row, row.text("t") + args.getString("letter"));
            case "write", "notice" -> write(name, row, args.getString("text"));
            case "essay" ->
                write(name, row, Integer.toString(args.getString("essay").length()));
            case "grow" -> row.number("x") > 5 ? write(name, row, "big" + args.getString("text")) : add(name, row, 3);
            case "untag" -> List.of(Change.update(name, row.audience(), "tag", null));
            case "remove" -> List.of(Change.delete(name, row.audience()));
            case "renew", "quietrenew" -> {
                List<Change> changes = new ArrayList<>(List.of(Change.delete(name, row.audience())));
                changes.addAll(insert(new Rows(), name, row.audience(), 1));
                yield changes;
            }
            case "copyprivate" ->
                Audiences.isPrivate(row.audience()) ? List.of() : write(name, row, "P" + privateTexts(view));
            case "impure" -> write(name, row, "?");
            default -> throw new IllegalStateException("the oracle has no logic for " + entry.tag());
        };
    }

    private static Result claim(JsonObject args, Rows view) {
        String name = "items/" + args.getString("row");
        Optional<Row> row = view.get(name);
        if (row.isEmpty()) {
            return Result.refused("gone");
        }
        return row.get().number("x") > 5
                ? Result.refused("full")
                : new Result(add(name, row.get(), 1), Optional.empty());
    }

    /** Two rows with one identity are refused. The id is derived from the record, so no other record has used it. */
    private static Result insertTwice(Entry entry, Rows view) {
        if (view.get("items/" + entry.args().getString("row")).isPresent()) {
            return Result.refused("failed");
        }
        String audience = entry.args().getString("audience");
        String id = RowIds.ofRecord(entry.id()).of("items", "audience", audience);
        return new Result(insert(view, "items/" + id, audience, 0), Optional.empty());
    }

    private static List<Change> mirror(String name, Row row) {
        List<Change> changes = new ArrayList<>(insert(new Rows(), name, row.audience(), 0));
        changes.addAll(write(name, row, row.text("t")));
        return changes;
    }

    private static List<Change> insert(Rows view, String name, String audience, long x) {
        return view.get(name).isPresent()
                ? List.of()
                : List.of(new Change(
                        INSERT,
                        name,
                        audience,
                        Map.of("x", JsonTexts.of(x), "t", "\"\"", "tag", "\"\"", "code", "null")));
    }

    private static List<Change> add(String name, Row row, long n) {
        return List.of(Change.update(name, row.audience(), "x", row.number("x") + n));
    }

    private static List<Change> write(String name, Row row, String text) {
        return List.of(Change.update(name, row.audience(), "t", text));
    }

    private static List<Change> tagAll(Rows view, String text) {
        return items(view)
                .map(each -> Change.update(each.getKey(), each.getValue().audience(), "tag", text))
                .toList();
    }

    private static List<Change> addAll(Rows view, long n) {
        return items(view)
                .flatMap(each -> add(each.getKey(), each.getValue(), n).stream())
                .toList();
    }

    private static List<Change> sweep(Rows view, long x) {
        List<Change> changes = new ArrayList<>();
        items(view).forEach(each -> {
            String name = each.getKey();
            String audience = each.getValue().audience();
            if (each.getValue().number("x") > Sweep.LIMIT) {
                changes.add(Change.delete(name, audience));
            } else if (name.length() <= "items/".length() + 3) {
                changes.addAll(insert(view, name + Sweep.SECOND, audience, x));
            }
        });
        return changes;
    }

    private static List<Change> borrow(String name, Row row, String from, Rows view) {
        long sum = items(view)
                .filter(each -> each.getValue().audience().equals(from))
                .mapToLong(each -> each.getValue().number("x"))
                .sum();
        return List.of(Change.update(name, row.audience(), "x", sum % 50));
    }

    private static String privateTexts(Rows view) {
        return items(view)
                .filter(each -> Audiences.isPrivate(each.getValue().audience()))
                .map(each -> each.getValue().text("t"))
                .collect(Collectors.joining(","));
    }

    static Stream<Map.Entry<String, Row>> items(Rows view) {
        return view.byName().entrySet().stream().filter(each -> each.getKey().startsWith("items/"));
    }
}
