package org.synchrotron.db.postgresql;

import java.sql.SQLException;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Random statements of two users on tables with all types, cascades, a unique column and a generated audience key. */
final class RandomWrites {

    private final Random random;

    RandomWrites(Random random) {
        this.random = random;
    }

    static String[] define(TestDatabase database) throws SQLException {
        database.define("""
                create table owners (id integer primary key, owner text not null,
                    audience_key text not null generated always as (owner) stored, name varchar(20) unique)
                """, "select synchrotron.track('owners')");
        database.table("values", """
                , owner_id integer references owners on delete cascade, u uuid, d date, s smallint, b bigint, r real,
                f double precision, n numeric, m numeric(12, 3), c char(6), t boolean, ts timestamptz, by bytea, j json,
                jb jsonb not null default '{}'
                """);
        database.table(
                "remarks", ", value_id text references \"values\" on delete set null deferrable initially deferred");
        return new String[] {"owners", "\"values\"", "remarks"};
    }

    String user() {
        return random.nextBoolean() ? "ann" : "bob";
    }

    String[] statements() {
        return Stream.generate(this::statement).limit(1 + random.nextInt(5)).toArray(String[]::new);
    }

    private String statement() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> {
                int key = key();
                yield "insert into owners select " + key + ", " + audience(key) + " where " + audience(key)
                        + OF_THE_USER + "on conflict do nothing";
            }
            case 2, 3, 4 ->
                "insert into \"values\" (id, audience_key, owner_id, " + COLUMNS + ") select k::text, " + audience("k")
                        + ", (select min(id) from owners), " + row() + " from generate_series(" + key() + ", " + key()
                        + ") k where " + audience("k") + OF_THE_USER
                        + "and not exists (select from \"values\" v where v.id = k::text) on conflict (id) do nothing";
            case 5 -> "update \"values\" set (" + COLUMNS + ") = (select " + row() + ") where id >= '" + key() + "'";
            case 6 ->
                "update owners set name = " + maybe("text", () -> "'n" + random.nextInt() + "' || id") + " where id = "
                        + key();
            case 7 ->
                "insert into remarks select audience_key || id, audience_key, id from \"values\" where id <= '" + key()
                        + "' on conflict (id) do update set value_id = excluded.value_id";
            case 8 -> "delete from owners where id = " + key();
            default -> "delete from \"values\" where id = '" + key() + "'";
        };
    }

    private static final String OF_THE_USER = " in (select synchrotron.my_audiences()) ";

    /** A row id belongs to one audience. */
    private static String audience(Object key) {
        return "(array['shared', 'a', 'shared', 'b'])[1 + " + key + " % 4]";
    }

    private static final String COLUMNS = "u, d, s, b, r, f, n, m, c, t, ts, \"by\", j, jb";

    private String row() {
        return String.join(
                ", ",
                maybe("uuid", () -> "'" + new java.util.UUID(random.nextLong(), random.nextLong()) + "'::uuid"),
                maybe("date", () -> "date '2024-01-01' + " + random.nextInt(5000)),
                maybe("smallint", () -> "(" + (random.nextInt(65536) - 32768) + ")::smallint"),
                maybe("bigint", () -> "'" + random.nextLong() + "'::bigint"),
                maybe("real", () -> "'" + random.nextGaussian() * Math.pow(10, random.nextInt(30) - 15) + "'::real"),
                maybe("float8", () -> "'" + (random.nextBoolean() ? -0.0 : random.nextDouble() * 1e300) + "'::float8"),
                maybe("numeric", () -> "'" + random.nextInt() + ".0" + random.nextInt(10) + "0'::numeric"),
                maybe("numeric", () -> "'" + random.nextInt(9999) + ".5'::numeric"),
                maybe("text", () -> "'c" + random.nextInt(99) + "'"),
                maybe("boolean", () -> String.valueOf(random.nextBoolean())),
                maybe(
                        "timestamptz",
                        () -> "timestamptz '2024-01-01 00:00:00Z' + interval '" + random.nextInt() + " microseconds'"),
                maybe("bytea", () -> "decode('" + String.format("%08x", random.nextInt()) + "', 'hex')"),
                maybe("json", () -> "'{\"b\" :" + random.nextInt(9) + ".0, \"a\": [null, \"é\"]}'::json"),
                "'{\"b\" :" + random.nextInt(3) + ".0, \"a\": {}}'::jsonb");
    }

    private String maybe(String type, Supplier<String> value) {
        return random.nextInt(4) == 0 ? "null::" + type : value.get();
    }

    private int key() {
        return 1 + random.nextInt(9);
    }
}
