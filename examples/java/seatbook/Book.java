package seatbook;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;

import static seatbook.Native.INT;
import static seatbook.Native.LONG;
import static seatbook.Native.POINTER;
import static seatbook.Native.STR;

/**
 * A book of licence seats, in a file or in memory. It may be used from many threads.
 *
 * <p>Whatever has a method here goes through typed functions; everything else that the library can do is asked for in
 * JSON with {@link #apply} and {@link #query}: bring your own parser.
 */
public final class Book implements AutoCloseable {
    private static final int ASSIGN = 1;
    private static final int REVOKE = 2;
    private static final long PAGE = 1000;

    private static final StructLayout COUNTS = MemoryLayout.structLayout(
            LONG.withName("size"), LONG.withName("total"), LONG.withName("assigned"), LONG.withName("started"),
            LONG.withName("available"), LONG.withName("new_seats"), LONG.withName("reusable"),
            LONG.withName("retired"), LONG.withName("expired"), LONG.withName("upcoming"),
            LONG.withName("suspended"), LONG.withName("over"), INT.withName("unlimited"), INT.withName("reserved"));
    private static final StructLayout OPEN_OPTIONS = MemoryLayout.structLayout(
            LONG.withName("size"), INT.withName("read_only"), INT.withName("trusted"),
            LONG.withName("busy_timeout_ms"), LONG.withName("cache_bytes"), POINTER.withName("licence_keys"),
            LONG.withName("licence_key_count"));

    private static final MethodHandle CREATE = Native.fallible("seatbook_book_create", STR, POINTER, POINTER);
    private static final MethodHandle OPEN = Native.fallible("seatbook_book_open", STR, POINTER, POINTER);
    private static final MethodHandle IN_MEMORY = Native.fallible("seatbook_book_in_memory", POINTER);
    private static final MethodHandle CLOSE = Native.fallible("seatbook_book_close", POINTER);
    private static final MethodHandle LOAD_FROM_JSON = Native.fallible("seatbook_load_from_json", STR, POINTER);
    private static final Native.Free LOAD_FREE = Native.free("seatbook_load_free");
    private static final MethodHandle LOAD = Native.fallible("seatbook_book_load", POINTER, POINTER, POINTER, POINTER);
    private static final Native.Free LOAD_REPORT_FREE = Native.free("seatbook_load_report_free");
    private static final Native.Number REFUSED = Native.number("seatbook_load_report_refused_len");
    private static final Native.NumberAt REFUSED_ENTITY = Native.intAt("seatbook_load_report_refused_entity");
    private static final Native.TextAt REFUSED_ID = Native.textAt("seatbook_load_report_refused_id");
    private static final Native.TextAt REFUSED_MESSAGE = Native.textAt("seatbook_load_report_refused_message");
    private static final Native.Name ENTITY_NAME = Native.name("seatbook_entity_name");
    private static final MethodHandle APPLY_USERS = Native.fallible(
            "seatbook_apply_users", POINTER, INT, POINTER, LONG, POINTER, LONG, POINTER, POINTER, POINTER);
    private static final MethodHandle APPLY_JSON = Native.fallible("seatbook_apply_json", POINTER, STR, POINTER);
    private static final MethodHandle QUERY_JSON = Native.fallible("seatbook_query_json", POINTER, STR, POINTER);
    private static final Native.Text TEXT = Native.text("seatbook_text_str");
    private static final Native.Free TEXT_FREE = Native.free("seatbook_text_free");
    private static final MethodHandle COUNT = Native.fallible("seatbook_book_counts", POINTER, STR, STR, INT, POINTER);
    private static final MethodHandle SUPPLY = Native.fallible("seatbook_book_supply", POINTER, STR, STR, INT, POINTER);
    private static final Native.Number SUPPLY_NEW = Native.number("seatbook_supply_new_seats");
    private static final Native.Number SUPPLY_ENDS = Native.number("seatbook_supply_reusable_len");
    private static final Native.NumberAt SUPPLY_ENDS_ON = Native.intAt("seatbook_supply_reusable_ends_on");
    private static final Native.NumberAt SUPPLY_SEATS = Native.numberAt("seatbook_supply_reusable_seats");
    private static final Native.Free SUPPLY_FREE = Native.free("seatbook_supply_free");
    private static final MethodHandle HOLDERS = Native.fallible(
            "seatbook_book_holders", POINTER, STR, INT, STR, LONG, POINTER);
    private static final Native.Number HOLDERS_LEN = Native.number("seatbook_holders_len");
    private static final Native.Text HOLDERS_NEXT = Native.text("seatbook_holders_next");
    private static final Native.TextAt HOLDER = Native.textAt("seatbook_holders_holder");
    private static final Native.TextAt HOLDER_POOL = Native.textAt("seatbook_holders_pool");
    private static final Native.NumberAt HOLDER_SEAT = Native.intAt("seatbook_holders_seat");
    private static final Native.NumberAt HOLDER_STATE = Native.intAt("seatbook_holders_state");
    private static final Native.NumberAt HOLDER_ENDS_ON = Native.intAt("seatbook_holders_ends_on");
    private static final Native.Name STATE_NAME = Native.name("seatbook_seat_state_name");
    private static final Native.Free HOLDERS_FREE = Native.free("seatbook_holders_free");

