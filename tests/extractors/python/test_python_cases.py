"""Facts and edges by example: each folder under `cases/` is a small project with what is expected of it in `expected.txt`.

After a change that is meant, `python tests/extractors/python/test_python_cases.py` writes what is found now: read the
difference.
"""

from pathlib import Path

import pytest

from extractors.languages.python.extractor import EXTRACTOR
from extractors.languages.python.linker import PythonLinker
from graph.facts import Document, FileFacts, LinkedFacts, SourceInfo, SourceKind

CASES = Path(__file__).parent / "cases"
SOURCE = SourceInfo("pkg:generic/case", SourceKind.DIRECTORY, "case", "")


def facts_of(folder: Path) -> dict[str, FileFacts]:
    files = {}
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder).as_posix()
        files[name] = EXTRACTOR.extract(Document(name, path.read_text(encoding="utf-8"), f"sha256:{name}"))
    return files


def render(files: dict[str, FileFacts], linked: LinkedFacts) -> str:
    """Everything found, one line each, in an order to read: symbols, imports, claims, what stays open, what was left out."""

    def short(identity: str) -> str:
        return identity.partition("#")[2]

    lines = ["symbols"]
    for symbol in linked.symbols:
        definition = symbol.definition
        parts = [f"  {definition.kind} {short(symbol.id)}{definition.signature} {definition.line}-{definition.end_line}"]
        parts += ["async"] * definition.is_async
        parts += [f"@{decorator}" for decorator in definition.decorators]
        parts += [f"= {definition.value}"] * bool(definition.value) + [repr(definition.docstring)] * bool(definition.docstring)
        lines.append(" ".join(parts))
    lines.append("claims")
    for claim in linked.claims:
        where = ",".join(str(line) for line in claim.lines)
        extra = "".join(f" {key}={value}" for key, value in claim.properties.items() if (key, value) != ("candidates", 1))
        lines.append(
            f"  {claim.type} {short(claim.start)} -> {short(claim.end)} {claim.method} {claim.confidence} at {where}{extra}"
        )
    lines.append(f"unresolved of {linked.call_sites} call sites")
    lines += [f"  {short(site.caller)} {site.name} at {site.line}: {site.reason}" for site in linked.unresolved]
    diagnostics = [found for file in files.values() for found in file.diagnostics]
    lines += ["diagnostics"] * bool(diagnostics)
    lines += [f"  {found.path}:{found.line} {found.code}" for found in diagnostics]
    return "\n".join(lines) + "\n"


def found_in(folder: Path) -> str:
    files = facts_of(folder)
    return render(files, PythonLinker(jedi_seconds=0).link(SOURCE, files))


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir() if path.is_dir()))
def test_case(case: str) -> None:
    assert found_in(CASES / case) == (CASES / case / "expected.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    for folder in sorted(CASES.iterdir()):
        (folder / "expected.txt").write_text(found_in(folder), encoding="utf-8")
