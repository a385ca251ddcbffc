"""What the licence names in package metadata mean in SPDX ids. Data, no logic but a lookup.

A name that more than one licence goes by maps to all of them; `metadata.py` then looks for more evidence. Two are taken at
their usual meaning although older licences had the name too: "Apache Software License" as Apache-2.0 and "Python Software
Foundation License" as PSF-2.0 (see docs/decisions/032).
Source of the classifier names: the trove-classifiers package.
"""

import re

type Candidates = frozenset[str]

# What goes by the bare family name; the licence file tells which.
BSD = (
    "BSD-1-Clause BSD-2-Clause BSD-3-Clause BSD-4-Clause BSD-4-Clause-UC BSD-2-Clause-Views BSD-2-Clause-Patent 0BSD "
    "BSD-Source-Code BSD-Advertising-Acknowledgement BSD-3-Clause-Attribution BSD-3-Clause-Clear BSD-3-Clause-LBNL "
    "BSD-3-Clause-Modification BSD-3-Clause-Open-MPI"
)
_OSI = {
    "Academic Free License (AFL)": "AFL-1.1 AFL-1.2 AFL-2.0 AFL-2.1 AFL-3.0",
    "Apache Software License": "Apache-2.0",
    "Apple Public Source License": "APSL-1.0 APSL-1.1 APSL-1.2 APSL-2.0",
    "Artistic License": "Artistic-1.0 Artistic-1.0-Perl Artistic-1.0-cl8 Artistic-2.0",
    "Attribution Assurance License": "AAL",
    "BSD License": BSD,
    "Blue Oak Model License (BlueOak-1.0.0)": "BlueOak-1.0.0",
    "Boost Software License 1.0 (BSL-1.0)": "BSL-1.0",
    "CEA CNRS Inria Logiciel Libre License, version 2.1 (CeCILL-2.1)": "CECILL-2.1",
    "CMU License (MIT-CMU)": "MIT-CMU",
    "Common Development and Distribution License 1.0 (CDDL-1.0)": "CDDL-1.0",
    "Common Public License": "CPL-1.0",
    "Eclipse Public License 1.0 (EPL-1.0)": "EPL-1.0",
    "Eclipse Public License 2.0 (EPL-2.0)": "EPL-2.0",
    "Educational Community License, Version 2.0 (ECL-2.0)": "ECL-2.0",
    "Eiffel Forum License": "EFL-1.0 EFL-2.0",
    "European Union Public Licence 1.0 (EUPL 1.0)": "EUPL-1.0",
    "European Union Public Licence 1.1 (EUPL 1.1)": "EUPL-1.1",
    "European Union Public Licence 1.2 (EUPL 1.2)": "EUPL-1.2",
    "GNU Affero General Public License v3": "AGPL-3.0-only AGPL-3.0-or-later",
    "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
    "GNU Free Documentation License (FDL)": "GFDL-1.1-or-later GFDL-1.2-or-later GFDL-1.3-or-later",
    "GNU General Public License (GPL)": "GPL-1.0-or-later GPL-2.0-only GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later",
    "GNU General Public License v2 (GPLv2)": "GPL-2.0-only",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU General Public License v3 (GPLv3)": "GPL-3.0-only",
    "GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
    "GNU Lesser General Public License v2 (LGPLv2)": "LGPL-2.0-only LGPL-2.1-only",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.0-or-later LGPL-2.1-or-later",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "GNU Library or Lesser General Public License (LGPL)": (
        "LGPL-2.0-only LGPL-2.0-or-later LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later"
    ),
    "Historical Permission Notice and Disclaimer (HPND)": "HPND",
    "IBM Public License": "IPL-1.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "MIT No Attribution License (MIT-0)": "MIT-0",
    "MirOS License (MirOS)": "MirOS",
    "Motosoto License": "Motosoto",
    "Mozilla Public License 1.0 (MPL)": "MPL-1.0",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Mulan Permissive Software License v2 (MulanPSL-2.0)": "MulanPSL-2.0",
    "NASA Open Source Agreement v1.3 (NASA-1.3)": "NASA-1.3",
    "Nethack General Public License": "NGPL",
    "Nokia Open Source License": "Nokia",
    "Open Group Test Suite License": "OGTSL",
    "Open Software License 3.0 (OSL-3.0)": "OSL-3.0",
    "PostgreSQL License": "PostgreSQL",
    "Python License (CNRI Python License)": "CNRI-Python",
    "Python Software Foundation License": "PSF-2.0",
    "Qt Public License (QPL)": "QPL-1.0",
    "Ricoh Source Code Public License": "RSCPL",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
    "Sleepycat License": "Sleepycat",
    "Sun Public License": "SPL-1.0",
    "The Unlicense (Unlicense)": "Unlicense",
    "Universal Permissive License (UPL)": "UPL-1.0",
    "University of Illinois/NCSA Open Source License": "NCSA",
    "Vovida Software License 1.0": "VSL-1.0",
    "W3C License": "W3C W3C-19980720 W3C-20150513",
    "Zero-Clause BSD (0BSD)": "0BSD",
    "Zope Public License": "ZPL-1.1 ZPL-2.0 ZPL-2.1",
    "zlib/libpng License": "Zlib zlib-acknowledgement",
}

