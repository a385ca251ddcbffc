"""How the ids of files read, as docs/graph.md says."""


def file_id(source: str, path: str) -> str:
    """The id of a source's file."""
    return f"{source}#/{path}"


def path_of(file: str) -> str:
    """The path in a file's id."""
    return file.partition("#/")[2]


def section_id(source: str, path: str, slug: str) -> str:
    """The id of a section of a document: its file's, and the fragment that its heading has."""
    return f"{file_id(source, path)}#{slug}"
