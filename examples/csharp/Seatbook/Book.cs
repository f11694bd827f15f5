using System;
using System.Collections.Generic;

namespace Seatbook
{
    /// <summary>Something that a load did not take, and why.</summary>
    public sealed class RefusedEntity
    {
        internal RefusedEntity(LoadReportHandle report, UIntPtr at)
        {
            Entity = Native.Name(Native.seatbook_entity_name(Native.seatbook_load_report_refused_entity(report, at)));
            Id = Native.seatbook_load_report_refused_id(report, at).ToString();
            Message = Native.seatbook_load_report_refused_message(report, at).ToString();
        }

        public string Entity { get; }

        public string Id { get; }

        public string Message { get; }
    }

    /// <summary>Somebody who holds a seat.</summary>
    public sealed class Holder
    {
        internal Holder(HoldersHandle holders, UIntPtr at)
        {
            Id = Native.seatbook_holders_holder(holders, at).ToString();
            Pool = Native.seatbook_holders_pool(holders, at).ToString();
            Seat = Native.seatbook_holders_seat(holders, at);
            State = Native.Name(Native.seatbook_seat_state_name(Native.seatbook_holders_state(holders, at)));
            EndsOn = Day.ToDate(Native.seatbook_holders_ends_on(holders, at));
        }

        public string Id { get; }

        public string Pool { get; }

        public uint Seat { get; }

        public string State { get; }

        public DateTime? EndsOn { get; }
    }

    /// <summary>
    /// A book of licence seats, in a file or in memory. It may be used from many threads.
    /// </summary>
    /// <remarks>
    /// Whatever has a method here goes through typed functions; everything else that the library can do is asked for in
    /// JSON with <see cref="Apply"/> and <see cref="Query"/>: bring your own parser.
    /// </remarks>
    public sealed class Book : IDisposable
    {
        private const int OpAssign = 1;
        private const int OpRevoke = 2;

        private readonly BookHandle handle;

        private Book(IntPtr made)
        {
            handle = new BookHandle(made);
        }

        /// <summary>Makes a new book. It never overwrites anything.</summary>
        public static Book Create(string path)
        {
            IntPtr made = IntPtr.Zero, error = IntPtr.Zero;
            using (var texts = new Texts())
            {
                Native.Check(Native.seatbook_book_create(texts.One(path), IntPtr.Zero, ref made, ref error), error);
            }
            return new Book(made);
        }

        /// <summary>Opens a book that is there. One process at a time may have it open for writing.</summary>
        public static Book Open(string path, bool readOnly = false)
        {
            IntPtr made = IntPtr.Zero, error = IntPtr.Zero;
            var size = Native.SizeOf<NativeOpenOptions>();
            var options = new NativeOpenOptions { Size = size, ReadOnly = readOnly ? 1u : 0u };
            using (var texts = new Texts())
            {
                Native.Check(Native.seatbook_book_open(texts.One(path), ref options, ref made, ref error), error);
            }
            return new Book(made);
        }

        public static Book InMemory()
        {
            IntPtr made = IntPtr.Zero, error = IntPtr.Zero;
            Native.Check(Native.seatbook_book_in_memory(ref made, ref error), error);
            return new Book(made);
        }

        /// <summary>Lets go of the file. Whatever happened before is on disk already.</summary>
        public void Dispose() => handle.Dispose();

        /// <summary>Takes over what the host knows: orgs, users, groups, products, pools, rules.</summary>
        /// <returns>What was not taken; the rest was.</returns>
        public IReadOnlyList<RefusedEntity> Load(string json, Options options)
        {
            IntPtr made = IntPtr.Zero, reported = IntPtr.Zero, error = IntPtr.Zero;
            using (var texts = new Texts())
            {
                Native.Check(Native.seatbook_load_from_json(texts.One(json), ref made, ref error), error);
                using (var load = new LoadHandle(made))
                {
                    options.With(texts, (ref NativeOptions native, ref IntPtr failure) =>
                        Native.seatbook_book_load(handle, load, ref native, ref reported, ref failure));
                }
            }
            using (var report = new LoadReportHandle(reported))
            {
                var refused = new List<RefusedEntity>();
                for (var at = 0u; at < (uint)Native.seatbook_load_report_refused_len(report); at++)
                {
                    refused.Add(new RefusedEntity(report, (UIntPtr)at));
                }
                return refused;
            }
        }

