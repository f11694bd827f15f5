import seatbook

with seatbook.memory() as book:  # or seatbook.create("school.book")
    book.load(
        orgs=[{"id": "school"}],
        users=[{"id": "anna", "org": "school"}, {"id": "bo", "org": "school"}],
        products=[{"id": "maths"}],
        pools=[{"id": "order-1", "product": "maths", "org": "school", "quantity": 1}],
        on="2025-08-18",
    )
    report = book.assign(["anna", "bo"], "maths", on="2025-08-18")
    for row in report:
        print(f"{row.target}: {row.outcome} ({row.sentence})")