    private MemorySegment object;

    private Book(MemorySegment object) {
        this.object = object;
    }

    /** Something that a load did not take, and why. */
    public record Refused(String entity, String id, String message) {
    }

    /** Seats of a product on a day. */
    public record Counts(long total, long assigned, long started, long available, long newSeats, long reusable) {
    }

    /** What could be handed out on a day: new seats, and started ones by their last day. */
    public record Supply(long newSeats, List<Reusable> reusable) {
    }

    /** Started seats that nobody has. */
    public record Reusable(Optional<LocalDate> endsOn, long seats) {
    }

    /** Somebody who holds a seat. */
    public record Holder(String id, Report.Seat seat, String state, Optional<LocalDate> endsOn) {
    }

    /** Makes a new book. It never overwrites anything. */
    public static Book create(Path path) {
        try (var arena = Arena.ofConfined()) {
            return new Book(Native.make(arena, CREATE, Native.str(arena, path.toString()), MemorySegment.NULL));
        }
    }

    /** Opens a book that is there. One process at a time may have it open for writing. */
    public static Book open(Path path) {
        try (var arena = Arena.ofConfined()) {
            return new Book(Native.make(arena, OPEN, Native.str(arena, path.toString()), MemorySegment.NULL));
        }
    }

    /** Opens a book to read in it, beside others who read and one who writes. */
    public static Book openReadOnly(Path path) {
        try (var arena = Arena.ofConfined()) {
            var options = Native.struct(arena, OPEN_OPTIONS);
            Native.set(options, OPEN_OPTIONS, "read_only", 1);
            return new Book(Native.make(arena, OPEN, Native.str(arena, path.toString()), options));
        }
    }

    public static Book inMemory() {
        try (var arena = Arena.ofConfined()) {
            return new Book(Native.make(arena, IN_MEMORY));
        }
    }

    /** Lets go of the file. Whatever happened before is on disk already. */
    @Override
    public synchronized void close() {
        if (object != null) {
            try (var arena = Arena.ofConfined()) {
                Native.call(arena, CLOSE, object);
            }
            object = null;
        }
    }

    /**
     * Takes over what the host knows: orgs, users, groups, products, pools, rules.
     *
     * @return what was not taken; the rest was
     */
    public List<Refused> load(String json, Options options) {
        try (var arena = Arena.ofConfined()) {
            var load = owned(arena, LOAD_FREE, Native.make(arena, LOAD_FROM_JSON, Native.str(arena, json)));
            var report = owned(arena, LOAD_REPORT_FREE, options.with(arena,
                    struct -> Native.make(arena, LOAD, object(), load, struct)));
            return LongStream.range(0, REFUSED.of(report))
                    .mapToObj(at -> new Refused(
                            Native.string(ENTITY_NAME, REFUSED_ENTITY.of(report, at)),
                            Native.string(REFUSED_ID, report, at), Native.string(REFUSED_MESSAGE, report, at)))
                    .toList();
        }
    }

