using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Seatbook
{
    /// <summary>A text as C has it: bytes and their number, no NUL.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Str
    {
        internal IntPtr Data;
        internal UIntPtr Length;

        /// <summary>A copy: the bytes belong to an object of the library.</summary>
        public override string ToString()
        {
            var bytes = new byte[(int)Length];
            if (bytes.Length > 0)
            {
                Marshal.Copy(Data, bytes, 0, bytes.Length);
            }
            return Encoding.UTF8.GetString(bytes);
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeOptions
    {
        internal UIntPtr Size;
        internal int On;
        internal int Mode;
        internal uint DryRun;
        internal uint HasAt;
        internal long At;
        internal ulong ExpectedRevision;
        internal uint HasExpectedRevision;
        internal int Unit;
        internal Str ActorId;
        internal Str ActorRole;
        internal Str Reason;
        internal Str RequestId;
        internal IntPtr Progress;
        internal IntPtr ProgressUserdata;
        internal IntPtr Cancel;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeOpenOptions
    {
        internal UIntPtr Size;
        internal uint ReadOnly;
        internal uint Trusted;
        internal long BusyTimeoutMs;
        internal ulong CacheBytes;
        internal IntPtr LicenceKeys;
        internal UIntPtr LicenceKeyCount;
    }

    /// <summary>Seats of a product on a day.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Counts
    {
        internal UIntPtr Size;
        public ulong Total;
        public ulong Assigned;
        public ulong Started;
        public ulong Available;
        public ulong NewSeats;
        public ulong Reusable;
        public ulong Retired;
        public ulong Expired;
        public ulong Upcoming;
        public ulong Suspended;
        public ulong Over;
        private uint unlimited;
        private uint reserved;

        public bool Unlimited => unlimited != 0;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate int NativeProgress(IntPtr userdata, UIntPtr done, UIntPtr total);

    internal abstract class Handle : SafeHandle
    {
        protected Handle(IntPtr made) : base(IntPtr.Zero, true)
        {
            SetHandle(made);
        }

        public override bool IsInvalid => handle == IntPtr.Zero;
    }

    internal sealed class BookHandle : Handle
    {
        internal BookHandle(IntPtr made) : base(made)
        {
        }

        protected override bool ReleaseHandle()
        {
            var error = IntPtr.Zero;
            var closed = Native.seatbook_book_close(handle, ref error) == 0;
            Native.seatbook_error_free(error);
            return closed;
        }
    }

    internal sealed class LoadHandle : Handle
    {
        internal LoadHandle(IntPtr made) : base(made)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.seatbook_load_free(handle);
            return true;
        }
    }

    internal sealed class LoadReportHandle : Handle
    {
        internal LoadReportHandle(IntPtr made) : base(made)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.seatbook_load_report_free(handle);
            return true;
        }
    }

    internal sealed class ReportHandle : Handle
    {
        internal ReportHandle(IntPtr made) : base(made)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.seatbook_report_free(handle);
            return true;
        }
    }

    internal sealed class HoldersHandle : Handle
    {
        internal HoldersHandle(IntPtr made) : base(made)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.seatbook_holders_free(handle);
            return true;
        }
    }

    internal sealed class SupplyHandle : Handle
    {
        internal SupplyHandle(IntPtr made) : base(made)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.seatbook_supply_free(handle);
            return true;
        }
    }

    internal sealed class TextHandle : Handle
    {
        internal TextHandle(IntPtr made) : base(made)
        {
        }

        protected override bool ReleaseHandle()
        {
            Native.seatbook_text_free(handle);
            return true;
        }
    }

    /// <summary>
    /// The functions of seatbook.h that are used here. What they make comes in a <c>ref IntPtr</c> that begins as zero,
    /// for they leave it alone when they fail.
    /// </summary>
    internal static class Native
    {
        private const string Library = "libseatbook.so.0";

        [DllImport(Library)] internal static extern IntPtr seatbook_status_name(int status);
        [DllImport(Library)] internal static extern IntPtr seatbook_outcome_name(int outcome);
        [DllImport(Library)] internal static extern int seatbook_outcome_class(int outcome);
        [DllImport(Library)] internal static extern IntPtr seatbook_seat_state_name(int state);
        [DllImport(Library)] internal static extern IntPtr seatbook_entity_name(int entity);

        [DllImport(Library)] internal static extern Str seatbook_error_message(IntPtr error);
        [DllImport(Library)] internal static extern void seatbook_error_free(IntPtr error);
        [DllImport(Library)] internal static extern Str seatbook_text_str(TextHandle text);
        [DllImport(Library)] internal static extern void seatbook_text_free(IntPtr text);

        [DllImport(Library)]
        internal static extern int seatbook_book_create(Str path, IntPtr options, ref IntPtr book, ref IntPtr error);

        [DllImport(Library)]
        internal static extern int seatbook_book_open(
            Str path, ref NativeOpenOptions options, ref IntPtr book, ref IntPtr error);

        [DllImport(Library)] internal static extern int seatbook_book_in_memory(ref IntPtr book, ref IntPtr error);
        [DllImport(Library)] internal static extern int seatbook_book_close(IntPtr book, ref IntPtr error);

        [DllImport(Library)]
        internal static extern int seatbook_load_from_json(Str json, ref IntPtr load, ref IntPtr error);

        [DllImport(Library)] internal static extern void seatbook_load_free(IntPtr load);

        [DllImport(Library)]
        internal static extern int seatbook_book_load(
            BookHandle book, LoadHandle load, ref NativeOptions options, ref IntPtr report, ref IntPtr error);

        [DllImport(Library)] internal static extern UIntPtr seatbook_load_report_refused_len(LoadReportHandle report);

        [DllImport(Library)]
        internal static extern int seatbook_load_report_refused_entity(LoadReportHandle report, UIntPtr index);

        [DllImport(Library)]
        internal static extern Str seatbook_load_report_refused_id(LoadReportHandle report, UIntPtr index);

        [DllImport(Library)]
        internal static extern Str seatbook_load_report_refused_message(LoadReportHandle report, UIntPtr index);

        [DllImport(Library)] internal static extern void seatbook_load_report_free(IntPtr report);

        [DllImport(Library)]
        internal static extern int seatbook_apply_users(
            BookHandle book, int op, Str[] users, UIntPtr userCount, Str[] products, UIntPtr productCount,
            IntPtr itemOptions, ref NativeOptions options, ref IntPtr report, ref IntPtr error);

        [DllImport(Library)]
        internal static extern int seatbook_apply_json(BookHandle book, Str json, ref IntPtr report, ref IntPtr error);

        [DllImport(Library)]
        internal static extern int seatbook_query_json(BookHandle book, Str json, ref IntPtr answer, ref IntPtr error);

        [DllImport(Library)] internal static extern UIntPtr seatbook_report_len(ReportHandle report);
        [DllImport(Library)] internal static extern ulong seatbook_report_operation(ReportHandle report);
        [DllImport(Library)] internal static extern ulong seatbook_report_changed(ReportHandle report);
        [DllImport(Library)] internal static extern ulong seatbook_report_failed(ReportHandle report);
        [DllImport(Library)] internal static extern UIntPtr seatbook_report_shortfall_count(ReportHandle report);

        [DllImport(Library)]
        internal static extern Str seatbook_report_shortfall_product(ReportHandle report, UIntPtr index);

        [DllImport(Library)]
        internal static extern ulong seatbook_report_shortfall_needed(ReportHandle report, UIntPtr index);

        [DllImport(Library)]
        internal static extern ulong seatbook_report_shortfall_available(ReportHandle report, UIntPtr index);

        [DllImport(Library)]
        internal static extern ulong seatbook_report_shortfall_missing(ReportHandle report, UIntPtr index);

        [DllImport(Library)] internal static extern Str seatbook_report_row_target(ReportHandle report, UIntPtr index);
        [DllImport(Library)] internal static extern Str seatbook_report_row_product(ReportHandle report, UIntPtr index);
        [DllImport(Library)] internal static extern int seatbook_report_row_outcome(ReportHandle report, UIntPtr index);

        [DllImport(Library)]
        internal static extern Str seatbook_report_row_seat_pool(ReportHandle report, UIntPtr index);

        [DllImport(Library)]
        internal static extern uint seatbook_report_row_seat_number(ReportHandle report, UIntPtr index);

        [DllImport(Library)] internal static extern int seatbook_report_row_ends_on(ReportHandle report, UIntPtr index);

        [DllImport(Library)]
        internal static extern Str seatbook_report_row_sentence(ReportHandle report, UIntPtr index);

        [DllImport(Library)] internal static extern void seatbook_report_free(IntPtr report);

        [DllImport(Library)]
        internal static extern int seatbook_book_supply(
            BookHandle book, Str product, Str org, int on, ref IntPtr supply, ref IntPtr error);

        [DllImport(Library)] internal static extern UIntPtr seatbook_supply_reusable_len(SupplyHandle supply);

        [DllImport(Library)]
        internal static extern int seatbook_supply_reusable_ends_on(SupplyHandle supply, UIntPtr index);

        [DllImport(Library)] internal static extern void seatbook_supply_free(IntPtr supply);

        [DllImport(Library)]
        internal static extern int seatbook_book_holders(
            BookHandle book, Str product, int on, Str cursor, UIntPtr limit, ref IntPtr holders, ref IntPtr error);

        [DllImport(Library)] internal static extern UIntPtr seatbook_holders_len(HoldersHandle holders);
        [DllImport(Library)] internal static extern Str seatbook_holders_next(HoldersHandle holders);
        [DllImport(Library)] internal static extern Str seatbook_holders_holder(HoldersHandle holders, UIntPtr index);
        [DllImport(Library)] internal static extern Str seatbook_holders_pool(HoldersHandle holders, UIntPtr index);
        [DllImport(Library)] internal static extern uint seatbook_holders_seat(HoldersHandle holders, UIntPtr index);
        [DllImport(Library)] internal static extern int seatbook_holders_state(HoldersHandle holders, UIntPtr index);
        [DllImport(Library)] internal static extern int seatbook_holders_ends_on(HoldersHandle holders, UIntPtr index);
        [DllImport(Library)] internal static extern void seatbook_holders_free(IntPtr holders);

        [DllImport(Library)]
        internal static extern int seatbook_book_counts(
            BookHandle book, Str product, Str org, int on, ref Counts counts, ref IntPtr error);

        /// <summary>Throws what a call left behind if it failed.</summary>
        internal static void Check(int status, IntPtr error)
        {
            if (status == 0)
            {
                return;
            }
            var message = seatbook_error_message(error).ToString();
            seatbook_error_free(error);
            throw new SeatbookException(message, status, Name(seatbook_status_name(status)));
        }

        /// <summary>Names are plain ASCII and live for ever.</summary>
        internal static string Name(IntPtr name) => Marshal.PtrToStringAnsi(name);

        internal static UIntPtr SizeOf<T>() => (UIntPtr)(uint)Marshal.SizeOf(typeof(T));
    }
}
