package org.synchrotron.demo.history;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/**
 * What a commit did to one file.
 *
 * @param status as git says it: A added, M modified, D deleted, T changed its type
 * @param added lines
 * @param deleted lines
 */
public record FileChange(
        @NotBlank @Size(max = 1000) String path,
        @NotNull @Pattern(regexp = "[AMDT]") String status,
        @PositiveOrZero int added,
        @PositiveOrZero int deleted) {

    /** {@return whether the file is gone after it} */
    public boolean deletes() {
        return status.equals("D");
    }

    /** {@return by how many lines the file grew} */
    public int growth() {
        return added - deleted;
    }
}
