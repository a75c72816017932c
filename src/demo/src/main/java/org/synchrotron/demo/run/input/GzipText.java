package org.synchrotron.demo.run.input;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens gzipped text files. */
final class GzipText {

    private GzipText() {}

    static BufferedReader open(Path file) throws IOException {
        InputStream compressed = Files.newInputStream(file);
        try {
            return new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(compressed), StandardCharsets.UTF_8.newDecoder()));
        } catch (IOException e) {
            compressed.close();
            throw e;
        }
    }
}
