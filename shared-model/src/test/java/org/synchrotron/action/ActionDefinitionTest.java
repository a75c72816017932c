package org.synchrotron.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActionDefinitionTest {

    @SyncAction("pay_v1")
    public static class Pay implements Action<Pay.Args, String> {
        public record Args(
                @NotBlank String to,
                BigDecimal amount,
                @Size(max = 3) List<String> notes,
                @Nullable Long exact) {}

        @Override
        public String apply(Pay.Args args, ActionContext context) {
            return args.to();
        }
    }

    static class Proxy extends Pay {}

    static class Nameless implements Action<Pay.Args, String> {
        @Override
        public String apply(Pay.Args args, ActionContext context) {
            return "";
        }
    }

    @SyncAction("late_v1")
    public static class WithTimestamp implements Action<WithTimestamp.Args, String> {
        public record Args(long timestamp) {}

        @Override
        public String apply(WithTimestamp.Args args, ActionContext context) {
            return "";
        }
    }

    @SyncAction("hidden_v1")
    static class Hidden implements Action<Hidden.Args, String> {
        record Args(String x) {}

        @Override
        public String apply(Hidden.Args args, ActionContext context) {
            return "";
        }
    }

    @SyncAction("pay_v1")
    public static class PayAgain implements Action<PayAgain.Args, String> {
        public record Args(String to) {}

        @Override
        public String apply(PayAgain.Args args, ActionContext context) {
            return "";
        }
    }

    @SyncAction("pay_v2")
    public static class PaySame extends Pay {}

    @SyncAction("pay_v1 ")
    static class Spaced implements Action<Pay.Args, String> {
        @Override
        public String apply(Pay.Args args, ActionContext context) {
            return "";
        }
    }

    @SyncAction("RollbackAction")
    static class Impostor implements Action<Pay.Args, String> {
        @Override
        public String apply(Pay.Args args, ActionContext context) {
            return "";
        }
    }

    private final ActionDefinition<Pay.Args, String> pay = ActionDefinition.of(new Pay());
    private final ActionArguments arguments = TestArguments.create();

    @Test
    void aDefinitionHasTheTagAndArgumentsOfItsClass() {
        assertThat(pay.tag()).isEqualTo("pay_v1");
        assertThat(pay.argsType()).isEqualTo(Pay.Args.class);
    }

    @Test
    void aProxyHasTheDefinitionOfItsClass() {
        assertThat(ActionDefinition.of(Pay.class, new Proxy()).argsType()).isEqualTo(Pay.Args.class);
    }

    @Test
    void anInvalidActionClassIsRefusedByName() {
        assertThatThrownBy(() -> ActionDefinition.of(new Nameless())).hasMessageContaining("@SyncAction");
        assertThatThrownBy(() -> ActionDefinition.of(new WithTimestamp())).hasMessageContaining("'timestamp'");
        assertThatThrownBy(() -> ActionDefinition.of(new Impostor())).hasMessageContaining("belongs to the log");
        assertThatThrownBy(() -> ActionDefinition.of(new Hidden())).hasMessageContaining("must be public");
        assertThatThrownBy(() -> ActionDefinition.of(new Spaced()))
                .hasMessageContaining("Spaced")
                .hasMessageContaining("'pay_v1 '")
                .hasMessageContaining("1 to 200 characters");
    }

    @Test
    void argumentsSurviveWritingAndReading() {
        Pay.Args args = new Pay.Args("bob", new BigDecimal("1.10"), List.of("a", "ü\"\n"), Long.MAX_VALUE);
        JsonObject written = arguments.write(pay, args, 1234);
        assertThat(written.getJsonNumber("timestamp").longValueExact()).isEqualTo(1234);
        assertThat(arguments.read(pay, written)).isEqualTo(args);
    }

    @Test
    void violatedConstraintsAreNamed() {
        Pay.Args args = new Pay.Args(" ", BigDecimal.ONE, List.of("1", "2", "3", "4"), null);
        assertThatThrownBy(() -> arguments.write(pay, args, 1))
                .isInstanceOf(InvalidArguments.class)
                .hasMessageContaining("pay_v1")
                .hasMessageContaining("to must not be blank")
                .hasMessageContaining("notes size must be between 0 and 3");
    }

    @Test
    void jsonThatDoesNotFitIsInvalid() {
        JsonObject args = Json.createObjectBuilder()
                .add("to", "bob")
                .add("amount", "much")
                .add("timestamp", 1)
                .build();
        assertThatThrownBy(() -> arguments.read(pay, args)).isInstanceOf(InvalidArguments.class);
    }

    @Test
    void twoActionsWithOneTagAreRefused() {
        assertThatThrownBy(() -> new ActionCatalogue(List.of(pay, pay))).hasMessageContaining("pay_v1");
    }

    @Test
    void twoActionsWithOneTagOrOneRecordOfArgumentsAreNamed() {
        assertThatThrownBy(() -> new ActionCatalogue(
                        List.of(ActionDefinition.of(Pay.class, new Proxy()), ActionDefinition.of(new PayAgain()))))
                .hasMessageContaining("the tag pay_v1: " + Pay.class.getName() + " and " + PayAgain.class.getName());
        assertThatThrownBy(() -> new ActionCatalogue(List.of(pay, ActionDefinition.of(new PaySame()))))
                .hasMessageContaining(
                        Pay.Args.class.getName() + ": " + Pay.class.getName() + " and " + PaySame.class.getName());
    }

    @Test
    void theCatalogueFindsByTagAndByArguments() {
        ActionCatalogue catalogue = new ActionCatalogue(List.of(pay));
        assertThat(catalogue.byTag("pay_v1")).contains(pay);
        assertThat(catalogue.byTag("other_v1")).isEmpty();
        assertThat(catalogue.of(new Pay.Args("bob", BigDecimal.ONE, List.of(), null)))
                .isEqualTo(pay);
        assertThatThrownBy(() -> catalogue.of(new WithTimestamp.Args(1)))
                .hasMessageContaining("no action is registered");
    }
}
