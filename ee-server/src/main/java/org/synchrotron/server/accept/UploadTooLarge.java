package org.synchrotron.server.accept;

/**
 * Thrown if the new records of one transaction change more rows together than one record may: the caller rolls it back, and accepts fewer at a
 * time. Each alone may be accepted.
 */
final class UploadTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UploadTooLarge(int most) {
        super("the records of one transaction make more than " + most + " row changes together");
    }
}
