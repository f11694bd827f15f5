package seatbook;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;

/**
 * libseatbook through the foreign function interface.
 *
 * <p>The system property {@code seatbook.library}, or the environment variable {@code SEATBOOK_LIBRARY}, says which
 * library, if it is not where the system's loader looks.
 */
final class Native {
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    static final ValueLayout POINTER = ValueLayout.ADDRESS;

    /** A text: bytes and their number, no NUL. */
    static final StructLayout STR = MemoryLayout.structLayout(POINTER.withName("data"), LONG.withName("len"));

    private static final int NO_DAY = Integer.MIN_VALUE;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = load();

    private static final MethodHandle ERROR_STATUS = function("seatbook_error_status", INT, POINTER);
    private static final Text ERROR_MESSAGE = text("seatbook_error_message");
    private static final Free ERROR_FREE = free("seatbook_error_free");
    private static final MethodHandle STATUS_NAME = function("seatbook_status_name", POINTER, INT);

    /** A function that gives a text of an object. */
    @FunctionalInterface
    public interface Text {
        MemorySegment of(SegmentAllocator allocator, MemorySegment object);
    }

    /** A function that gives a text of one row of an object. */
    @FunctionalInterface
    public interface TextAt {
        MemorySegment of(SegmentAllocator allocator, MemorySegment object, long row);
    }

    /** A function that gives a number of an object. */
    @FunctionalInterface
    public interface Number {
        long of(MemorySegment object);
    }

    /** A function that gives a number of one row of an object; also a 32 bit one. */
    @FunctionalInterface
    public interface NumberAt {
        long of(MemorySegment object, long row);
    }

    /** A function that gives the name of a number. */
    @FunctionalInterface
    public interface Name {
        MemorySegment of(int number);
    }

    /** A function that says of which kind a number is. */
    @FunctionalInterface
    public interface Kind {
        int of(int number);
    }

    /** A function that frees an object. */
    @FunctionalInterface
    public interface Free {
        void accept(MemorySegment object);
    }

    private Native() {
    }

    static Text text(String name) {
        return MethodHandleProxies.asInterfaceInstance(Text.class, function(name, STR, POINTER));
    }

    static TextAt textAt(String name) {
        return MethodHandleProxies.asInterfaceInstance(TextAt.class, function(name, STR, POINTER, LONG));
    }

    static Number number(String name) {
        return MethodHandleProxies.asInterfaceInstance(Number.class, function(name, LONG, POINTER));
    }

    static NumberAt numberAt(String name) {
        return MethodHandleProxies.asInterfaceInstance(NumberAt.class, function(name, LONG, POINTER, LONG));
    }

    static NumberAt intAt(String name) {
        return MethodHandleProxies.asInterfaceInstance(NumberAt.class, function(name, INT, POINTER, LONG));
    }

    static Name name(String name) {
        return MethodHandleProxies.asInterfaceInstance(Name.class, function(name, POINTER, INT));
    }

    static Kind kind(String name) {
        return MethodHandleProxies.asInterfaceInstance(Kind.class, function(name, INT, INT));
    }

    static Free free(String name) {
        return MethodHandleProxies.asInterfaceInstance(Free.class, LINKER.downcallHandle(
                address(name), FunctionDescriptor.ofVoid(POINTER)));
    }

