using System;
using System.Collections;
using System.Collections.Generic;

namespace Seatbook
{
    /// <summary>What became of one user and one product.</summary>
    public sealed class Row
    {
        internal Row(ReportHandle report, UIntPtr at)
        {
            var outcome = Native.seatbook_report_row_outcome(report, at);
            Target = Native.seatbook_report_row_target(report, at).ToString();
            Product = Native.seatbook_report_row_product(report, at).ToString();
            Outcome = Native.Name(Native.seatbook_outcome_name(outcome));
            Refused = Native.seatbook_outcome_class(outcome) == 3;
            Sentence = Native.seatbook_report_row_sentence(report, at).ToString();
            Pool = Native.seatbook_report_row_seat_pool(report, at).ToString();
            Seat = Native.seatbook_report_row_seat_number(report, at);
            EndsOn = Day.ToDate(Native.seatbook_report_row_ends_on(report, at));
        }

        public string Target { get; }

        public string Product { get; }

        /// <summary>In words, such as <c>assigned</c> or <c>no_seat_left</c>.</summary>
        public string Outcome { get; }

        public bool Refused { get; }

        /// <summary>The reason, for people.</summary>
        public string Sentence { get; }

        /// <summary>The pool that the seat is from; empty if there is none.</summary>
        public string Pool { get; }

        public uint Seat { get; }

        public DateTime? EndsOn { get; }
    }

    /// <summary>A product with too few seats.</summary>
    public sealed class Shortfall
    {
        internal Shortfall(ReportHandle report, UIntPtr at)
        {
            Product = Native.seatbook_report_shortfall_product(report, at).ToString();
            Needed = Native.seatbook_report_shortfall_needed(report, at);
            Available = Native.seatbook_report_shortfall_available(report, at);
            Missing = Native.seatbook_report_shortfall_missing(report, at);
        }

        public string Product { get; }

        public ulong Needed { get; }

        public ulong Available { get; }

        public ulong Missing { get; }
    }

    /// <summary>
    /// What became of a request, row by row in its order. Rows are read when they are asked for.
    /// </summary>
    public sealed class Report : IReadOnlyList<Row>, IDisposable
    {
        private readonly ReportHandle handle;

        internal Report(IntPtr made)
        {
            handle = new ReportHandle(made);
        }

        public int Count => (int)Native.seatbook_report_len(handle);

        /// <summary>Rows that took effect.</summary>
        public ulong Changed => Native.seatbook_report_changed(handle);

        public ulong Refused => Native.seatbook_report_failed(handle);

        /// <summary>The operation's number in the journal; 0 if it was not written down.</summary>
        public ulong Operation => Native.seatbook_report_operation(handle);

        public IEnumerable<Shortfall> Shortfalls
        {
            get
            {
                for (var at = 0u; at < (uint)Native.seatbook_report_shortfall_count(handle); at++)
                {
                    yield return new Shortfall(handle, (UIntPtr)at);
                }
            }
        }

        public Row this[int index] => index >= 0 && index < Count
            ? new Row(handle, (UIntPtr)(uint)index)
            : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<Row> GetEnumerator()
        {
            for (var at = 0; at < Count; at++)
            {
                yield return this[at];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public void Dispose() => handle.Dispose();
    }
}
