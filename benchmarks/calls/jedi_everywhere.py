"""Asks Jedi where the called name of every call in a folder is defined: `python -m benchmarks.calls.jedi_everywhere FOLDER`."""

import ast
import sys
from pathlib import Path

import jedi


def main() -> None:
    """Print how many calls were asked for and how many had an answer."""
    folder = Path(sys.argv[1])
    project = jedi.Project(folder.parent)
    asked = answered = 0
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        script = jedi.Script(text, path=path, project=project)
        for line, column in _called(text):
            asked += 1
            try:
                answered += bool(script.goto(line, column, follow_imports=True))
            except Exception as error:
                print(f"{path}:{line} {type(error).__name__}")
    print(f"{answered} of {asked} calls answered")


def _called(text: str) -> list[tuple[int, int]]:
    """Line and column of the last character of each called name."""
    lines = text.split("\n")
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            line, end = node.func.end_lineno or node.func.lineno, node.func.end_col_offset or 1
            found.append((line, len(lines[line - 1].encode()[: end - 1].decode(errors="ignore"))))
    return found


if __name__ == "__main__":
    main()
