using System;

namespace Seatbook
{
    /// <summary>A call failed and changed nothing. A row that was refused is not an exception.</summary>
    public sealed class SeatbookException : Exception
    {
        internal SeatbookException(string message, int code, string status) : base(message)
        {
            Code = code;
            Status = status;
        }

        /// <summary>The number of the status, as in seatbook.h.</summary>
        public int Code { get; }

        /// <summary>The status in words, such as <c>unknown_product</c> or <c>busy</c>.</summary>
        public string Status { get; }
    }
}
