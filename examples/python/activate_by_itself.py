"""Takes a licence file over by itself when nothing blocks it: activate_by_itself.py BOOK KEY FILE."""

import sys

import seatbook

path, key, file = sys.argv[1:]
with seatbook.open(path, licence_keys=[bytes.fromhex(key)]) as book:
    report = book.stage(file, auto=True)
    print(f"version {report.activation.version}: {report.activation.state}")
    for line in report.lines:
        old, new = ("any" if total is None else total for total in (line.old_total, line.new_total))
        print(f"{line.name or line.product}: {line.change}, {old} -> {new}")
        if line.blocked:
            print("  must give back:", *book.reduction(report.activation, line.line).suggested)
