"""Why a call site stays open."""

from extractors.languages.python.flow import Shape
from extractors.languages.python.linking.calls import Site
from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.stores import Load
from extractors.languages.python.linking.values import Opaque


def reason(project: Project, site: Site, load: Load | None) -> str:
    """A short slug; `load` is the attribute that the site calls, if it calls one."""
    if site.opaque:
        return "external-value"
    if site.function in project.parameter_nodes:
        return "callback-parameter"
    if load is not None:
        values = project.solver.of(load.base)
        if not values:
            return "unknown-receiver"
        return "external-value" if all(isinstance(value, Opaque) for value in values) else "dynamic-attribute"
    return "unknown-name" if site.shape == Shape.NAME and site.function in project.unknown_names else "unknown-value"
