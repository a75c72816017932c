package org.synchrotron.action;

import jakarta.json.bind.JsonbBuilder;
import jakarta.validation.Validation;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Makes converters of arguments for tests. */
public final class TestArguments {

    private TestArguments() {}

    /** {@return a converter whose messages need no expression language} */
    public static ActionArguments create() {
        return new ActionArguments(
                JsonbBuilder.create(),
                Validation.byDefaultProvider()
                        .configure()
                        .messageInterpolator(new ParameterMessageInterpolator())
                        .buildValidatorFactory()
                        .getValidator());
    }
}
