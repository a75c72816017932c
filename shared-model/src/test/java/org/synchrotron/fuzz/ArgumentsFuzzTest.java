package org.synchrotron.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionArguments;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.action.InvalidArguments;
import org.synchrotron.action.SyncAction;
import org.synchrotron.action.TestArguments;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.MalformedJson;
import org.synchrotron.log.PortableJson;

class ArgumentsFuzzTest {

    private static final ActionDefinition<Order.Args, Void> ORDER = ActionDefinition.of(new Order());
    private static final ActionArguments ARGUMENTS = TestArguments.create();

    /** An action whose arguments have many types. */
    @SyncAction("order_v1")
    public static class Order implements Action<Order.Args, Void> {

        /** A part of the arguments. */
        public record Line(
                String article, int count, @Nullable BigDecimal price) {}

        /** Which of some. */
        public enum Urgency {
            LOW,
            HIGH
        }

        /** All of it. */
        public record Args(
                @Size(max = 40) String id,
                long number,
                @Nullable Integer rank,
                double weight,
                boolean paid,
                @Nullable Urgency urgency,
                @Nullable UUID customer,
                @Nullable Instant at,
                @Nullable LocalDate day,
                @Nullable List<Line> lines,
                @Nullable Map<String, Integer> stock,
                @Nullable JsonObject free) {}

        @Override
        public @Nullable Void apply(Args args, ActionContext context) {
            return null;
        }
    }

    @FuzzTest
    void argumentsAreRefusedOrAreThoseThatTheirWritingGives(byte[] text) {
        FuzzedText.check(text, ArgumentsFuzzTest::check);
    }

    private static void check(String text) {
        Order.Args read;
        JsonObject written;
        try {
            read = ARGUMENTS.read(ORDER, JsonText.read(text));
            written = ARGUMENTS.write(ORDER, read, 1);
        } catch (MalformedJson | InvalidArguments refused) {
            assertThat(refused).message().isNotBlank();
            return;
        }
        assertThat(ARGUMENTS.undeclared(ORDER, written)).isEmpty();
        assertThat(PortableJson.unportablePart(written)).isEmpty();
        assertThat(ARGUMENTS.read(ORDER, written)).isEqualTo(read);
    }
}
