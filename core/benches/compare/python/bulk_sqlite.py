"""The same request as one would write it with Python's own `sqlite3`, on the integer schema that is tuned by hand.

`bulk_sqlite.py FILE COUNT FORM` reads the users' ids from standard input, one a line. FORM is `many`: what is known of the
users is read by a join, decided in Python and written with `executemany`; or `sets`: all is done in SQL. Both end with a
list of every row's outcome and seat.
"""

import sqlite3
import sys
import time

DAY, LAST_DAY = 20318, 20682
ASSIGNED, ALREADY, DUPLICATE, UNKNOWN, DISABLED, WRONG_ORG, ROLE, NONE_LEFT = 1, 20, 100, 101, 102, 103, 120, 142

WITHIN = """CREATE TEMP TABLE within AS WITH RECURSIVE below (num) AS
    (SELECT ?1 UNION ALL SELECT org.num FROM org JOIN below ON org.parent = below.num) SELECT num FROM below"""

KNOWN = """SELECT user.num, user.enabled, user.org IN (SELECT num FROM within), user.roles & ?2, seat.id
    FROM request LEFT JOIN user ON user.id = request.id
        LEFT JOIN seat ON seat.user = user.num AND seat.product = ?1 ORDER BY request.row"""

JUDGE = """INSERT INTO judged SELECT request.row, user.num, seat.id & 0xffffffff,
        CASE WHEN request.again THEN 100 WHEN user.num IS NULL THEN 101 WHEN NOT user.enabled THEN 102
            WHEN user.org NOT IN (SELECT num FROM within) THEN 103 WHEN seat.id IS NOT NULL THEN 20
            WHEN NOT user.roles & ?2 THEN 120 END
    FROM request LEFT JOIN user ON user.id = request.id
        LEFT JOIN seat ON seat.user = user.num AND seat.product = ?1"""

GIVE = """INSERT INTO given SELECT row, user, ?1 + n FROM
        (SELECT row, user, row_number() OVER (ORDER BY row) AS n FROM judged WHERE outcome IS NULL)
    WHERE n <= ?2"""

ANSWER = """INSERT INTO answer SELECT row, judged.user,
        CASE WHEN outcome = 20 THEN judged.seat ELSE coalesce(given.seat, 0) END,
        coalesce(outcome, CASE WHEN given.row IS NULL THEN 142 ELSE 1 END)
    FROM judged LEFT JOIN given USING (row)"""

TABLES = """
    CREATE TEMP TABLE request (row INTEGER PRIMARY KEY, id TEXT NOT NULL, again INTEGER NOT NULL);
    CREATE TEMP TABLE judged (row INTEGER PRIMARY KEY, user INTEGER, seat INTEGER, outcome INTEGER);
    CREATE TEMP TABLE given (row INTEGER PRIMARY KEY, user INTEGER, seat INTEGER NOT NULL);
    CREATE TEMP TABLE answer (row INTEGER PRIMARY KEY, user INTEGER, seat INTEGER, outcome INTEGER NOT NULL);
"""

SETTINGS = """
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -524288;
    PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 4294967296;
"""

Rows = list[tuple[int, int]]


def asked(users: list[str]) -> list[tuple[int, str, bool]]:
    """The users with their places, and whether they were named before."""
    seen: set[str] = set()
    rows = []
    for row, user in enumerate(users):
        rows.append((row, user, user in seen))
        seen.add(user)
    return rows


def decide(
    known: list[tuple], again: list[bool], pool: int, product: int, used: int, quantity: int
) -> tuple[Rows, list[tuple], int]:
    """Every row's outcome and seat, the rows for the table of seats, and how many seats have come into being then."""
    answers, seats = [], []
    for (user, enabled, within, role, held), twice in zip(known, again, strict=True):
        if twice:
            answers.append((DUPLICATE, 0))
        elif user is None:
            answers.append((UNKNOWN, 0))
        elif not enabled:
            answers.append((DISABLED, 0))
        elif not within:
            answers.append((WRONG_ORG, 0))
        elif held is not None:
            answers.append((ALREADY, held & 0xFFFFFFFF))
        elif not role:
            answers.append((ROLE, 0))
        elif used == quantity:
            answers.append((NONE_LEFT, 0))
        else:
            used += 1
            seats.append(((pool << 32) + used, pool, product, user, DAY, LAST_DAY))
            answers.append((ASSIGNED, used))
    return answers, seats, used


