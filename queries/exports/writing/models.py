"""Machine-learning models as CycloneDX 1.6 components with model cards. What is not known is left out and listed so."""

from collections.abc import Mapping
from typing import Any

from graph.facts import NOASSERTION
from queries.exports.reading.inventory import UsedModel, hex_of
from queries.exports.writing.components import hashes, licenses, properties
from queries.exports.writing.documents import Json, without_empty

_NOT_PROPERTIES = frozenset(
    {
        "id",
        "name",
        "version",
        "digest",
        "license",
        "source",
        "fingerprint",
        "figures",
        "limitations",
        "use_cases",
        "architecture",
    }
)
_CONSIDERATIONS = {"users": "users", "use_cases": "useCases", "limitations": "technicalLimitations"}
"""Lists that a Model node may hold, and where a model card has them."""


def model_of(model: UsedModel) -> Json:
    """The model with its card."""
    about = model.properties
    license_ = str(about.get("license") or NOASSERTION)
    digits = hex_of(str(about.get("digest") or ""))
    unknown = [name for name, known in _what_is_known(model).items() if not known]
    told: list[tuple[str, object]] = [("license", NOASSERTION)] if license_ == NOASSERTION else []
    if about.get("digest") and not digits:
        told.append(("digest", about["digest"]))
    told += [(key, value) for key, value in sorted(about.items()) if key not in _NOT_PROPERTIES]
    told += [("use", use) for use in model.uses]
    if made := model.training:
        names = ("tool", "started", "ended", "settings")
        told += [(f"training:{name}", value) for name in names if (value := getattr(made, name))]
    told += [("unknown", name) for name in unknown]
    return without_empty(
        {
            "type": "machine-learning-model",
            "bom-ref": model.id,
            "name": about.get("name") or model.id,
            "version": about.get("version") or "",
            "hashes": hashes(digits),
            "licenses": licenses(license_, "declared"),
            "modelCard": card_of(model),
            "properties": properties(told),
        }
    )


def card_of(model: UsedModel) -> Json:
    """The model card: what the graph says of the model and no more."""
    about = model.properties
    parameters = without_empty(
        {
            "approach": {"type": about["approach"]} if about.get("approach") else {},
            "task": task_of(model),
            "architectureFamily": about.get("architecture_family") or "",
            "modelArchitecture": about.get("architecture") or "",
            "datasets": _datasets(model),
            "inputs": [{"format": "text"}] if task_of(model) else [],
            "outputs": _outputs(model),
        }
    )
    considerations = {theirs: list(about[ours]) for ours, theirs in _CONSIDERATIONS.items() if about.get(ours)}
    return without_empty(
        {
            "bom-ref": f"{model.id}#card",
            "modelParameters": parameters,
            "quantitativeAnalysis": {"performanceMetrics": _metrics(model)} if _metrics(model) else {},
            "considerations": considerations,
        }
    )


def _metrics(model: UsedModel) -> list[Json]:
    """Each figure: what was measured, its value, and of what."""
    metrics = []
    for figure in model.properties.get("figures") or ():
        measured, _, of = str(figure).partition("; ")
        measure, _, value = measured.partition(" = ")
        metrics.append(without_empty({"type": measure, "value": value, "slice": of}))
    return metrics


def task_of(model: UsedModel) -> str:
    """What it is used for, in the usual words; empty where no activity says."""
    return "feature-extraction" if model.is_embedder else "text-generation" if model.is_generator else ""


def _datasets(model: UsedModel) -> list[Json]:
    """What it learned from: by name where the model says so itself, by package URL, digest and licence where the log does."""
    named: list[Json] = [{"type": "dataset", "name": name} for name in model.properties.get("datasets") or ()]
    inputs = model.training.inputs if model.training else ()
    return named + [
        {
            "type": "dataset",
            "name": one.id,
            "description": f"under {one.license}",
            "contents": {"properties": properties([("purl", one.id), ("digest", one.digest), ("license", one.license)])},
        }
        for one in inputs
    ]


def _outputs(model: UsedModel) -> list[Json]:
    if model.is_embedder:
        return [{"format": f"vector of {model.properties['dimensions']} float32"}]
    return [{"format": "text"}] if model.is_generator else []


def _what_is_known(model: UsedModel) -> Mapping[str, Any]:
    about = model.properties
    return {
        "version": about.get("version"),
        "digest": about.get("digest"),
        "license": about.get("license") not in (None, "", NOASSERTION),
        "task": task_of(model),
        "approach": about.get("approach"),
        "architecture": about.get("architecture") or about.get("architecture_family"),
        "datasets": _datasets(model),
        "performance": about.get("figures"),
        "considerations": any(about.get(name) for name in _CONSIDERATIONS),
    }
