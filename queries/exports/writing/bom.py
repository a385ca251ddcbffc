"""A CycloneDX 1.6 document around its components. Source: cyclonedx.org/docs/1.6/json."""

from collections.abc import Sequence

from queries.exports.reading.inventory import Component, Inventory
from queries.exports.reading.request import Request
from queries.exports.writing.components import component_of, properties
from queries.exports.writing.documents import Json, uuid_of, without_empty


def bom(
    request: Request, subject: Component | None, components: Sequence[Json], parts: Json, told: Sequence[tuple[str, object]]
) -> Json:
    """The document. `subject` is what it is about, if one thing; `parts` are further top-level fields.

    The serial number is made of the content without the time: two exports of one state differ in their time alone.
    """
    tool = {"type": "application", "name": request.tool, "version": request.version}
    metadata = without_empty(
        {
            "lifecycles": [{"phase": "pre-build"}],
            "tools": {"components": [tool]},
            "component": component_of(subject, files=request.with_files) if subject else {},
            "properties": properties(told),
        }
    )
    content = without_empty({"components": list(components), **parts})
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid_of([metadata, content])}",
        "version": 1,
        "metadata": {"timestamp": request.at, **metadata},
        **content,
    }


def subject_of(found: Inventory) -> Component | None:
    """The one source that was asked for, if it was one."""
    wanted = found.chosen[0] if len(found.chosen) == 1 else None
    return next((one for one in found.components if one.id == wanted), None)


def dependencies(found: Inventory) -> list[Json]:
    """What each component needs. One that is not indexed says nothing: what it needs is not known."""
    needs: dict[str, list[str]] = {one.id: [] for one in found.components if one.indexed}
    for dependency in found.dependencies:
        needs[dependency.start].append(dependency.end)
    return [without_empty({"ref": ref, "dependsOn": ends}) for ref, ends in needs.items()]


def compositions(found: Inventory) -> list[Json]:
    """How complete the dependencies are: of an indexed source those that it names, of others nothing is known."""
    unknown = [one.id for one in found.components if not one.indexed]
    return [{"aggregate": "unknown", "dependencies": unknown}] if unknown else []
