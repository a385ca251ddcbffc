"""What package metadata declares, by example and by real distributions."""

from email.message import Message
from importlib.metadata import distribution

import pytest
from trove_classifiers import classifiers

from extractors.licenses.metadata import declared_license, read_declared
from extractors.licenses.names import classifier_ids
from extractors.sources import open_source
from graph.facts import NOASSERTION, LicenseKind
from graph.licensing.expressions import normalise
from tests.licenses.texts import BSD2, BSD3, MIT

_OSI = "License :: OSI Approved :: "
_BSD, _APACHE, _MIT = f"{_OSI}BSD License", f"{_OSI}Apache Software License", f"{_OSI}MIT License"
_GPL, _GPL3, _GPL3_LATER = (
    f"{_OSI}GNU General Public License (GPL)",
    f"{_OSI}GNU General Public License v3 (GPLv3)",
    f"{_OSI}GNU General Public License v3 or later (GPLv3+)",
)


def metadata(license_: str = "", *classified: str, expression: str = "") -> Message:
    message = Message()
    if expression:
        message["License-Expression"] = expression
    if license_:
        message["License"] = license_
    for classifier in ("Programming Language :: Python :: 3", *classified):
        message["Classifier"] = classifier
    return message


# what metadata says, what licence files there are, the expression, the method
DECLARED = {
    "an expression decides": (metadata("GPL", _BSD, expression="mit or apache-2.0"), "MIT OR Apache-2.0", "pep639"),
    "an expression may name its own": (metadata(expression="MIT AND LicenseRef-Ours"), "MIT AND LicenseRef-Ours", "pep639"),
    "a broken expression says nothing": (metadata("MIT", expression="MIT OR ("), NOASSERTION, "pep639"),
    "a field in SPDX": (metadata("BSD-3-Clause", _BSD), "BSD-3-Clause", "license-field"),
    "a field in words": (metadata("Apache License, Version 2.0", _APACHE), "Apache-2.0", "license-field"),
    "a field in other words": (metadata("3-Clause BSD License"), "BSD-3-Clause", "license-field"),
    "a short field": (metadata("LGPLv3+"), "LGPL-3.0-or-later", "license-field"),
    "a long field": (metadata("GNU Lesser General Public License v3 or later"), "LGPL-3.0-or-later", "license-field"),
    "a choice": (metadata("MIT or Apache License 2.0"), "MIT OR Apache-2.0", "license-field"),
    "a choice by a slash": (metadata("MIT/Apache-2.0"), "MIT OR Apache-2.0", "license-field"),
    "several by a comma": (metadata("MIT, ISC"), "MIT AND ISC", "license-field"),
    "a field and more classifiers": (metadata("MIT", _MIT, _APACHE), "MIT AND Apache-2.0", "license-field"),
    "a bare GNU id": (metadata("GPL-3.0"), "GPL-3.0-only", "license-field"),
    "a bare GNU id, told apart": (metadata("GPL-3.0", _GPL3_LATER), "GPL-3.0-or-later", "classifier"),
    "an unclear GNU name, told apart": (metadata("GPLv3", _GPL3), "GPL-3.0-only", "classifier"),
    "an unclear classifier, told apart": (metadata("GPLv3+", _GPL), "GPL-3.0-or-later", "license-field"),
    "a classifier": (metadata("", _APACHE), "Apache-2.0", "classifier"),
    "an unknown field beside it": (metadata("see LICENSE", _MIT), "MIT", "classifier"),
    "two classifiers": (metadata("", _MIT, _APACHE), "Apache-2.0 AND MIT", "classifier"),
    "two for choice": (metadata("Dual License", _MIT, _APACHE), "Apache-2.0 OR MIT", "classifier"),
    "a family of licences": (metadata("", _BSD), NOASSERTION, "none"),
    "a family twice": (metadata("BSD", _BSD), NOASSERTION, "none"),
    "a choice that the field names": (metadata("MIT or Apache or so", _MIT, _APACHE), "Apache-2.0 OR MIT", "classifier"),
    "later versions are no choice": (metadata("Terms 2 or later", _MIT, _APACHE), "Apache-2.0 AND MIT", "classifier"),
    "a proprietary one": (metadata("", "License :: Other/Proprietary License"), NOASSERTION, "none"),
    "public domain": (metadata("", "License :: Public Domain"), "LicenseRef-Public-Domain", "classifier"),
    "a name that is worded": (metadata("BSD or Apache License, Version 2.0", _BSD, _APACHE), NOASSERTION, "none"),
    "a name with its version": (metadata("Apache License 2.0"), "Apache-2.0", "license-field"),
    "an old Zope": (metadata("ZPL 2.1"), "ZPL-2.1", "license-field"),
    "an old Python": (metadata("Python Software Foundation License"), "PSF-2.0", "license-field"),
    "MIT by its other name": (metadata("MIT/X11"), "MIT", "license-field"),
    "a name and a pointer": (metadata("MIT, see LICENSE for details"), "MIT", "license-field"),
    "a name in brackets": (metadata("BSD (3-clause)"), "BSD-3-Clause", "license-field"),
    "a name and what is not known": (metadata("MIT with an exception for toasters"), NOASSERTION, "none"),
    "proprietary against a field": (metadata("MIT", "License :: Other/Proprietary License"), NOASSERTION, "none"),
    "OSI approved, no more": (metadata("MIT", "License :: OSI Approved"), "MIT", "license-field"),
    "UNKNOWN": (metadata("UNKNOWN"), NOASSERTION, "none"),
    "nothing": (metadata(), NOASSERTION, "none"),
}


