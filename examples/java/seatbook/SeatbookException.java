package seatbook;

/** A call failed and changed nothing. A row that was refused is not an exception: the report says why. */
public final class SeatbookException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;
    private final String status;

    SeatbookException(String message, int code, String status) {
        super(message);
        this.code = code;
        this.status = status;
    }

    /** The number of the status, as in seatbook.h. */
    public int code() {
        return code;
    }

    /** The status in words, such as {@code unknown_product} or {@code busy}. */
    public String status() {
        return status;
    }
}
