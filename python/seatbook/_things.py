"""What is in the book, as lists of it show it. Field names are those of JSON and of the core."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from seatbook._answers import Counts, Plan
from seatbook._words import GroupKind, PoolKind, Release, StartPolicy


@dataclass(frozen=True, slots=True)
class User:
    """A user; `Book.load` takes it too.

    >>> [user.id for user in book.users()]
    ['anna', 'bela', 'carl', 'dora', 'emil']
    >>> book.load(users=[seatbook.User("fred", "north", roles=("student",))]).users.created
    1
    """

    id: str
    org: str
    given_name: str = ""
    family_name: str = ""
    display_name: str = ""
    roles: tuple[str, ...] = ()
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Product:
    """A product; `Book.load` takes it too."""

    id: str
    name: str = ""
    provider: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    plans: tuple[Plan, ...] = ()


@dataclass(frozen=True, slots=True)
class OrgRow:
    """An org in a list."""

    id: str
    name: str
    parent: str | None
    """The org above it."""
    children: int
    """How many orgs stand directly below it."""
    users: int
    """How many users belong to it, without those of orgs below."""
    enabled: int
    """Of these, how many are enabled."""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in a list."""

    id: str
    org: str
    kind: GroupKind
    name: str
    members: int
    """How many members it has."""


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A pool in a list: its terms without its keys, and what its seats amount to on the day.

    >>> [(pool.id, pool.quantity, pool.counts.available) for pool in book.pools()]
    [('p1', 30, 30), ('p2', 2, 2)]
    """

    id: str
    product: str
    org: str
    kind: PoolKind
    start_policy: StartPolicy
    release: Release
    key_count: int
    """How many keys it has."""
    counts: Counts
    quantity: int | None = None
    """How many seats; `None` is without limit."""
    allowed_roles: tuple[str, ...] = ()
    """Roles that may have its seats; empty is all."""
    member_cap: int | None = None
    role_caps: Mapping[str, int] = field(default_factory=dict)
    delivered_on: date | None = None
    starts_on: date | None = None
    """The first day of use."""
    start_within: str | None = None
    """How long after delivery seats start by themselves, such as `4 months`."""
    start_by: date | None = None
    """The last day to start its seats by hand; afterwards they start by themselves."""
    duration: str | None = None
    ends_on: date | None = None
    """The last day of all its seats."""
    redeem_from: date | None = None
    redeem_until: date | None = None
    revocable: bool = True
    self_removal_roles: tuple[str, ...] = ()
    countries_denied: tuple[str, ...] = ()
    countries_allowed: tuple[str, ...] = ()
    suspended: bool = False
    license_code: str | None = None
    serial_number: str | None = None
    owner: str | None = None
    purchase_reference: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
