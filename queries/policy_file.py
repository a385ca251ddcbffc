"""Reading `policy.toml`: the shipped file says what each entry means. What cannot be meant is refused, with what to write."""

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.errors import CodeCraftError, InputError, NotFoundError
from graph.licensing.categories import category
from graph.licensing.checks import check_expression, check_id
from queries.compatibility import Matrix, read_matrix
from queries.policy import CATEGORIES, Accepted, Lists, Policy, Use

_OUTCOMES = ("allowed", "review", "denied")
_TOP = ("name", "outbound", "matrix", *(purpose.value for purpose in Use), "for", "accepted")
_ACCEPTED = ("licenses", "into", "reason", "by", "on")
_ANY = "any"


def read_policy(file: Path | None) -> Policy:
    """The policy of a file, or the shipped one. Raises NotFoundError, InputError naming the place and what to write."""
    shipped = _policy(_shipped(), "the shipped policy", None)
    if file is None:
        return shipped
    if not file.is_file():
        raise NotFoundError(f"there is no policy file {file}: `codecraft policy show --toml` prints one to start from")
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise InputError(f"{file} cannot be read ({error}): save it as UTF-8") from None
    return _policy(text, str(file), shipped, file.parent)


def shipped_text() -> str:
    """The shipped policy as it is written."""
    return _shipped()


def _policy(text: str, origin: str, shipped: Policy | None, folder: Path = Path()) -> Policy:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{origin} is not TOML ({error})") from None
    _known_keys(table, _TOP, origin)
    purposes = {**(shipped.purposes if shipped else {}), **_purposes(table, origin)}
    outbound = table.get("outbound", "")
    return Policy(
        name=_string(table.get("name", ""), f"{origin}: name"),
        purposes=purposes,
        outbound=check_expression(_string(outbound, f"{origin}: outbound"), f"{origin}: outbound") if outbound else "",
        for_outbound={
            check_expression(key, f"{origin}: for").lower(): _purposes(
                _table(value, f"{origin}: for.{key}"), f"{origin}: for.{key}"
            )
            for key, value in _table(table.get("for", {}), f"{origin}: for").items()
        },
        accepted=_all_accepted(table["accepted"], f"{origin}: accepted")
        if "accepted" in table
        else shipped.accepted
        if shipped
        else (),
        digest="sha256:" + hashlib.sha256(text.encode()).hexdigest(),
        origin=origin,
        own_matrix=_own_matrix(table, folder, f"{origin}: matrix"),
    )


def _own_matrix(table: Mapping[str, Any], folder: Path, where: str) -> Matrix | None:
    if "matrix" not in table:
        return None
    try:
        return read_matrix(folder / _string(table["matrix"], where))
    except CodeCraftError as error:
        raise InputError(f"{where}: {error}") from error


def _all_accepted(entries: Any, where: str) -> tuple[Accepted, ...]:
    if not isinstance(entries, list):
        raise InputError(f"{where} must be tables: write each as [[accepted]]")
    return tuple(_accepted(_table(one, where), f"{where} {number}") for number, one in enumerate(entries, start=1))


def _accepted(table: Mapping[str, Any], where: str) -> Accepted:
    _known_keys(table, _ACCEPTED, where)
    if missing := [key for key in _ACCEPTED if key not in table]:
        raise InputError(f"{where} says no {missing[0]}: a person accepts licences into works, for a reason, on a day")
    texts = {key: _string(table[key], f"{where}.{key}") for key in ("reason", "by")}
    if empty := [key for key, text in texts.items() if not text]:
        raise InputError(f"{where}.{empty[0]} is empty: say it")
    on = table["on"]
    if not isinstance(on, date) or isinstance(on, datetime):
        raise InputError(f"{where}.on must be a date, such as 2026-11-23, not {on!r}")
    ids = [check_id(one, f"{where}.licenses") for one in _strings(table["licenses"], f"{where}.licenses")]
    if table["into"] != _ANY:
        into = _strings(table["into"], f"{where}.into")
    elif demanding := [one for one in ids if category(one) != "permissive"]:
        raise InputError(
            f"{where}: only what is permissive is accepted into any work: name those that {demanding[0]} may go into"
        )
    else:
        into = []
    return Accepted(
        tuple(ids),
        tuple(check_expression(one, f"{where}.into") for one in into),
        on=on.isoformat(),
        **texts,
    )


def _purposes(table: Mapping[str, Any], origin: str) -> dict[Use, Lists]:
    if origin.rpartition(": ")[2].startswith("for."):
        _known_keys(table, tuple(purpose.value for purpose in Use), origin)
    return {
        purpose: _lists(_table(table[purpose], f"{origin}: {purpose}"), purpose, f"{origin}: {purpose}")
        for purpose in Use
        if purpose in table
    }


def _lists(table: Mapping[str, Any], purpose: Use, where: str) -> Lists:
    _known_keys(table, _OUTCOMES, where)
    lists = {
        outcome: tuple(_entry(entry, where) for entry in _strings(table.get(outcome, []), f"{where}.{outcome}"))
        for outcome in _OUTCOMES
    }
    seen: dict[str, str] = {}
    for outcome, entries in lists.items():
        for entry in entries:
            if entry in seen:
                raise InputError(f"{where}: {entry} is in {seen[entry]} and in {outcome}: keep one of them")
            seen[entry] = outcome
    if seen.get("unknown") == "allowed" and purpose is not Use.INDEX_ONLY:
        raise InputError(f"{where}: what has no known licence cannot be allowed for {purpose}: conclude its licence first")
    return Lists(**lists)


def _entry(entry: str, where: str) -> str:
    if entry in CATEGORIES or entry == "*":
        return entry
    if "*" in entry:
        return entry
    return check_id(entry, where, CATEGORIES)


def _known_keys(table: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    unknown = [key for key in table if key not in keys]
    if unknown:
        near = get_close_matches(unknown[0], keys, 1)
        raise InputError(
            f"{where}: there is no {unknown[0]!r}: {f'did you mean {near[0]!r}?' if near else 'use ' + ', '.join(keys)}"
        )


def _table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise InputError(f"{where} must be a table, not {value!r}")
    return value


def _strings(value: Any, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise InputError(f'{where} must be a list of texts, such as ["MIT"], not {value!r}')
    return [one.strip() for one in value]


def _string(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise InputError(f"{where} must be a text, not {value!r}")
    return value.strip()


@cache
def _shipped() -> str:
    return files("queries").joinpath("policy.toml").read_text(encoding="utf-8")
