using System;
using System.Runtime.InteropServices;

namespace Seatbook
{
    /// <summary>What goes with everything that changes a book. The library never reads a clock.</summary>
    public sealed class Options
    {
        public Options(DateTime on)
        {
            On = on;
        }

        internal delegate int Call(ref NativeOptions options, ref IntPtr error);

        public DateTime On { get; }

        /// <summary>Who asks, for the journal.</summary>
        public string Actor { get; set; } = "";

        /// <summary>Why, for the journal.</summary>
        public string Reason { get; set; } = "";

        /// <summary>Asking again with the same id gives the first report and changes nothing.</summary>
        public string RequestId { get; set; } = "";

        /// <summary>All rows or none.</summary>
        public bool Atomic { get; set; }

        /// <summary>Only say what would happen.</summary>
        public bool DryRun { get; set; }

        /// <summary>Told rows done and rows in all; false stops the request.</summary>
        public Func<long, long, bool> Progress { get; set; }

        /// <summary>Makes a call with these options as the C library takes them.</summary>
        /// <remarks>
        /// Nothing may be thrown through C: what the progress function throws is kept, and the request stops.
        /// </remarks>
        internal void With(Texts texts, Call call)
        {
            Exception thrown = null;
            NativeProgress told = (userdata, done, total) =>
            {
                try
                {
                    return Progress((long)done, (long)total) ? 0 : 1;
                }
                catch (Exception exception)
                {
                    thrown = exception;
                    return 1;
                }
            };
            var native = new NativeOptions
            {
                Size = Native.SizeOf<NativeOptions>(),
                On = Day.From(On),
                Mode = Atomic ? 1 : 0,
                DryRun = DryRun ? 1u : 0u,
                ActorId = texts.One(Actor),
                Reason = texts.One(Reason),
                RequestId = texts.One(RequestId),
                Progress = Progress == null ? IntPtr.Zero : Marshal.GetFunctionPointerForDelegate(told),
            };
            var error = IntPtr.Zero;
            var status = call(ref native, ref error);
            GC.KeepAlive(told);
            if (thrown != null)
            {
                Native.seatbook_error_free(error);
                throw new OperationCanceledException("the progress function failed", thrown);
            }
            Native.Check(status, error);
        }
    }
}