    /** A function that can fail: its last parameter, {@code out_error}, is added here. */
    static MethodHandle fallible(String name, MemoryLayout... parameters) {
        var all = Arrays.copyOf(parameters, parameters.length + 1);
        all[parameters.length] = POINTER;
        return function(name, INT, all);
    }

    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... parameters) {
        return LINKER.downcallHandle(address(name), FunctionDescriptor.of(result, parameters));
    }

    /** Calls a function that can fail. */
    static void call(Arena arena, MethodHandle function, Object... arguments) {
        var error = arena.allocate(POINTER);
        var all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = error;
        if ((int) invoke(function, all) != 0) {
            throw exception(error.get(ValueLayout.ADDRESS, 0));
        }
    }

    /** Calls a function that can fail and whose last parameter before {@code out_error} is an object that it makes. */
    static MemorySegment make(Arena arena, MethodHandle function, Object... arguments) {
        var made = arena.allocate(POINTER);
        var all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = made;
        call(arena, function, all);
        return made.get(ValueLayout.ADDRESS, 0);
    }

    /** A text on its way into a call. */
    static MemorySegment str(Arena arena, String text) {
        return put(arena, arena.allocate(STR), text);
    }

    /** Texts on their way into a call. */
    static MemorySegment strs(Arena arena, List<String> texts) {
        var all = arena.allocate(STR, texts.size());
        for (int at = 0; at < texts.size(); at++) {
            put(arena, all.asSlice(at * STR.byteSize(), STR), texts.get(at));
        }
        return all;
    }

    static MemorySegment put(Arena arena, MemorySegment view, String text) {
        try {
            // getBytes() would make "?" of half a surrogate pair, and so perhaps somebody else's id.
            var bytes = MemorySegment.ofBuffer(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)));
            view.set(ValueLayout.ADDRESS, 0, arena.allocate(bytes.byteSize()).copyFrom(bytes));
            view.set(LONG, ValueLayout.ADDRESS.byteSize(), bytes.byteSize());
            return view;
        } catch (CharacterCodingException why) {
            throw new IllegalArgumentException("half a surrogate pair has no UTF-8", why);
        }
    }

    /** A copy of a text that belongs to an object of the library. */
    static String string(Text text, MemorySegment object) {
        try (var arena = Arena.ofConfined()) {
            return string(text.of(arena, object));
        }
    }

    /** A copy of a text of one row. */
    static String string(TextAt text, MemorySegment object, long row) {
        try (var arena = Arena.ofConfined()) {
            return string(text.of(arena, object, row));
        }
    }

    /** A name that lives for ever and ends with NUL. */
    static String string(Name name, long number) {
        return name.of((int) number).reinterpret(Long.MAX_VALUE).getString(0);
    }

    private static String string(MemorySegment view) {
        long length = view.get(LONG, ValueLayout.ADDRESS.byteSize());
        var bytes = view.get(ValueLayout.ADDRESS, 0).reinterpret(length).toArray(ValueLayout.JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A new struct that begins with its size; all else is 0. */
    static MemorySegment struct(Arena arena, StructLayout layout) {
        var struct = arena.allocate(layout);
        struct.set(LONG, 0, layout.byteSize());
        return struct;
    }

    static void set(MemorySegment struct, StructLayout layout, String field, int value) {
        struct.set(INT, layout.byteOffset(groupElement(field)), value);
    }

    static MemorySegment slice(MemorySegment struct, StructLayout layout, String field) {
        return struct.asSlice(layout.byteOffset(groupElement(field)), layout.select(groupElement(field)));
    }

    /** Days are counted as {@link LocalDate} counts them. */
    static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }

    static Optional<LocalDate> date(long day) {
        return day == NO_DAY ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(day));
    }

    private static SeatbookException exception(MemorySegment error) {
        try {
            int status = (int) invoke(ERROR_STATUS, error);
            var name = (MemorySegment) invoke(STATUS_NAME, status);
            return new SeatbookException(
                    string(ERROR_MESSAGE, error), status, name.reinterpret(Long.MAX_VALUE).getString(0));
        } finally {
            ERROR_FREE.accept(error);
        }
    }

    private static Object invoke(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (RuntimeException | Error unchecked) {
            throw unchecked;
        } catch (Throwable impossible) {
            throw new AssertionError("C throws nothing", impossible);
        }
    }

    private static MemorySegment address(String name) {
        return LIBRARY.find(name).orElseThrow(() -> new UnsatisfiedLinkError(library() + " has no " + name));
    }

    private static String library() {
        return Optional.ofNullable(System.getProperty("seatbook.library"))
                .or(() -> Optional.ofNullable(System.getenv("SEATBOOK_LIBRARY")))
                .filter(path -> !path.isEmpty())
                .orElse("libseatbook.so.0");
    }

    private static SymbolLookup load() {
        var library = library();
        try {
            return SymbolLookup.libraryLookup(library, Arena.global());
        } catch (IllegalArgumentException why) {
            throw new UnsatisfiedLinkError("cannot load " + library
                    + "; install libseatbook, or set SEATBOOK_LIBRARY to its path");
        }
    }
}