        /// <summary>Gives each of the users a seat of each of the products, as far as there are seats.</summary>
        public Report Assign(IReadOnlyList<string> users, IReadOnlyList<string> products, Options options) =>
            Users(OpAssign, users, products, options);

        /// <summary>Takes the products back from the users.</summary>
        public Report Revoke(IReadOnlyList<string> users, IReadOnlyList<string> products, Options options) =>
            Users(OpRevoke, users, products, options);

        /// <summary>Does what a request in JSON says, whatever it is.</summary>
        public Report Apply(string json)
        {
            IntPtr made = IntPtr.Zero, error = IntPtr.Zero;
            using (var texts = new Texts())
            {
                Native.Check(Native.seatbook_apply_json(handle, texts.One(json), ref made, ref error), error);
            }
            return new Report(made);
        }

        /// <summary>Answers a question in JSON, whatever it is, in JSON.</summary>
        public string Query(string json)
        {
            IntPtr made = IntPtr.Zero, error = IntPtr.Zero;
            using (var texts = new Texts())
            {
                Native.Check(Native.seatbook_query_json(handle, texts.One(json), ref made, ref error), error);
            }
            using (var answer = new TextHandle(made))
            {
                return Native.seatbook_text_str(answer).ToString();
            }
        }

        /// <summary>The last days of started seats that nobody has, for an org on a day.</summary>
        public IReadOnlyList<DateTime?> ReusableUntil(string product, string org, DateTime on)
        {
            IntPtr made = IntPtr.Zero, error = IntPtr.Zero;
            using (var texts = new Texts())
            {
                Native.Check(
                    Native.seatbook_book_supply(
                        handle, texts.One(product), texts.One(org), Day.From(on), ref made, ref error),
                    error);
            }
            using (var supply = new SupplyHandle(made))
            {
                var days = new List<DateTime?>();
                for (var at = 0u; at < (uint)Native.seatbook_supply_reusable_len(supply); at++)
                {
                    days.Add(Day.ToDate(Native.seatbook_supply_reusable_ends_on(supply, (UIntPtr)at)));
                }
                return days;
            }
        }

        /// <summary>Everybody who holds the product on a day, read page by page.</summary>
        public IEnumerable<Holder> Holders(string product, DateTime on, int page = 1000)
        {
            var cursor = "";
            do
            {
                using (var holders = HoldersFrom(product, on, cursor, page))
                {
                    for (var at = 0u; at < (uint)Native.seatbook_holders_len(holders); at++)
                    {
                        yield return new Holder(holders, (UIntPtr)at);
                    }
                    cursor = Native.seatbook_holders_next(holders).ToString();
                }
            }
            while (cursor.Length > 0);
        }

        /// <summary>Seats of a product on a day, in all orgs or in one and those below it.</summary>
        public Counts Counts(string product, DateTime on, string org = "")
        {
            var error = IntPtr.Zero;
            var counts = new Counts { Size = Native.SizeOf<Counts>() };
            using (var texts = new Texts())
            {
                Native.Check(
                    Native.seatbook_book_counts(
                        handle, texts.One(product), texts.One(org), Day.From(on), ref counts, ref error),
                    error);
            }
            return counts;
        }

        private HoldersHandle HoldersFrom(string product, DateTime on, string cursor, int page)
        {
            IntPtr made = IntPtr.Zero, error = IntPtr.Zero;
            using (var texts = new Texts())
            {
                var limit = (UIntPtr)checked((uint)page);
                Native.Check(
                    Native.seatbook_book_holders(
                        handle, texts.One(product), Day.From(on), texts.One(cursor), limit, ref made, ref error),
                    error);
            }
            return new HoldersHandle(made);
        }

        private Report Users(int op, IReadOnlyList<string> users, IReadOnlyList<string> products, Options options)
        {
            var made = IntPtr.Zero;
            using (var texts = new Texts())
            {
                Str[] who = texts.Many(users), what = texts.Many(products);
                options.With(texts, (ref NativeOptions native, ref IntPtr error) => Native.seatbook_apply_users(
                    handle, op, who, (UIntPtr)(uint)who.Length, what, (UIntPtr)(uint)what.Length, IntPtr.Zero,
                    ref native, ref made, ref error));
            }
            return new Report(made);
        }
    }
}
