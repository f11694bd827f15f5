"""What is put into the book, taken out of it, joined, and written down."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from seatbook import _seatbook
from seatbook._checks import Ids, names, text
from seatbook._load_report import AdvanceReport, LoadReport, RemovalReport
from seatbook._options import UnwatchedOptions, WriteOptions, read_options, read_unwatched
from seatbook._reading import read
from seatbook._report import Report
from seatbook._rosters import Path, RosterEncoding, RosterFormat, RosterReport, roster_options
from seatbook._seatbook import Load, Roster
from seatbook._words import Leavers

if sys.version_info >= (3, 11):
    from typing import Unpack
elif TYPE_CHECKING:
    from typing_extensions import Unpack

Thing: TypeAlias = Mapping[str, Any] | Any
Things: TypeAlias = Iterable[Thing]


class Loading:
    """What a `seatbook.Book` is told of the world."""

    __slots__ = ()

    _book: _seatbook.Book

    def load(
        self,
        source: Load | Roster | None = None,
        *,
        settings: Thing | None = None,
        orgs: Things | None = None,
        licensees: Things | None = None,
        products: Things | None = None,
        exclusions: Things | None = None,
        prerequisites: Things | None = None,
        users: Things | None = None,
        full_orgs: Ids | None = None,
        leavers: Leavers | None = None,
        groups: Things | None = None,
        pools: Things | None = None,
        keep_parents: bool = False,
        **options: Unpack[WriteOptions],
    ) -> LoadReport:
        """Puts orgs, users, groups, products, rules and pools into the book, or brings them up to date.

        Things that are there already are replaced whole; nothing is removed. What is not taken is in the report's
        `refused`, with the reason.

        Arguments:
            source: A roster or load that was read before; what else is given is added to it.
            settings: What holds for the whole book: `default_country`. Left out, it stays as it is.
            orgs: Mappings, dataclasses or named tuples with the field names of the JSON load document: `id`, `name`,
                `parent`. A field that is `None` is one that is not there.
            licensees: The same with `serial_number`, `owner`, `org`: whom licence files are for.
            products: The same with `id`, `name`, `provider`, `metadata`, `plans`.
            exclusions: The same with `id`, `name`, `plans`, `products`: nobody may hold two of them through different
                products.
            prerequisites: The same with `id`, `name`, `product` or `plan`, and what it needs any one of:
                `any_of_products`, `any_of_plans`.
            users: The same with `id`, `org`, `given_name`, `family_name`, `display_name`, `roles`, `country`,
                `enabled`.
            full_orgs: Ids of orgs whose users are all in `users`: others of these orgs become disabled. No users at
                all are an error: a list of which only the header was read disables nobody.
            leavers: What becomes of the seats of users who become disabled: they `keep` them, `give_back` them in the
                same step (the report's `report` has the rows), or the load is to `refuse` them while they have any.
            groups: The same with `id`, `org`, `kind`, `name`, `members`.
            pools: The same with `id`, `product`, `org`, `kind`, `quantity` and the terms; days are `datetime.date` or
                text, lengths of time text such as `12 months`.
            keep_parents: An org that names no `parent` keeps the one that it has in the book, instead of having none.
                Rosters are loaded so in any case.
            **options: What goes with every write; see `Book`.

        >>> report = book.load(
        ...     orgs=[{"id": "north"}],
        ...     products=[{"id": "maths"}],
        ...     users=[{"id": "anna", "org": "north", "roles": ["student"]}],
        ...     pools=[{"id": "p1", "product": "maths", "org": "north", "quantity": 30}],
        ... )
        >>> report.ok
        True
        """
        chosen, progress = read_options(options)
        more = Load(
            settings=settings,
            orgs=orgs,
            licensees=licensees,
            products=products,
            exclusions=exclusions,
            prerequisites=prerequisites,
            users=users,
            full_orgs=full_orgs,
            leavers=leavers,
            groups=groups,
            pools=pools,
            keep_parents=keep_parents,
        )
        if source is None:
            return self._book.load(more, chosen, progress)
        first = source.load if isinstance(source, Roster) else source
        if not isinstance(first, Load):
            raise TypeError(f"`source` is {type(source).__name__}; pass a Roster or a Load, or lists by name")
        is_more = len(more) > 0 or leavers is not None or keep_parents
        return self._book.load(first.joined(more) if is_more else first, chosen, progress)

    def load_roster(
        self,
        path: Path,
        /,
        *,
        format: RosterFormat | None = None,
        encoding: RosterEncoding | None = None,
        under: str | None = None,
        teachers: str | None = None,
        org: str | None = None,
        part_numbers: bool = False,
        leavers: Leavers | None = None,
        full: bool = False,
        **options: Unpack[WriteOptions],
    ) -> RosterReport:
        """Loads a roster, licence list or catalogue from its files, in portions: it is never in memory as a whole.

        Nothing is written before all files are read once and found to be in order. Each portion is one operation; if
        loading is cut off, loading the same roster again goes on. With `mode="atomic"` it is all or nothing.

        Arguments:
            path: The folder, zip archive or file.
            format: What it is, if it is not to be found out; this and the others are as for `read_roster`.
            encoding: What its bytes mean.
            under: The id of an org to put above every org that has none above it.
                Left out later, these orgs stay below it.
            teachers: The teachers of every class become a group whose id is the class's with this behind it.
            org: Of a licence list, the org that has bought what names no school.
            part_numbers: Of Microsoft's table: products and plans go by part numbers instead of GUIDs.
            leavers: What becomes of the seats of users who are not enabled any more.
            full: The roster lists all users of its orgs; others of these orgs become disabled.
            **options: What goes with every write; see `Book`.

        >>> book.load_roster("roster.zip", on="2026-08-17").ok  # doctest: +SKIP
        True
        """
        chosen, progress = read_options(options)
        roster = roster_options(format, encoding, under, teachers, org, part_numbers, leavers, full)
        return self._book.load_roster(path, roster, chosen, progress)

    def load_json(self, text: str, options: str) -> LoadReport:
        """Loads a JSON document of the format `seatbook.load/1`.

        Arguments:
            text: The document.
            options: The options as a JSON request without items, such as `{"on": "2026-08-17", "items": []}`.

        >>> book.load_json('{"orgs": [{"id": "north"}]}', '{"on": "2026-08-17", "items": []}').ok
        True
        """
        return self._book.load_json(text, options)

    def remove(
        self,
        *,
        users: Ids | None = None,
        groups: Ids | None = None,
        pools: Ids | None = None,
        products: Ids | None = None,
        exclusions: Ids | None = None,
        prerequisites: Ids | None = None,
        give_back: bool = False,
        **options: Unpack[UnwatchedOptions],
    ) -> RemovalReport:
        """Takes things out of the book. What is in use is refused, unless its seats are to be given back first.

        Arguments:
            users, groups, pools, products, exclusions, prerequisites: Ids of what to remove. A product goes only
                without pools, or together with them.
            give_back: Take back seats that are in use, in the same step. What has a seat that cannot be taken back
                stays as it was.
            **options: What goes with every write but `progress`; see `Book`.

        >>> report = book.remove(users="anna")
        >>> report.ok, report.refused[0].status
        (False, 'in_use')
        >>> book.remove(users="anna", give_back=True).report[0].outcome
        'to_reusable'
        """
        chosen = read_unwatched(options)
        lists = {
            "users": users,
            "groups": groups,
            "pools": pools,
            "products": products,
            "exclusions": exclusions,
            "prerequisites": prerequisites,
        }
        removal = {name: names(name, ids) for name, ids in lists.items()}
        return self._book.remove({**removal, "give_back": bool(give_back)}, chosen)

    def remove_json(self, text: str, options: str) -> RemovalReport:
        """Removes what a JSON document of the format `seatbook.remove/1` names.

        Arguments:
            text: The document.
            options: The options as a JSON request without items, such as `{"on": "2026-08-17", "items": []}`.

        >>> book.remove_json('{"users": ["dora"]}', '{"on": "2026-08-17", "items": []}').ok
        True
        """
        return self._book.remove_json(text, options)

    def merge(self, from_: str, into: str, **options: Unpack[UnwatchedOptions]) -> Report:
        """Makes two accounts of one person one.

        What `from_` holds moves to `into` with its dates; what both hold is given back once. Memberships are joined.
        `from_` is removed when nothing is left with him, and stays, disabled, otherwise.

        Arguments:
            from_: The user who goes.
            into: The user who stays.
            **options: What goes with every write but `progress`; see `Book`.

        Raises:
            UnknownUserError: One of them is not in the book.

        >>> report = book.merge("anna", "dora")
        >>> [(row.op, row.target, row.outcome) for row in report]
        [('merge', 'dora', 'assigned')]
        """
        return Report(self._book.merge(text("from_", from_), text("into", into), read_unwatched(options)))

    def merge_json(self, from_: str, into: str, options: str) -> Report:
        """Makes two accounts of one person one; the options are a JSON request without items.

        >>> book.merge_json("anna", "dora", '{"on": "2026-08-17", "items": []}').ok
        True
        """
        return Report(self._book.merge_json(from_, into, options))

    def advance(self, **options: Unpack[UnwatchedOptions]) -> AdvanceReport:
        """Writes down what dates have brought about up to the day `on`: seats whose time has begun by itself.

        It is never needed for a right answer and changes none; the report and the journal tell what began.

        Arguments:
            **options: What goes with every write but `progress`; see `Book`.

        >>> pool = {"id": "p3", "product": "maths", "org": "north", "quantity": 5, "start_within": "4 months"}
        >>> book.load(pools=[{**pool, "start_policy": "on_first_use", "delivered_on": "2026-08-17"}]).ok
        True
        >>> book.advance(on="2026-12-18").pools
        (Begun(pool='p3', started=0, reusable=5),)
        """
        return _advanced(self._book.advance(read_unwatched(options)))

    def advance_json(self, options: str) -> AdvanceReport:
        """Writes down what dates have brought about; the options are a JSON request without items.

        >>> book.advance_json('{"on": "2026-08-17", "items": []}').pools
        ()
        """
        return _advanced(self._book.advance_json(options))


def _advanced(text: str) -> AdvanceReport:
    return dataclasses.replace(read(AdvanceReport, text), _json=text)
