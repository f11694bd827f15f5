"""A new school year: leavers give back, a class gets its seats, who finds none waits, and a mistake is undone."""

import seatbook

with seatbook.memory() as book:  # or seatbook.open("school.book")
    book.load(
        orgs=[{"id": "school"}],
        users=[{"id": id, "org": "school"} for id in ("anna", "bo", "cleo")],
        groups=[{"id": "7a", "org": "school", "members": ["cleo"]}],
        products=[{"id": "maths"}, {"id": "physics"}],
        pools=[
            {"id": "order-1", "product": "maths", "org": "school", "quantity": 2, "release": "fresh"},
            {"id": "order-2", "product": "physics", "org": "school", "quantity": 2},
        ],
        on="2025-08-18",
    )
    book.assign(["anna", "bo"], "maths", on="2025-08-18")

    def show(what: str, report: seatbook.Rows) -> None:
        """Prints whom each row is about and what became of it."""
        print(f"{what}:", *(f"{row.target} {row.product} {row.outcome}," for row in report))

    show("the class", book.assign(group="7a", products="maths", waitlist=True, on="2026-08-17"))
    print("waiting:", *(wish.target for wish in book.waitlist("maths")))

    stay = [{"id": id, "org": "school"} for id in ("bo", "cleo")]
    load = book.load(users=stay, full_orgs="school", leavers="give_back", on="2026-08-18")
    if load.report is not None:
        show("leavers", load.report)
        show("who waited", load.report.from_waitlist)

    swap = book.swap("bo", "maths", "physics", on="2026-08-19")
    show("swapped", swap)
    show("undone", book.undo(swap, on="2026-08-19"))
    print("entitled:", *(id for id in ("anna", "bo", "cleo") if book.entitled(id, "maths", on="2026-08-19")))
