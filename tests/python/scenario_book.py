"""A book that is driven line by line, for tests that ask the same of several languages.

    python scenario_book.py PATH [KEY ...]

opens the book at PATH (made if it is not there), trusting the KEYs (public keys in hex), and answers each line of the
standard input with one line:

    load<TAB>load document<TAB>options      options are a JSON request without items
    remove<TAB>removal<TAB>options
    merge<TAB>from and into<TAB>options
    licence<TAB>action<TAB>options
    advance<TAB>options
    apply<TAB>request
    query<TAB>question

The answer is `ok<TAB>JSON` or `error<TAB>JSON of the error`.
"""

from __future__ import annotations

import json
import sys

import seatbook


def answer(book: seatbook.Book, line: str) -> str:
    """What the book says to a line."""
    match line.split("\t"):
        case ["load", document, options]:
            return book.load_json(document, options).to_json()
        case ["remove", document, options]:
            return book.remove_json(document, options).to_json()
        case ["merge", users, options]:
            named = json.loads(users)
            return book.merge_json(named["from"], named["into"], options).to_json()
        case ["licence", action, options]:
            return book.licence_action_json(action, options).to_json()
        case ["advance", options]:
            return book.advance_json(options).to_json()
        case ["apply", request]:
            return book.apply_json(request).to_json()
        case ["query", question]:
            return book.query_json(question)
    raise SystemExit(f"not a line of this protocol: {line[:60]!r}")


def main(path: str, *keys: str) -> None:
    """Answers until the input ends."""
    sys.stdin.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    trusted = [bytes.fromhex(key) for key in keys]
    try:
        book = seatbook.open(path, licence_keys=trusted)
    except seatbook.NotFoundError:
        book = seatbook.create(path, licence_keys=trusted)
    with book:
        for line in sys.stdin:
            try:
                said = f"ok\t{answer(book, line.rstrip(chr(10)))}"
            except seatbook.Error as error:
                said = f"error\t{error.to_json()}"
            print(said, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
