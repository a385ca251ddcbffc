"""What a file of terms speaks for, by where it lies."""

import re

_FOLDER = re.compile(r"^licen[cs]es$", re.IGNORECASE)
_OF_MODULE = re.compile(r"^(?P<module>[a-z_]\w*)\.(licen[cs]e|copying)$", re.IGNORECASE)


def reach(path: str) -> tuple[str, ...]:
    """What a licence file speaks for, as the starts of paths without a suffix: `("",)` for all, nothing when nobody can say.

    A file speaks for its folder; `six.LICENSE` for `six.py`; one in the metadata of a vendored distribution for that
    distribution's modules beside it; one below a wheel's `licenses` for the folder that it was copied from. Texts in a folder
    `LICENSES` are those that files refer to: at the root they belong to the whole, further down to nobody.
    """
    *folders, name = path.split("/")
    if folders and folders[0].endswith((".dist-info", ".egg-info")):
        folders = folders[1:]
        if folders and folders[0] == "licenses":
            folders = folders[1:]
        inner = [folder for folder in folders if not _FOLDER.match(folder)]
        whole = "/".join(inner)
        return tuple(dict.fromkeys((whole, whole.removeprefix("src/").removeprefix("lib/"))))
    vendored = next((at for at, folder in enumerate(folders) if folder.endswith((".dist-info", ".egg-info"))), None)
    if vendored is not None:
        module = folders[vendored].rpartition(".")[0].split("-")[0]
        beside = "/".join(folders[:vendored])
        return tuple(dict.fromkeys(f"{beside}/{form}" for form in (module, module.replace(".", "/"), module.replace(".", "_"))))
    if any(_FOLDER.match(folder) for folder in folders):
        return () if len(folders) > 1 else ("",)
    stem = _OF_MODULE.match(name)
    return ("/".join((*folders, stem["module"])),) if stem and folders else ("/".join(folders),)


def is_collected(path: str) -> bool:
    """Whether a file lies in a folder `LICENSES`, where REUSE keeps every text that some file refers to."""
    folders = path.split("/")[:-1]
    if folders and folders[0].endswith(".dist-info"):
        folders = folders[2:]
    return any(_FOLDER.match(folder) for folder in folders)
