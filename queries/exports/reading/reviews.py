"""Who approved a source, and who consented to its use."""

from dataclasses import dataclass

from queries.exports.reading.inventory import Component
from queries.exports.reading.times import moment


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody said of a source. `moment` is UTC, to the second."""

    who: str
    moment: str
    text: str


def reviews(component: Component) -> tuple[Review, ...]:
    """The review and the consent, where both person and time are known."""
    about = component.properties
    found = []
    if about.get("review") and about.get("reviewer") and (when := moment(about.get("reviewed"))):
        purpose = f" for {_joined(about['purpose'])}" if about.get("purpose") else ""
        found.append(Review(str(about["reviewer"]), when, f"{about['review']}{purpose}"))
    if about.get("consent_by") and (when := moment(about.get("consent_at"))):
        purpose = _joined(about.get("consent_for") or "its use")
        found.append(Review(str(about["consent_by"]), when, f"consented to {purpose}"))
    return tuple(found)


def _joined(value: object) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value)
