"""The words of the book as types. The lists themselves come from the core; a test compares the two."""

from __future__ import annotations

from typing import Literal, TypeAlias

Op: TypeAlias = Literal["assign", "revoke", "reuse", "start", "swap", "sync", "undo", "cancel", "merge"]
"""What a row asks for; `merge` stands only in rows, none can be asked for in a request."""

Outcome: TypeAlias = Literal[
    "assigned",
    "reused",
    "started",
    "revoked",
    "to_reusable",
    "retired",
    "updated",
    "cancelled",
    "already_assigned",
    "already_started",
    "not_assigned",
    "duplicate_in_request",
    "user_not_found",
    "user_disabled",
    "wrong_org",
    "not_in_group",
    "pool_suspended",
    "not_yet_valid",
    "expired",
    "kind_mismatch",
    "role_not_allowed",
    "country_not_allowed",
    "mutually_exclusive",
    "dependency_missing",
    "unknown_plan",
    "no_reusable_with_end_date",
    "seat_taken",
    "no_seat_left",
    "inherited_from_group",
    "not_revocable",
    "dependency_in_use",
    "rolled_back",
    "changed_since",
]
"""What became of a row; `seatbook.MEANINGS` says what each means."""

SeatState: TypeAlias = Literal["new", "assigned", "started", "reusable", "retired", "expired", "withdrawn"]
"""The state of a seat."""

SeatChoice: TypeAlias = Literal["new", "reuse", "auto"]
"""Which seats an assignment may take: new ones, started ones that nobody holds, or both."""

Mode: TypeAlias = Literal["best_effort", "atomic"]
"""Whether good rows are kept when others fail."""

Unit: TypeAlias = Literal["row", "user"]
"""What stands or falls together: each row, or all rows of one user (group, org)."""

HolderKind: TypeAlias = Literal["user", "group", "org"]
"""What a target or holder is."""

ReportStatus: TypeAlias = Literal["success", "partial", "failed", "dry_run"]
"""How an operation went as a whole."""

PoolKind: TypeAlias = Literal["single", "volume", "group", "school", "tenant", "site"]
"""Who a pool's seats are for."""

StartPolicy: TypeAlias = Literal["on_assign", "on_first_use", "on_delivery"]
"""When a seat's time begins."""

Release: TypeAlias = Literal["reuse", "fresh", "burn"]
"""What becomes of a started seat that is taken back."""

GroupKind: TypeAlias = Literal["class", "group"]
"""What sort of group."""

Leavers: TypeAlias = Literal["keep", "give_back", "refuse"]
"""What becomes of the seats of users who are no longer enabled."""

Covered: TypeAlias = Literal["none", "some", "all"]
"""How many of the users asked about have a product."""

Event: TypeAlias = Literal["starts", "ends", "redeem_ends"]
"""What happens to seats by itself."""

ActivationState: TypeAlias = Literal["pending", "activated", "discarded"]
"""What became of a licence file."""

LineKind: TypeAlias = Literal["user", "site"]
"""What a line of a licence file is about: seats for users, or on for the whole org."""

LineChange: TypeAlias = Literal["added", "removed", "raised", "lowered", "terms"]
"""How a line of a licence file changes."""

SuggestionReason: TypeAlias = Literal["disabled", "never_started", "soonest_end", "last_assigned"]
"""Why somebody is suggested to give his seat back."""
