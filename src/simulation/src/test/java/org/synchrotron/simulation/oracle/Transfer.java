package org.synchrotron.simulation.oracle;

import static org.synchrotron.simulation.oracle.Change.Kind.UPDATE;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.synchrotron.simulation.oracle.Rows.Row;

/** The logic of a transfer between two accounts, with the trigger that counts the moves of each. */
final class Transfer {

    private Transfer() {}

    static Logic.Result run(JsonObject args, Rows view) {
        String from = "accounts/" + args.getString("from");
        String to = "accounts/" + args.getString("to");
        long amount = args.getInt("amount");
        Optional<Row> payer = view.get(from);
        Optional<Row> payee = view.get(to);
        if (payer.isEmpty() || payee.isEmpty()) {
            return Logic.Result.refused("no-account");
        }
        if (payer.get().number("balance") < amount) {
            return Logic.Result.refused("funds");
        }
        return new Logic.Result(
                List.of(pay(from, payer.get(), -amount), pay(to, payee.get(), amount)), Optional.empty());
    }

    private static Change pay(String account, Row row, long amount) {
        return new Change(
                UPDATE,
                account,
                row.audience(),
                Map.of(
                        "balance", JsonTexts.of(row.number("balance") + amount),
                        "moves", JsonTexts.of(row.number("moves") + 1)));
    }
}