def many(file: sqlite3.Connection, pool: int, product: int, roles: int, used: int, quantity: int, operation: int) -> Rows:
    """Decides in Python, writes with `executemany`."""
    known = file.execute(KNOWN, (product, roles)).fetchall()
    again = [bool(twice) for (twice,) in file.execute("SELECT again FROM request ORDER BY row")]
    answers, seats, used = decide(known, again, pool, product, used, quantity)
    file.executemany("INSERT INTO seat VALUES (?, ?, ?, ?, ?, ?)", seats)
    entries = (
        ((operation << 32) + row, known[row][0], (pool << 32) + seat, outcome)
        for row, (outcome, seat) in enumerate(answers)
    )
    file.executemany("INSERT INTO entry VALUES (?, ?, ?, ?)", entries)
    file.execute("UPDATE pool SET used = ?, started = started + ? WHERE num = ?", (used, len(seats), pool))
    return answers


def sets(file: sqlite3.Connection, pool: int, product: int, roles: int, used: int, quantity: int, operation: int) -> Rows:
    """Does all in SQL."""
    file.execute(JUDGE, (product, roles))
    file.execute(GIVE, (used, quantity - used))
    file.execute(
        "INSERT INTO seat SELECT (?1 << 32) + seat, ?1, ?2, user, ?3, ?4 FROM given", (pool, product, DAY, LAST_DAY)
    )
    file.execute(ANSWER)
    file.execute("INSERT INTO entry SELECT (? << 32) + row, user, (? << 32) + seat, outcome FROM answer", (operation, pool))
    file.execute(
        "UPDATE pool SET used = used + given, started = started + given FROM (SELECT count(*) AS given FROM given)"
        " WHERE num = ?",
        (pool,),
    )
    return file.execute("SELECT outcome, seat FROM answer ORDER BY row").fetchall()


def assign(file: sqlite3.Connection, users: list[str], form: str) -> Rows:
    """Gives seats of `maths` as one durable transaction."""
    file.execute("BEGIN IMMEDIATE")
    pool, product, org, roles, used, quantity = file.execute(
        "SELECT num, product, org, roles, used, quantity FROM pool WHERE product ="
        " (SELECT num FROM product WHERE id = 'maths')"
    ).fetchone()
    file.execute(WITHIN.replace("?1", str(org)))
    file.executemany("INSERT INTO request VALUES (?, ?, ?)", asked(users))
    (operation,) = file.execute("SELECT coalesce(max(num), 0) + 1 FROM operation").fetchone()
    work = many if form == "many" else sets
    answers = work(file, pool, product, roles, used, quantity, operation)
    changed = sum(outcome < 20 for outcome, _ in answers)
    file.execute(
        "INSERT INTO operation VALUES (?, 'assign', ?, 1755500000, 'it@district.example', 'new term', ?, ?)",
        (operation, DAY, len(answers), changed),
    )
    file.execute("COMMIT")
    return answers


def main() -> None:
    """Does what the module says."""
    path, count, form = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    users = [line.rstrip("\n") for line in sys.stdin]
    assert len(users) == count
    file = sqlite3.connect(path, isolation_level=None)
    file.executescript(SETTINGS + TABLES)
    cpu, wall = time.process_time_ns(), time.perf_counter_ns()
    answers = assign(file, users, form)
    wall = time.perf_counter_ns() - wall
    print("call", wall, time.process_time_ns() - cpu)
    print("found", sum(outcome == ASSIGNED for outcome, _ in answers), sum(seat for _, seat in answers))


main()
