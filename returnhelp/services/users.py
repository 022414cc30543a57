"""The users of the office: added, disabled, given roles, let in again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from returnhelp.domain import passwords
from returnhelp.domain.errors import (
    CannotDisableOneselfError,
    LastAdminError,
    NoRoleError,
    UserNameRefusedError,
    UserNameTakenError,
    UserNotThereError,
)
from returnhelp.domain.office import User
from returnhelp.domain.roles import Act, Clearance, Role
from returnhelp.services.office import Look, Work, command, question
from returnhelp.storage import repositories

if TYPE_CHECKING:
    from returnhelp.storage.session import Session
    from returnhelp.vault.unlocked import Unlocked

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


@dataclass(frozen=True)
class UserSeen:
    id: int
    name: str
    display_name: str
    roles: frozenset[Role]
    clearances: frozenset[Clearance]
    disabled_at: datetime | None


def seen(user: User) -> UserSeen:
    assert user.id is not None
    return UserSeen(
        user.id,
        user.name,
        user.display_name,
        frozenset(Role(one) for one in user.roles),
        frozenset(Clearance(one) for one in user.clearances),
        user.disabled_at,
    )


def tidy(name: str) -> str:
    """A user name as it is kept: small letters; raises UserNameRefusedError."""
    tidied = name.strip().casefold()
    if not _NAME.fullmatch(tidied):
        raise UserNameRefusedError(name=name.strip())
    return tidied


def check_password(password: str, *names: str) -> None:
    """Raises PasswordTooWeakError with the first reason; it may hold none of these names."""
    passwords.check(password, names)


@question(Act.MANAGE_USERS)
def everybody(look: Look) -> tuple[UserSeen, ...]:
    """Every user, those who were disabled too."""
    return tuple(seen(user) for user in repositories.users(look.session))


@command(Act.MANAGE_USERS)
def add(
    work: Work,
    name: str,
    display_name: str,
    password: str,
    roles: Iterable[Role],
    clearances: Iterable[Clearance] = (),
) -> int:
    """Add a user with a first password; they should change it when they first sign in.

    Raises UserNameTakenError, UserNameRefusedError, NoRoleError, PasswordTooWeakError.
    """
    from returnhelp.vault import users as keyholders

    held = frozenset(roles)
    if not held:
        raise NoRoleError()
    tidied = tidy(name)
    if repositories.user_named(work.session, tidied) is not None:
        raise UserNameTakenError(name=tidied)
    check_password(password, tidied, display_name, work.office.name)
    cleared = frozenset(clearances)
    user = User(
        tidied,
        display_name.strip() or tidied,
        sorted(role.value for role in held),
        sorted(one.value for one in cleared),
        work.now,
    )
    work.session.add(user)
    work.session.flush()
    left = next((one for one in keyholders.users(work.office.unlocked) if one.name == tidied), None)
    if left is None:
        user.slot = keyholders.add_user(work.office.unlocked, tidied, password, cleared, keeper=Role.ADMIN in held)
    else:  # an earlier attempt was cut off between the keys and the store
        keyholders.reset_password(work.office.unlocked, tidied, password)
        keyholders.set_clearances(work.office.unlocked, tidied, cleared, keeper=Role.ADMIN in held)
        user.slot = left.slot_id
    note_generation(work)
    work.unit.subject = ("user", user.id)
    assert user.id is not None
    return user.id


@command(Act.MANAGE_USERS)
def change(
    work: Work, user_id: int, *, display_name: str, roles: Iterable[Role], clearances: Iterable[Clearance]
) -> None:
    """Change somebody's name, roles and clearances; the last admin stays one.

    Raises NoRoleError, LastAdminError, NoClearanceError for a clearance that one does not have oneself.
    """
    from returnhelp.vault import users as keyholders

    user = _user(work.session, user_id)
    held = frozenset(roles)
    if not held:
        raise NoRoleError()
    was_admin = Role.ADMIN.value in user.roles
    if was_admin and Role.ADMIN not in held:
        _another_admin(work.session, user_id)
    cleared = frozenset(clearances)
    kept = sorted(one.value for one in cleared)
    if kept != user.clearances or was_admin != (Role.ADMIN in held):
        keyholders.set_clearances(work.office.unlocked, user.name, cleared, keeper=Role.ADMIN in held)
        note_generation(work)
    user.display_name = display_name.strip() or user.name
    user.roles = sorted(role.value for role in held)
    user.clearances = kept
    work.unit.subject = ("user", user_id)
    work.unit.detail["roles"] = user.roles


@command(Act.MANAGE_USERS)
def disable(work: Work, user_id: int) -> None:
    """Let somebody in no more; what they did keeps their name. Raises LastAdminError, CannotDisableOneselfError.

    Their slot stays until ``rekeying.remove`` takes the keys from them for good.
    """
    user = _user(work.session, user_id)
    if user_id == work.office.user.id:
        raise CannotDisableOneselfError()
    if Role.ADMIN.value in user.roles:
        _another_admin(work.session, user_id)
    user.disabled_at = work.now
    work.unit.subject = ("user", user_id)


@command(Act.MANAGE_USERS)
def reset_password(work: Work, user_id: int, password: str) -> None:
    """Give somebody a new password; one who was disabled may come in again. Raises PasswordTooWeakError."""
    user = _user(work.session, user_id)
    check_password(password, user.name, user.display_name, work.office.name)
    give_password(work.office.unlocked, user, password)
    user.disabled_at = None
    note_generation(work)
    work.unit.subject = ("user", user_id)


def give_password(unlocked: "Unlocked", user: User, password: str) -> None:
    """Let a user in by this password; clearances that the giver does not have are lost."""
    from returnhelp.vault import users as keyholders

    if any(one.name == user.name for one in keyholders.users(unlocked)):
        lost = keyholders.reset_password(unlocked, user.name, password)
        user.clearances = sorted(set(user.clearances) - {one.value for one in lost})
        return
    # The keys were taken from them when they left.
    handed = frozenset(Clearance(one) for one in user.clearances) & unlocked.clearances
    user.slot = keyholders.add_user(unlocked, user.name, password, handed, keeper=Role.ADMIN.value in user.roles)
    user.clearances = sorted(one.value for one in handed)


def note_generation(work: Work) -> None:
    """The key file was changed: an older one that is put back is seen from now on."""
    from returnhelp.services import generations

    generations.note(work.session, work.office.unlocked)


@command(Act.SEE_OWN_ACCOUNT)
def change_own_password(work: Work, old: str, new: str) -> None:
    """Change one's own password; raises WrongPasswordError, PasswordTooWeakError."""
    from returnhelp.vault import users as keyholders

    me = work.office.user
    check_password(new, me.name, me.display_name, work.office.name)
    keyholders.change_password(work.office.unlocked, old, new, work.now)
    note_generation(work)
    work.unit.subject = ("user", work.office.user.id)


def _user(session: "Session", user_id: int) -> User:
    found = session.get(User, user_id)
    if found is None:
        raise UserNotThereError(name=str(user_id))
    return found


def _another_admin(session: "Session", user_id: int) -> None:
    """Raises LastAdminError unless somebody else is admin and let in."""
    for one in repositories.users(session):
        if one.id != user_id and one.disabled_at is None and Role.ADMIN.value in one.roles:
            return
    raise LastAdminError()