_OTHER = {
    "Aladdin Free Public License (AFPL)": "Aladdin",
    "CC0 1.0 Universal (CC0 1.0) Public Domain Dedication": "CC0-1.0",
    "CeCILL-B Free Software License Agreement (CECILL-B)": "CECILL-B",
    "CeCILL-C Free Software License Agreement (CECILL-C)": "CECILL-C",
    "Eiffel Forum License (EFL)": "EFL-1.0 EFL-2.0",
    "Netscape Public License (NPL)": "NPL-1.0 NPL-1.1",
    "Nokia Open Source License (NOKOS)": "Nokia",
    "Public Domain": "LicenseRef-Public-Domain",
    "Repoze Public License": "BSD-3-Clause-Modification",
}

# These say that there is a licence, not which one.
_SILENT = frozenset({"OSI Approved", "DFSG approved", "Freely Distributable"})

# Names people write in the License field, as `_plain` leaves them.
_WRITTEN = {
    "0bsd": "0BSD",
    "afl 3.0": "AFL-3.0",
    "agpl 3": "AGPL-3.0-only AGPL-3.0-or-later",
    "agpl 3.0": "AGPL-3.0-only AGPL-3.0-or-later",
    "agpl 3+": "AGPL-3.0-or-later",
    "apache": "Apache-2.0",
    "apache 2": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache software": "Apache-2.0",
    "apache software 2.0": "Apache-2.0",
    "asl 2": "Apache-2.0",
    "asl 2.0": "Apache-2.0",
    "boost software 1.0": "BSL-1.0",
    "bsd": BSD,
    "bsd 2 clause": "BSD-2-Clause",
    "2 clause bsd": "BSD-2-Clause",
    "simplified bsd": "BSD-2-Clause",
    "freebsd": "BSD-2-Clause",
    "bsd 3 clause": "BSD-3-Clause",
    "3 clause bsd": "BSD-3-Clause",
    "new bsd": "BSD-3-Clause",
    "modified bsd": "BSD-3-Clause",
    "revised bsd": "BSD-3-Clause",
    "cc 0": "CC0-1.0",
    "cc 0 1.0 universal": "CC0-1.0",
    "epl 2.0": "EPL-2.0",
    "gpl": "GPL-1.0-or-later GPL-2.0-only GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later",
    "gpl 2": "GPL-2.0-only GPL-2.0-or-later",
    "gpl 2.0": "GPL-2.0-only GPL-2.0-or-later",
    "gpl 2+": "GPL-2.0-or-later",
    "gpl 3": "GPL-3.0-only GPL-3.0-or-later",
    "gpl 3.0": "GPL-3.0-only GPL-3.0-or-later",
    "gpl 3+": "GPL-3.0-or-later",
    "hpnd": "HPND",
    "isc": "ISC",
    "iscl": "ISC",
    "lgpl": "LGPL-2.0-only LGPL-2.0-or-later LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later",
    "lgpl 2.1": "LGPL-2.1-only LGPL-2.1-or-later",
    "lgpl 2.1+": "LGPL-2.1-or-later",
    "lgpl 3": "LGPL-3.0-only LGPL-3.0-or-later",
    "lgpl 3.0": "LGPL-3.0-only LGPL-3.0-or-later",
    "lgpl 3+": "LGPL-3.0-or-later",
    "mit": "MIT",
    "expat": "MIT",
    "mpl 2": "MPL-2.0",
    "mpl 2.0": "MPL-2.0",
    "mozilla public 2.0": "MPL-2.0",
    "mozilla public 2.0 mpl 2.0": "MPL-2.0",
    "psf": "PSF-2.0",
    "psfl": "PSF-2.0",
    "psf 2": "PSF-2.0",
    "python software foundation": "PSF-2.0",
    "public domain": "LicenseRef-Public-Domain",
    "unlicense": "Unlicense",
    "zlib": "Zlib",
    "zlib libpng": "Zlib zlib-acknowledgement",
    "zpl 2.1": "ZPL-2.1",
    "zope public 2.1": "ZPL-2.1",
}

_NOISE = re.compile(r"\b(the|licen[cs]ed?|version|under)\b|[,()/\-_]")
_VERSION = re.compile(r"(?<=[a-z])v?(?=\d)|\bv(?=\d)")
_ABBREVIATED = (
    ("gnu ", ""),
    ("general public license", "gpl"),
    ("general public licence", "gpl"),
    ("lesser gpl", "lgpl"),
    ("library gpl", "lgpl"),
    ("affero gpl", "agpl"),
    (" or later", "+"),
    (" or newer", "+"),
)


def classifier_ids(classifier: str) -> Candidates | None:
    """What a Trove classifier can mean. None for one that says nothing about the licence, empty for an unknown one."""
    if not classifier.startswith("License :: "):
        return None
    name = classifier.removeprefix("License :: ")
    if name in _SILENT:
        return None
    if name.startswith("OSI Approved :: "):
        return _ids(_OSI.get(name.removeprefix("OSI Approved :: "), ""))
    return _ids(_OTHER.get(name, ""))


def written_ids(name: str) -> Candidates:
    """What a name written by hand can mean; nothing when it isn't known."""
    return _ids(_WRITTEN.get(_plain(name), "") or _OSI.get(name.strip(), ""))


def _plain(name: str) -> str:
    text = name.lower()
    for long, short in _ABBREVIATED:
        text = text.replace(long, short)
    return " ".join(_VERSION.sub(" ", _NOISE.sub(" ", text)).split())


def _ids(ids: str) -> Candidates:
    return frozenset(ids.split())
