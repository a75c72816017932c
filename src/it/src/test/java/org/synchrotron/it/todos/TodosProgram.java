package org.synchrotron.it.todos;

import java.util.List;
import org.synchrotron.action.Action;

/** The client program on the devices. */
public final class TodosProgram {

    /** The actions of the program. */
    public static final List<Action<?, ?>> ACTIONS = List.of(
            new CreateTodo(),
            new TakeOverTodo(),
            new RenameTodo(),
            new CompleteTodo(),
            new DeleteTodo(),
            new AddPoints(),
            new DoublePoints(),
            new MovePoints(),
            new GuessPoints(),
            new WriteNote(),
            new FoundProject(),
            new Shout(),
            new PonderTodo());

    private TodosProgram() {}
}
