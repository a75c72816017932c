package org.synchrotron.server.materialize;

/**
 * Describes the refusals of the sync schema in a few words, by SQLSTATE. The database's own message is not used, because it names
 * rows.
 */
final class OwnRefusal {

    private OwnRefusal() {}

    static String of(String state) {
        return switch (state) {
            case "SY002" -> "the id of a tracked row may not change";
            case "SY003" -> "the audience of a tracked row may not change";
            case "SY004" -> "a value is not portable";
            case "SY006" -> "a row change names an unknown table or column";
            case "SY008" -> "a tracked table may not be truncated";
            case "SY010" -> "it writes a row outside its footprint";
            case "SY011" -> "the id of a new row belongs to a row of another audience";
            case "SY012" -> "it writes a row that refers to one outside its footprint";
            case "SY015" ->
                "it changes its role, its user or what is captured of it, or leaves something in the session";
            default -> "SQLSTATE " + state;
        };
    }
}
