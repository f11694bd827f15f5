package seatbook;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.LocalDate;
import java.util.function.Function;

import static seatbook.Native.INT;
import static seatbook.Native.LONG;
import static seatbook.Native.POINTER;
import static seatbook.Native.STR;

/**
 * What goes with everything that changes a book. The library never reads a clock: {@code on} is the day.
 *
 * @param actor     who asks, for the journal
 * @param reason    why, for the journal
 * @param requestId asking again with the same id gives the first report and changes nothing
 * @param atomic    all rows or none
 * @param dryRun    only say what would happen
 * @param progress  is told how far the request is; null for nobody
 */
public record Options(
        LocalDate on, String actor, String reason, String requestId, boolean atomic, boolean dryRun,
        Progress progress) {

    /** Told rows done and rows in all; false stops the request. */
    @FunctionalInterface
    public interface Progress {
        boolean rows(long done, long total);
    }

    private static final StructLayout LAYOUT = MemoryLayout.structLayout(
            LONG.withName("size"), INT.withName("on"), INT.withName("mode"), INT.withName("dry_run"),
            INT.withName("has_at"), LONG.withName("at"), LONG.withName("expected_revision"),
            INT.withName("has_expected_revision"), INT.withName("unit"), STR.withName("actor_id"),
            STR.withName("actor_role"), STR.withName("reason"), STR.withName("request_id"),
            POINTER.withName("progress"), POINTER.withName("progress_userdata"), POINTER.withName("cancel"));

    public static Options on(LocalDate day) {
        return new Options(day, "", "", "", false, false, null);
    }

    public Options by(String actor, String reason) {
        return new Options(on, actor, reason, requestId, atomic, dryRun, progress);
    }

    public Options withRequestId(String requestId) {
        return new Options(on, actor, reason, requestId, atomic, dryRun, progress);
    }

    public Options withProgress(Progress progress) {
        return new Options(on, actor, reason, requestId, atomic, dryRun, progress);
    }

    public Options asDryRun() {
        return new Options(on, actor, reason, requestId, atomic, true, progress);
    }

    /** Makes a call with these options as the C library takes them. */
    MemorySegment with(Arena arena, Function<MemorySegment, MemorySegment> call) {
        var struct = Native.struct(arena, LAYOUT);
        Native.set(struct, LAYOUT, "on", Native.day(on));
        Native.set(struct, LAYOUT, "mode", atomic ? 1 : 0);
        Native.set(struct, LAYOUT, "dry_run", dryRun ? 1 : 0);
        Native.put(arena, Native.slice(struct, LAYOUT, "actor_id"), actor);
        Native.put(arena, Native.slice(struct, LAYOUT, "reason"), reason);
        Native.put(arena, Native.slice(struct, LAYOUT, "request_id"), requestId);
        if (progress == null) {
            return call.apply(struct);
        }
        var watcher = new Watcher(progress);
        Native.slice(struct, LAYOUT, "progress").set(ValueLayout.ADDRESS, 0, watcher.stub(arena));
        try {
            return call.apply(struct);
        } catch (SeatbookException stopped) {
            throw watcher.thrown != null ? watcher.thrown : stopped;
        }
    }

    /** Nothing may be thrown through C, it would end the virtual machine: it is kept, and the request stops. */
    private static final class Watcher {
        private final Progress progress;
        private RuntimeException thrown;

        private Watcher(Progress progress) {
            this.progress = progress;
        }

        @SuppressWarnings("unused") // C calls it
        private int rows(MemorySegment userdata, long done, long total) {
            try {
                return progress.rows(done, total) ? 0 : 1;
            } catch (RuntimeException exception) {
                thrown = exception;
            } catch (Throwable error) {
                thrown = new IllegalStateException("the progress function failed", error);
            }
            return 1;
        }

        private MemorySegment stub(Arena arena) {
            try {
                var type = MethodType.methodType(int.class, MemorySegment.class, long.class, long.class);
                var rows = MethodHandles.lookup().bind(this, "rows", type);
                return Linker.nativeLinker().upcallStub(rows, FunctionDescriptor.of(INT, POINTER, LONG, LONG), arena);
            } catch (ReflectiveOperationException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