    /** Gives each of the users a seat of each of the products, as far as there are seats. */
    public Report assign(List<String> users, List<String> products, Options options) {
        return users(ASSIGN, users, products, options);
    }

    /** Takes the products back from the users. */
    public Report revoke(List<String> users, List<String> products, Options options) {
        return users(REVOKE, users, products, options);
    }

    /** Does what a request in JSON says, whatever it is. */
    public Report apply(String json) {
        try (var arena = Arena.ofConfined()) {
            return new Report(Native.make(arena, APPLY_JSON, object(), Native.str(arena, json)));
        }
    }

    /** Answers a question in JSON, whatever it is, in JSON. */
    public String query(String json) {
        try (var arena = Arena.ofConfined()) {
            var answer = Native.make(arena, QUERY_JSON, object(), Native.str(arena, json));
            return Native.string(TEXT, owned(arena, TEXT_FREE, answer));
        }
    }

    /** What of the product could be handed out in an org on a day. */
    public Supply supply(String product, String org, LocalDate on) {
        try (var arena = Arena.ofConfined()) {
            var supply = owned(arena, SUPPLY_FREE, Native.make(
                    arena, SUPPLY, object(), Native.str(arena, product), Native.str(arena, org), Native.day(on)));
            var reusable = LongStream.range(0, SUPPLY_ENDS.of(supply))
                    .mapToObj(at -> new Reusable(
                            Native.date(SUPPLY_ENDS_ON.of(supply, at)), SUPPLY_SEATS.of(supply, at)))
                    .toList();
            return new Supply(SUPPLY_NEW.of(supply), reusable);
        }
    }

    /** Seats of a product in all orgs on a day. */
    public Counts counts(String product, LocalDate on) {
        try (var arena = Arena.ofConfined()) {
            var counts = Native.struct(arena, COUNTS);
            var everywhere = Native.str(arena, "");
            Native.call(arena, COUNT, object(), Native.str(arena, product), everywhere, Native.day(on), counts);
            return new Counts(
                    count(counts, "total"), count(counts, "assigned"), count(counts, "started"),
                    count(counts, "available"), count(counts, "new_seats"), count(counts, "reusable"));
        }
    }

    /** Everybody who holds the product on a day; they are read page by page. */
    public void forEachHolder(String product, LocalDate on, Consumer<? super Holder> action) {
        var cursor = "";
        do {
            var page = new ArrayList<Holder>();
            cursor = holders(product, on, cursor, page);
            page.forEach(action);
        } while (!cursor.isEmpty());
    }

    private String holders(String product, LocalDate on, String cursor, List<Holder> page) {
        try (var arena = Arena.ofConfined()) {
            var holders = owned(arena, HOLDERS_FREE, Native.make(
                    arena, HOLDERS, object(), Native.str(arena, product), Native.day(on), Native.str(arena, cursor),
                    PAGE));
            for (long at = 0; at < HOLDERS_LEN.of(holders); at++) {
                page.add(new Holder(
                        Native.string(HOLDER, holders, at),
                        new Report.Seat(Native.string(HOLDER_POOL, holders, at), (int) HOLDER_SEAT.of(holders, at)),
                        Native.string(STATE_NAME, HOLDER_STATE.of(holders, at)),
                        Native.date(HOLDER_ENDS_ON.of(holders, at))));
            }
            return Native.string(HOLDERS_NEXT, holders);
        }
    }

    private Report users(int op, List<String> users, List<String> products, Options options) {
        try (var arena = Arena.ofConfined()) {
            return new Report(options.with(arena, struct -> Native.make(
                    arena, APPLY_USERS, object(), op, Native.strs(arena, users), (long) users.size(),
                    Native.strs(arena, products), (long) products.size(), MemorySegment.NULL, struct)));
        }
    }

    /** An object that is freed with the arena. */
    private static MemorySegment owned(Arena arena, Native.Free free, MemorySegment made) {
        return made.reinterpret(arena, free::accept);
    }

    private static long count(MemorySegment counts, String field) {
        return Native.slice(counts, COUNTS, field).get(LONG, 0);
    }

    private synchronized MemorySegment object() {
        if (object == null) {
            throw new IllegalStateException("the book is closed");
        }
        return object;
    }
}
