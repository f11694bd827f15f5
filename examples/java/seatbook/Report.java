package seatbook;

import java.lang.foreign.MemorySegment;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What became of a request, row by row in its order. Rows are read when they are asked for; close the report when they
 * have been.
 */
public final class Report implements AutoCloseable, Iterable<Report.Row> {
    private static final int REFUSED = 3;
    private static final Native.Free FREE = Native.free("seatbook_report_free");
    private static final Native.Number LEN = Native.number("seatbook_report_len");
    private static final Native.Number OPERATION = Native.number("seatbook_report_operation");
    private static final Native.Number CHANGED = Native.number("seatbook_report_changed");
    private static final Native.Number FAILED = Native.number("seatbook_report_failed");
    private static final Native.Number SHORTFALLS = Native.number("seatbook_report_shortfall_count");
    private static final Native.TextAt SHORT_PRODUCT = Native.textAt("seatbook_report_shortfall_product");
    private static final Native.NumberAt SHORT_NEEDED = Native.numberAt("seatbook_report_shortfall_needed");
    private static final Native.NumberAt SHORT_AVAILABLE = Native.numberAt("seatbook_report_shortfall_available");
    private static final Native.NumberAt SHORT_MISSING = Native.numberAt("seatbook_report_shortfall_missing");
    private static final Native.TextAt TARGET = Native.textAt("seatbook_report_row_target");
    private static final Native.TextAt PRODUCT = Native.textAt("seatbook_report_row_product");
    private static final Native.TextAt SENTENCE = Native.textAt("seatbook_report_row_sentence");
    private static final Native.TextAt POOL = Native.textAt("seatbook_report_row_seat_pool");
    private static final Native.NumberAt SEAT = Native.intAt("seatbook_report_row_seat_number");
    private static final Native.NumberAt ENDS_ON = Native.intAt("seatbook_report_row_ends_on");
    private static final Native.NumberAt OUTCOME = Native.intAt("seatbook_report_row_outcome");
    private static final Native.Name OUTCOME_NAME = Native.name("seatbook_outcome_name");
    private static final Native.Kind OUTCOME_CLASS = Native.kind("seatbook_outcome_class");

    private MemorySegment object;

    Report(MemorySegment object) {
        this.object = object;
    }

    /**
     * What became of one user and one product.
     *
     * @param outcome  in words, such as {@code assigned} or {@code no_seat_left}
     * @param sentence the reason, for people
     */
    public record Row(
            String target, String product, String outcome, boolean refused, String sentence, Optional<Seat> seat,
            Optional<LocalDate> endsOn) {
    }

    /** A seat of a pool. */
    public record Seat(String pool, int number) {
    }

    /** A product with too few seats. */
    public record Shortfall(String product, long needed, long available, long missing) {
    }

    public long size() {
        return LEN.of(object());
    }

    /** Rows that took effect. */
    public long changed() {
        return CHANGED.of(object());
    }

    public long refused() {
        return FAILED.of(object());
    }

    /** The operation's number in the journal; 0 if it was not written down. */
    public long operation() {
        return OPERATION.of(object());
    }

    public List<Shortfall> shortfalls() {
        return LongStream.range(0, SHORTFALLS.of(object()))
                .mapToObj(at -> new Shortfall(
                        Native.string(SHORT_PRODUCT, object(), at), SHORT_NEEDED.of(object(), at),
                        SHORT_AVAILABLE.of(object(), at), SHORT_MISSING.of(object(), at)))
                .toList();
    }

    public Stream<Row> rows() {
        return LongStream.range(0, size()).mapToObj(this::row);
    }

    @Override
    public Iterator<Row> iterator() {
        return rows().iterator();
    }

    @Override
    public void close() {
        if (object != null) {
            FREE.accept(object);
            object = null;
        }
    }

    private Row row(long at) {
        int outcome = (int) OUTCOME.of(object(), at);
        var pool = Native.string(POOL, object(), at);
        return new Row(
                Native.string(TARGET, object(), at), Native.string(PRODUCT, object(), at),
                Native.string(OUTCOME_NAME, outcome), OUTCOME_CLASS.of(outcome) == REFUSED,
                Native.string(SENTENCE, object(), at),
                pool.isEmpty() ? Optional.empty() : Optional.of(new Seat(pool, (int) SEAT.of(object(), at))),
                Native.date(ENDS_ON.of(object(), at)));
    }

    private MemorySegment object() {
        if (object == null) {
            throw new IllegalStateException("the report is closed");
        }
        return object;
    }
}