@pytest.mark.parametrize("case", DECLARED)
def test_what_metadata_alone_supports(case: str) -> None:
    message, expression, method = DECLARED[case]

    claim = declared_license(message)

    assert (claim.expression, claim.method, claim.kind) == (expression, method, LicenseKind.DECLARED)


# metadata, licence files, the expression
DETECTED = {
    "a family and its text": (metadata("", _BSD), {"LICENSE": BSD3}, "BSD-3-Clause"),
    "a family and the other text": (metadata("BSD", _BSD), {"LICENSE": BSD2}, "BSD-2-Clause"),
    "a family beside a clear one": (metadata("", _MIT, _BSD), {"LICENSE": MIT + BSD3}, "BSD-3-Clause AND MIT"),
    "a choice with a family": (metadata("BSD or MIT", _MIT, _BSD), {"LICENSE": MIT + BSD3}, "BSD-3-Clause OR MIT"),
    "no metadata": (metadata(), {"LICENSE": MIT}, "MIT"),
    "two texts": (metadata(), {"LICENSE.BSD": BSD2, "LICENSE.MIT": MIT}, "BSD-2-Clause AND MIT"),
    "the text in the field": (metadata(BSD2), {}, "BSD-2-Clause"),
}


@pytest.mark.parametrize("case", DETECTED)
def test_what_licence_texts_settle(case: str) -> None:
    message, texts, expression = DETECTED[case]

    claim = declared_license(message, texts)

    assert (claim.expression, claim.method, claim.kind) == (expression, "license-text", LicenseKind.DETECTED)


# metadata with licence files that settle nothing
UNSETTLED = {
    "another text than the classifier": (metadata("", _BSD), {"LICENSE": MIT}),
    "a text that is nobody's": (metadata(), {"LICENSE": "You may use this on Tuesdays, when the moon is full."}),
    "a text with much more in it": (metadata(), {"LICENSE": MIT + "And you must also pay for every copy sold. " * 80}),
    "proprietary with a free text": (metadata("", "License :: Other/Proprietary License"), {"LICENSE": MIT}),
}


@pytest.mark.parametrize("case", UNSETTLED)
def test_what_stays_unknown(case: str) -> None:
    assert declared_license(*UNSETTLED[case]).expression == NOASSERTION


