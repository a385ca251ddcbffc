"""Policy files: what they can say, and how a wrong one is told."""

import hashlib
import json
from pathlib import Path

import pytest

from graph.errors import InputError, NotFoundError
from queries.policy import Outcome, Policy, Use
from queries.policy_file import read_policy, shipped_text

OURS = """
name = "Ours"
outbound = "Apache-2.0"

[ground]
allowed = ["permissive", "LicenseRef-Ours", "MPL-2.0"]
review = ["BSD-*"]
denied = ["BSD-4-Clause", "copyleft", "unknown"]

[for."GPL-3.0-or-later".ground]
allowed = ["*"]

[[accepted]]
licenses = ["PSF-2.0", "LicenseRef-Ours"]
into = ["Apache-2.0"]
reason = "Counsel looked."
by = "Ada"
on = 2026-11-20
"""
ACCEPTED = """[[accepted]]
licenses = ["{}"]
into = {}
reason = "Counsel looked."
by = "Ada"
on = 2026-11-20
"""


def policy(folder: Path, text: str) -> Policy:
    file = folder / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return read_policy(file)


@pytest.mark.parametrize(
    ("expression", "outbound", "expected"),
    [
        ("MIT", "", Outcome.ALLOWED),
        ("PSF-2.0", "", Outcome.ALLOWED),
        ("LicenseRef-Ours", "", Outcome.ALLOWED),
        ("LicenseRef-Theirs", "", Outcome.DENIED),
        ("MPL-2.0", "", Outcome.DENIED),
        ("BSD-3-Clause", "", Outcome.REVIEW),
        ("BSD-4-Clause", "", Outcome.DENIED),
        ("GPL-3.0-or-later", "GPL-3.0-or-later", Outcome.ALLOWED),
        ("MPL-2.0", "GPL-3.0-or-later", Outcome.ALLOWED),
        ("NOASSERTION", "GPL-3.0-or-later", Outcome.UNKNOWN),
        ("LGPL-2.1-only", "", Outcome.DENIED),
    ],
)
def test_what_is_named_closest_decides(tmp_path: Path, expression: str, outbound: str, expected: Outcome) -> None:
    assert policy(tmp_path, OURS).decide(expression, outbound=outbound).outcome is expected


def test_what_is_accepted_into_one_licence_is_accepted_into_a_choice_with_it(tmp_path: Path) -> None:
    ours = policy(tmp_path, OURS)
    assert ours.compatible("PSF-2.0", "Apache-2.0")[0] == "yes"
    assert ours.compatible("PSF-2.0", "MIT OR Apache-2.0")[0] == "unknown"
    both = policy(tmp_path, OURS + ACCEPTED.format("PSF-2.0", '["MIT"]'))
    assert both.compatible("PSF-2.0", "MIT OR Apache-2.0")[0] == "yes"
    assert both.compatible("GPL-3.0-only", "MIT OR Apache-2.0")[0] == "no"


def test_what_is_accepted_anywhere_answers_only_what_the_matrix_does_not_know(tmp_path: Path) -> None:
    ours = policy(tmp_path, ACCEPTED.format("Python-2.0", '"any"'))
    assert ours.compatible("Python-2.0", "GPL-2.0-only")[0] == "no"
    assert ours.compatible("Python-2.0", "LicenseRef-Ours") == (
        "yes",
        "Python-2.0 into LicenseRef-Ours is accepted by Ada on 2026-11-20: Counsel looked.",
    )
    assert ours.compatible("Python-2.0", "NOASSERTION")[0] == "unknown"
    assert ours.compatible("PSF-2.0", "Apache-2.0")[0] == "unknown", "the file's table stands in the place of the shipped one"
    denied = policy(tmp_path, '[distribute]\nallowed = ["MIT"]\n' + ACCEPTED.format("Python-2.0", '"any"'))
    assert denied.compatible("Python-2.0", "LicenseRef-Ours")[0] == "unknown"


def test_what_is_accepted_says_who_and_why(tmp_path: Path) -> None:
    shipped = read_policy(None)
    for one in ("CC0-1.0", "MIT-0", "PSF-2.0"):
        decision = shipped.decide(one, outbound="Apache-2.0")
        assert decision.outcome is Outcome.ALLOWED
        assert any("accepted by the authors of CodeCraft on 2026-" in why for why in decision.reasons)
    none = policy(tmp_path, "accepted = []")
    assert none.decide("PSF-2.0", outbound="Apache-2.0").outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "data",
    [
        {"timestamp": "2026-10-01T00:00:00+0200", "timeformat": "%Y", "MIT": {"GPL-2.0-only": "No", "ISC": "Yes"}},
        {
            "timestamp": "2026-10-01T00:00:00+0200",
            "licenses": [
                {
                    "name": "MIT",
                    "compatibilities": [
                        {"name": "GPL-2.0-only", "compatibility": "No", "explanation": "Copyleft."},
                        {"name": "ISC", "compatibility": "Yes", "explanation": "Permissive."},
                    ],
                }
            ],
        },
    ],
    ids=["matrix.json", "matrixseqexpl.json"],
)
def test_newer_data_of_the_matrix_is_a_file_beside_the_policy(tmp_path: Path, data: dict[str, object]) -> None:
    (tmp_path / "newer.json").write_text(json.dumps(data))
    ours = policy(tmp_path, 'matrix = "newer.json"\naccepted = []\n')
    told = [ours.compatible(one, "MIT")[0] for one in ("ISC", "GPL-2.0-only", "BSD-3-Clause")]
    assert told == ["yes", "no", "unknown"]
    assert ours.matrix.date == "2026-10-01"
    assert ours.matrix.digest == f"sha256:{hashlib.sha256((tmp_path / 'newer.json').read_bytes()).hexdigest()}"


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "{}",
        '{"timestamp": "soon", "MIT": {}}',
        '{"timestamp": "2026-10-01"}',
        '{"timestamp": "2026-10-01", "licenses": 3}',
    ],
)
def test_a_matrix_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "newer.json").write_text(text)
    with pytest.raises(InputError, match=r"the compatibility matrix of .*newer\.json"):
        policy(tmp_path, 'matrix = "newer.json"')


