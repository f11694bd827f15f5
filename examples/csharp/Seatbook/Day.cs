using System;

namespace Seatbook
{
    /// <summary>Days as the library counts them.</summary>
    internal static class Day
    {
        private const int None = int.MinValue;
        private static readonly DateTime First = new DateTime(1970, 1, 1);

        internal static int From(DateTime date) => (date.Date - First).Days;

        internal static DateTime? ToDate(int day) => day == None ? (DateTime?)null : First.AddDays(day);
    }
}