def test_every_licence_classifier_is_known_or_left_out_on_purpose() -> None:
    silent = {
        "License :: Free For Educational Use",
        "License :: Free For Home Use",
        "License :: Free To Use But Restricted",
        "License :: Free for non-commercial use",
        "License :: Freeware",
        "License :: GUST Font License 1.0",
        "License :: GUST Font License 2006-09-30",
        "License :: Other/Proprietary License",
    }
    named = {name: classifier_ids(name) for name in classifiers if name.startswith("License :: ")}

    assert {name for name, ids in named.items() if ids is not None and not ids} == silent
    wrong = {id_ for ids in named.values() for id_ in ids or () if normalise(id_) != id_}
    assert wrong == set(), "these are no current SPDX ids"


# Read by hand; these have not changed in years, so an upgrade does not break the test.
REAL = {
    "certifi": "MPL-2.0",
    "charset-normalizer": "MIT",
    "click": "BSD-3-Clause",
    "h11": "MIT",
    "httpcore": "BSD-3-Clause",
    "httpx": "BSD-3-Clause",
    "hypothesis": "MPL-2.0",
    "idna": "BSD-3-Clause",
    "jedi": "MIT",
    "libcst": "MIT",
    "license-expression": "Apache-2.0",
    "markdown-it-py": "MIT",
    "msgspec": "BSD-3-Clause",
    "mypy": "MIT",
    "networkx": "BSD-3-Clause",
    "packaging": "Apache-2.0 OR BSD-2-Clause",
    "parso": "MIT",
    "pluggy": "MIT",
    "pygments": "BSD-2-Clause",
    "pytest": "MIT",
    "pyyaml": "MIT",
    "requests": "Apache-2.0",
    "rich": "MIT",
    "sortedcontainers": "Apache-2.0",
    "starlette": "BSD-3-Clause",
    "strawberry-graphql": "MIT",
    "tokenizers": "Apache-2.0",
    "typing-extensions": "PSF-2.0",
    "urllib3": "MIT",
    "uvicorn": "BSD-3-Clause",
}


@pytest.mark.parametrize("name", REAL)
def test_real_distributions(name: str) -> None:
    assert distribution(name)
    assert open_source(f"installed:{name}").read().info.licenses[0].expression == REAL[name]


@pytest.mark.parametrize(
    ("field", "expression"),
    [
        ("The MIT License (MIT)", "MIT"),
        ("MIT (https://opensource.org/licenses/MIT)", "MIT"),
        ("https://opensource.org/license/mit/", "MIT"),
        ("http://www.apache.org/licenses/LICENSE-2.0", "Apache-2.0"),
        ("OSI Approved :: MIT License", "MIT"),
        ('BSD 3-Clause "New" or "Revised" License', "BSD-3-Clause"),
        ("3-clause BSD <http://www.opensource.org/licenses/bsd-license.php>", "BSD-3-Clause"),
        ("Apache License Version 2.0, January 2004", "Apache-2.0"),
        ("MIT licensed, as found in the LICENSE file", "MIT"),
        ("Dual Apache/MIT", "Apache-2.0 OR MIT"),
        ("MIT + Apache", "MIT AND Apache-2.0"),
        ("Attribution-NonCommercial-ShareAlike 4.0 International (CC BY-NC-SA 4.0)", "CC-BY-NC-SA-4.0"),
        ("GPLv2-or-later with a special exception for what is built with it", "GPL-2.0-or-later"),
        ("MIT, but not on Tuesdays", NOASSERTION),
        ("a modified version of the MIT License", NOASSERTION),
    ],
)
def test_how_people_write_a_field(field: str, expression: str) -> None:
    assert read_declared(metadata(field)).expression == expression


def test_what_may_be_distributed_freely_says_nothing_of_the_licence() -> None:
    assert read_declared(metadata("ISC", "License :: Freely Distributable")).expression == "ISC"
