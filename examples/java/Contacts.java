import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

import seatbook.Book;
import seatbook.Options;
import seatbook.Report;
import seatbook.SeatbookException;

/**
 * Seats for the contacts of a CRM, as a plug-in would see to them.
 *
 * <pre>java --enable-native-access=ALL-UNNAMED Contacts.java [where to make the book]</pre>
 */
public final class Contacts {
    private static final String SKÅNE = """
            {
              "orgs": [{"id": "skåne", "name": "Skåne"}],
              "users": [
                {"id": "åsa", "org": "skåne"},
                {"id": "björn", "org": "skåne"},
                {"id": "陳偉", "org": "skåne"},
                {"id": "zoë", "org": "skåne", "enabled": false},
                {"id": "émile", "org": "lycée"}
              ],
              "products": [{"id": "maths", "name": "Maths"}],
              "pools": [{"id": "order-7", "product": "maths", "org": "skåne", "quantity": 2,
                         "start_policy": "on_first_use", "duration": "12 months", "release": "reuse"}]
            }""";

    private static final LocalDate AUGUST = LocalDate.of(2026, 8, 17);
    private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 5);

    // Whatever the terminal's own encoding is.
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    public static void main(String[] arguments) {
        var path = Path.of(arguments.length > 0 ? arguments[0] : "contacts.book");
        try (var book = Book.create(path)) {
            new Contacts().story(book);
        } catch (SeatbookException | UnsatisfiedLinkError failed) {
            System.err.println("contacts: " + failed.getMessage());
            System.exit(1);
        }
    }

    private void story(Book book) {
        var refused = book.load(SKÅNE, Options.on(AUGUST));
        out.println("loaded");
        refused.forEach(one -> out.println("  " + one.entity() + " " + one.id() + ": " + one.message()));

        var august = Options.on(AUGUST).by("crm", "new school year").withProgress((done, total) -> {
            out.println("\nprogress: " + done + " of " + total + " rows");
            return true;
        });
        show("2026-08-17 seats for five",
                book.assign(List.of("åsa", "björn", "陳偉", "zoë", "nobody"), List.of("maths"), august));

        show("2026-09-01 first lesson", book.apply("""
                {"on": "2026-09-01", "items": [{"op": "start", "users": ["åsa", "björn"], "product": "maths"}]}"""));
        var october = Options.on(OCTOBER).by("crm", "moved away");
        show("2026-10-05 björn moves away", book.revoke(List.of("björn"), List.of("maths"), october));

        var end = book.supply("maths", "skåne", OCTOBER).reusable().getFirst().endsOn().orElseThrow();
        show("2026-10-05 the seat until " + end + " for 陳偉", book.apply("""
                {"on": "2026-10-05", "items": [{"op": "reuse", "user": "陳偉", "product": "maths", "ends_on": "%s"}]}"""
                .formatted(end)));

        out.println("\nwho has maths");
        book.forEachHolder("maths", OCTOBER, holder ->
                out.println("  " + holder.id() + ": " + holder.state() + ", until " + holder.endsOn().orElseThrow()));
        var counts = book.counts("maths", OCTOBER);
        out.printf("  %d seats: %d assigned, %d available%n", counts.total(), counts.assigned(), counts.available());

        out.println("\nwhat is not there");
        try (var report = book.assign(List.of("åsa"), List.of("physics"), october)) {
            throw new AssertionError("there is no physics: " + report.size());
        } catch (SeatbookException unknown) {
            out.printf("  %d %s: %s%n", unknown.code(), unknown.status(), unknown.getMessage());
        }
    }

    /** Prints a report and closes it. */
    private void show(String title, Report report) {
        try (report) {
            out.println("\n" + title);
            for (var row : report) {
                out.println("  " + row.target() + ": " + row.outcome() + " (" + row.sentence() + ")");
            }
            out.println("  " + report.changed() + " changed, " + report.refused() + " refused");
            for (var missing : report.shortfalls()) {
                out.printf("  %s: %d needed, %d available, %d missing%n",
                        missing.product(), missing.needed(), missing.available(), missing.missing());
            }
        }
    }
}
