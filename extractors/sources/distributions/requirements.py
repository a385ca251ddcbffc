"""What a project or distribution declares that it needs."""

from collections.abc import Iterable

from packaging.requirements import InvalidRequirement
from packaging.requirements import Requirement as Declared

from extractors.sources.distributions.identity import pypi_id
from graph.facts import Requirement


def declared_requirements(lines: Iterable[object]) -> tuple[Requirement, ...]:
    """Requirements (PEP 508) that hold on this machine without extras, by id; what can't be parsed is left out.

    The id carries a version only where the specifier allows just one (`==1.2.3`).
    """
    found: dict[str, Requirement] = {}
    for line in lines:
        try:
            declared = Declared(str(line))
            applies = declared.marker is None or declared.marker.evaluate({"extra": ""})
        except (InvalidRequirement, ValueError):
            continue
        if applies:
            exact = [
                clause.version
                for clause in declared.specifier
                if clause.operator in ("==", "===") and "*" not in clause.version
            ]
            requirement = Requirement(pypi_id(declared.name, exact[0] if len(exact) == 1 else ""), str(declared.specifier))
            found.setdefault(requirement.id, requirement)
    return tuple(found[name] for name in sorted(found))
