"""Reading `policy.toml`: the shipped file says what each entry means. What cannot be meant is refused, with what to write."""

import hashlib
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.errors import InputError, NotFoundError
from graph.licensing.checks import check_expression, check_id
from queries.policy import CATEGORIES, Lists, Policy, Use

_OUTCOMES = ("allowed", "review", "denied")
_TOP = ("name", "outbound", *(purpose.value for purpose in Use), "for", "compatible")


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
    return _policy(text, str(file), shipped)


def shipped_text() -> str:
    """The shipped policy as it is written."""
    return _shipped()


def _policy(text: str, origin: str, shipped: Policy | None) -> Policy:
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
        accepted={
            check_expression(key, f"{origin}: compatible").lower(): frozenset(
                check_id(entry, f"{origin}: compatible.{key}").lower()
                for entry in _strings(value, f"{origin}: compatible.{key}")
            )
            for key, value in _table(table.get("compatible", {}), f"{origin}: compatible").items()
        },
        digest="sha256:" + hashlib.sha256(text.encode()).hexdigest(),
        origin=origin,
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
