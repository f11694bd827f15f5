using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace Seatbook
{
    /// <summary>Texts on their way into a call: dispose of them when it is done.</summary>
    internal sealed class Texts : IDisposable
    {
        // Half a surrogate pair is an error, not a question mark.
        private static readonly Encoding Utf8 = new UTF8Encoding(false, true);
        private readonly List<IntPtr> memory = new List<IntPtr>();

        internal Str One(string text)
        {
            if (text == null)
            {
                throw new ArgumentNullException(nameof(text));
            }
            var bytes = Utf8.GetBytes(text);
            var copy = Marshal.AllocHGlobal(Math.Max(bytes.Length, 1));
            memory.Add(copy);
            Marshal.Copy(bytes, 0, copy, bytes.Length);
            return new Str { Data = copy, Length = (UIntPtr)(uint)bytes.Length };
        }

        internal Str[] Many(IReadOnlyList<string> texts)
        {
            var all = new Str[texts.Count];
            for (var at = 0; at < all.Length; at++)
            {
                all[at] = One(texts[at]);
            }
            return all;
        }

        public void Dispose()
        {
            memory.ForEach(Marshal.FreeHGlobal);
            memory.Clear();
        }
    }
}