def test_what_a_file_leaves_out_is_as_shipped(tmp_path: Path) -> None:
    ours, shipped = policy(tmp_path, OURS), read_policy(None)
    assert ours.lists(Use.TRAIN) == shipped.lists(Use.TRAIN)
    assert ours.lists(Use.GROUND) != shipped.lists(Use.GROUND)
    assert ours.digest != shipped.digest


def test_the_shipped_file_is_one_to_start_from(tmp_path: Path) -> None:
    copy = policy(tmp_path, shipped_text())
    assert (copy.digest, copy.purposes) == ((shipped := read_policy(None)).digest, shipped.purposes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[ground", "is not TOML"),
        ("[grund]", "there is no 'grund': did you mean 'ground'?"),
        ("[ground]\nallow = ['MIT']", "ground: there is no 'allow': did you mean 'allowed'?"),
        ("[ground]\nallowed = 'MIT'", "ground.allowed must be a list of texts"),
        ("[ground]\nallowed = ['MITT']", "'MITT' is no SPDX licence id: did you mean MIT?"),
        ("[ground]\nallowed = ['permisive']", "did you mean permissive?"),
        ("[ground]\nallowed = ['MIT OR Apache-2.0']", "is more than one licence: give each by itself"),
        ("[ground]\nallowed = ['MIT']\ndenied = ['MIT']", "ground: MIT is in allowed and in denied: keep one of them"),
        ("[ground]\nallowed = ['unknown']", "cannot be allowed for ground: conclude its licence first"),
        ("[train]\nallowed = ['unknown']", "cannot be allowed for train"),
        ("[for.MIT.ground]\nallowed = ['unknown']", "cannot be allowed for ground"),
        ("[for.MIT.grund]", "for.MIT: there is no 'grund'"),
        ("[for.MITT.ground]", "for: 'MITT' is no SPDX licence id"),
        ("ground = 3", "ground must be a table, not 3"),
        ("outbound = 3", "outbound must be a text"),
        ("outbound = 'Apache2'", "outbound: 'Apache2' is no SPDX licence id: did you mean Apache-2.0?"),
        ("accepted = 3", "accepted must be tables: write each as [[accepted]]"),
        ("[[accepted]]\nlicenses = ['PSF-2.0']", "accepted 1 says no into: a person accepts"),
        (ACCEPTED.format("MITT", '"any"'), "'MITT' is no SPDX licence id"),
        (ACCEPTED.format("MPL-2.0", '"any"'), "only what is permissive is accepted into any work"),
        (ACCEPTED.format("LicenseRef-Ours", '"any"'), "name those that LicenseRef-Ours may go into"),
        (ACCEPTED.format("PSF-2.0", '"all"'), "accepted 1.into must be a list"),
        (ACCEPTED.format("PSF-2.0", '"any"').replace("Ada", ""), "accepted 1.by is empty"),
        (ACCEPTED.format("PSF-2.0", '"any"').replace("2026-11-20", "'today'"), "accepted 1.on must be a date"),
        ("matrix = 'nowhere.json'", "there is no compatibility matrix"),
        ("[ground]\nallowed = ['GPL-2.0-only WITH Foo-exception']", "is no exception that SPDX lists"),
    ],
)
def test_a_wrong_file_is_told_in_one_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        policy(tmp_path, text)
    assert message in str(raised.value)
    assert str(tmp_path / "policy.toml") in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no policy file"):
        read_policy(tmp_path / "nowhere.toml")
    (tmp_path / "latin.toml").write_bytes(b"name = '\xe9'")
    with pytest.raises(InputError, match="save it as UTF-8"):
        read_policy(tmp_path / "latin.toml")


@pytest.mark.parametrize("pattern", ["*", "N*", "U*", "*-*", "LicenseRef-*"])
def test_no_pattern_names_what_nobody_knows(tmp_path: Path, pattern: str) -> None:
    wide = policy(tmp_path, f"[ground]\nallowed = ['{pattern}']")
    assert not any(wide.decide(one).allowed for one in ("NOASSERTION", "NONE", "UNKNOWN", "Made-up-1.0"))
