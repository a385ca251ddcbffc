"""SPDX ids that are newer than license-expression's list. Source: the SPDX licence list 3.28 and 3.29."""

IDS = frozenset(
    {
        "ALGLIB-Documentation",
        "Advanced-Cryptics-Dictionary",
        "BOLA-1.1",
        "BSD-3-Clause-Tso",
        "BSD-Mark-Modifications",
        "Buddy",
        "CAPEC-tou",
        "ESA-PL-permissive-2.4",
        "ESA-PL-strong-copyleft-2.4",
        "ESA-PL-weak-copyleft-2.4",
        "HPND-SMC",
        "HPND-sell-variant-critical-systems",
        "ISO-permission",
        "MIT-STK",
        "MMPL-1.0.1",
        "MPL-2.0-no-copyleft-exception",
        "NIST-PD-TNT",
        "Net-SNMP",
        "OSC-1.0",
        "OSSP",
        "OpenMDW-1.0",
        "ParaType-Free-Font-1.3",
        "SGMLUG-PM",
        "TekHVC",
        "UnRAR",
        "Vixie-Cron",
        "WTFNMFPL",
        "WordNet",
        "X11-no-permit-persons",
        "hyphen-bulgarian",
    }
)
EXCEPTIONS = frozenset({"KiCad-libraries-exception"})
