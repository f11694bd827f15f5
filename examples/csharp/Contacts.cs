using System;
using System.Globalization;
using System.Text;
using Seatbook;

/// <summary>Seats for the contacts of a CRM, as a plug-in would see to them.</summary>
/// <remarks><c>mono Contacts.exe [where to make the book]</c></remarks>
public static class Contacts
{
    private const string Skåne = @"{
        ""orgs"": [{""id"": ""skåne"", ""name"": ""Skåne""}],
        ""users"": [
            {""id"": ""åsa"", ""org"": ""skåne""},
            {""id"": ""björn"", ""org"": ""skåne""},
            {""id"": ""陳偉"", ""org"": ""skåne""},
            {""id"": ""zoë"", ""org"": ""skåne"", ""enabled"": false},
            {""id"": ""émile"", ""org"": ""lycée""}
        ],
        ""products"": [{""id"": ""maths"", ""name"": ""Maths""}],
        ""pools"": [{""id"": ""order-7"", ""product"": ""maths"", ""org"": ""skåne"", ""quantity"": 2,
                     ""start_policy"": ""on_first_use"", ""duration"": ""12 months"", ""release"": ""reuse""}]
    }";

    private static readonly DateTime August = new DateTime(2026, 8, 17);
    private static readonly DateTime October = new DateTime(2026, 10, 5);
    private static readonly string[] Maths = { "maths" };

    public static int Main(string[] arguments)
    {
        Console.OutputEncoding = new UTF8Encoding(false);
        try
        {
            using (var book = Book.Create(arguments.Length > 0 ? arguments[0] : "contacts.book"))
            {
                Story(book);
            }
            return 0;
        }
        catch (SeatbookException failed)
        {
            Console.Error.WriteLine($"contacts: {failed.Message}");
        }
        catch (DllNotFoundException)
        {
            Console.Error.WriteLine(
                "contacts: cannot load libseatbook.so.0; install it, or set LD_LIBRARY_PATH to its folder");
        }
        return 1;
    }

    private static void Story(Book book)
    {
        var refused = book.Load(Skåne, new Options(August));
        Console.WriteLine("loaded");
        foreach (var one in refused)
        {
            Console.WriteLine($"  {one.Entity} {one.Id}: {one.Message}");
        }

        var august = new Options(August)
        {
            Actor = "crm",
            Reason = "new school year",
            Progress = (done, total) =>
            {
                Console.WriteLine($"\nprogress: {done} of {total} rows");
                return true;
            },
        };
        var five = new[] { "åsa", "björn", "陳偉", "zoë", "nobody" };
        Show("2026-08-17 seats for five", book.Assign(five, Maths, august));

        Show("2026-09-01 first lesson", book.Apply(@"{
            ""on"": ""2026-09-01"",
            ""items"": [{""op"": ""start"", ""users"": [""åsa"", ""björn""], ""product"": ""maths""}]
        }"));
        var october = new Options(October) { Actor = "crm", Reason = "moved away" };
        Show("2026-10-05 björn moves away", book.Revoke(new[] { "björn" }, Maths, october));

        var end = Date(book.ReusableUntil("maths", "skåne", October)[0]);
        Show($"2026-10-05 the seat until {end} for 陳偉", book.Apply($@"{{
            ""on"": ""2026-10-05"",
            ""items"": [{{""op"": ""reuse"", ""user"": ""陳偉"", ""product"": ""maths"", ""ends_on"": ""{end}""}}]
        }}"));

        Console.WriteLine("\nwho has maths");
        foreach (var holder in book.Holders("maths", October, page: 1))
        {
            Console.WriteLine($"  {holder.Id}: {holder.State}, until {Date(holder.EndsOn)}");
        }
        var counts = book.Counts("maths", October);
        Console.WriteLine($"  {counts.Total} seats: {counts.Assigned} assigned, {counts.Available} available");

        Console.WriteLine("\nwhat is not there");
        try
        {
            book.Assign(new[] { "åsa" }, new[] { "physics" }, october).Dispose();
        }
        catch (SeatbookException unknown)
        {
            Console.WriteLine($"  {unknown.Code} {unknown.Status}: {unknown.Message}");
        }
    }

    /// <summary>Prints a report and disposes of it.</summary>
    private static void Show(string title, Report report)
    {
        using (report)
        {
            Console.WriteLine($"\n{title}");
            foreach (var row in report)
            {
                Console.WriteLine($"  {row.Target}: {row.Outcome} ({row.Sentence})");
            }
            Console.WriteLine($"  {report.Changed} changed, {report.Refused} refused");
            foreach (var missing in report.Shortfalls)
            {
                Console.WriteLine(
                    $"  {missing.Product}: {missing.Needed} needed, {missing.Available} available, " +
                    $"{missing.Missing} missing");
            }
        }
    }

    private static string Date(DateTime? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "no end";
}
