"""Lists of what is in the book."""

from __future__ import annotations

from datetime import date

from seatbook._checks import day
from seatbook._listing import Listing
from seatbook._questions import Questions
from seatbook._things import GroupRow, OrgRow, PoolRow, Product, User


class Lists(Questions):
    """What a `seatbook.Book` lists.

    Of a text to look for, every word must stand there; case and accents do not matter.
    """

    __slots__ = ()

    def users(
        self,
        text: str = "",
        *,
        org: str | None = None,
        role: str | None = None,
        enabled: bool | None = None,
        group: str | None = None,
    ) -> Listing[User]:
        """Lists users, by family name, given name and id.

        Arguments:
            text: Words that must stand in the names or the id.
            org: Only users of this org and those below it.
            role: Only users with this role.
            enabled: Only accounts that are in use, or only those that are not.
            group: Only members of this group.

        >>> [user.id for user in book.users(group="7a")]
        ['anna', 'bela', 'carl']
        """
        chosen = {"text": text, "org": org, "role": role, "enabled": enabled, "group": group}
        return Listing(self._ask, User, {"query": "users", **chosen})

    def orgs(
        self, text: str = "", *, parent: str | None = None, org: str | None = None, top: bool = False
    ) -> Listing[OrgRow]:
        """Lists orgs, by name and id.

        Arguments:
            text: Words that must stand in the name or the id.
            parent: Only orgs directly below this one.
            org: Only this org and those below it.
            top: Only orgs below no other.

        >>> [(org.name, org.users) for org in book.orgs()]
        [('North School', 5)]
        """
        return Listing(self._ask, OrgRow, {"query": "orgs", "text": text, "parent": parent, "org": org, "top": top})

    def groups(self, text: str = "", *, org: str | None = None, user: str | None = None) -> Listing[GroupRow]:
        """Lists groups, by name and id.

        Arguments:
            text: Words that must stand in the name or the id.
            org: Only groups of this org and those below it.
            user: Only groups that this user is a member of.

        >>> [(group.id, group.members) for group in book.groups(user="anna")]
        [('7a', 3)]
        """
        return Listing(self._ask, GroupRow, {"query": "groups", "text": text, "org": org, "user": user})

    def products(self, text: str = "") -> Listing[Product]:
        """Lists products, by name and id.

        Arguments:
            text: Words that must stand in id, name, provider, plans or metadata.

        >>> [product.id for product in book.products("maths")]
        ['maths']
        """
        return Listing(self._ask, Product, {"query": "products", "text": text})

    def pools(
        self, product: str | None = None, org: str | None = None, *, on: date | str | None = None
    ) -> Listing[PoolRow]:
        """Lists pools with their terms and counts, by product and id.

        Arguments:
            product: Only pools of this product.
            org: Only pools of this org and those below it.
            on: The day of the counts; today by default.

        >>> [(pool.id, pool.counts.available) for pool in book.pools("maths")]
        [('p1', 28)]
        """
        return Listing(self._ask, PoolRow, {"query": "pools", "product": product, "org": org, "on": day("on", on)})
