package org.synchrotron.simulation.scenes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Orders in which something can happen. */
final class Orders {

    private Orders() {}

    /** {@return so many of the orders of these, chosen by a seed} */
    static List<List<String>> some(List<String> all, int count, long seed) {
        List<List<String>> orders = of(all);
        Collections.shuffle(orders, new Random(seed));
        return orders.subList(0, Math.min(count, orders.size()));
    }

    /** {@return every order of these} */
    static List<List<String>> of(List<String> all) {
        if (all.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> orders = new ArrayList<>();
        for (String first : all) {
            List<String> others = new ArrayList<>(all);
            others.remove(first);
            for (List<String> rest : of(others)) {
                List<String> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                orders.add(order);
            }
        }
        return orders;
    }
}
