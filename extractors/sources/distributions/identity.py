"""Package URLs (purl) for everything that can be a source. Source: github.com/package-url/purl-spec."""

import re
from urllib.parse import urlsplit

from packageurl import PackageURL
from packaging.utils import canonicalize_name

_HOSTS = {"github.com": "github", "gitlab.com": "gitlab", "bitbucket.org": "bitbucket"}
# git@github.com:owner/repo.git, as against a URL or a Windows drive
_SCP = re.compile(r"^(?:[\w.-]+@)?(?P<host>[\w.-]{2,}):(?!//)(?P<path>.+)$")
_USER = re.compile(r"(?<=://)[^/\s]*@")


def pypi_id(name: str, version: str = "") -> str:
    """`pkg:pypi/name@version` with the normalised name, the version left out where it is not known."""
    return PackageURL("pypi", None, canonicalize_name(name), version or None).to_string()


def generic_id(name: str, version: str = "", namespace: str = "") -> str:
    """`pkg:generic/name`, for what has neither a release nor a repository on a known host."""
    return PackageURL("generic", namespace or None, name, version or None).to_string()


def repository_id(url: str, *, name: str, revision: str = "", prefix: str = "") -> str:
    """A repository's id: `pkg:github/owner/repo`, gitlab and bitbucket alike, else `pkg:generic/name`.

    A package URL has no place before its `#` for a folder within a repository, so one that is a source of its own
    (`prefix`, its path) reads `pkg:generic/github.com/owner/repo/the/folder`.
    """
    host, path = _host_and_path(url)
    kind = _HOSTS.get(host)
    parts = [part for part in path.removesuffix(".git").split("/") if part]
    if kind is None or len(parts) < 2:
        return generic_id(name, revision)
    if prefix:
        below = prefix.split("/")
        return generic_id(below[-1], revision, "/".join([host, *parts, *below[:-1]]).lower())
    return PackageURL(kind, "/".join(parts[:-1]), parts[-1], revision or None).to_string()


def repository_name(url: str) -> str:
    """The last part of a repository's URL without `.git`."""
    return _host_and_path(url)[1].rstrip("/").rpartition("/")[2].removesuffix(".git")


def without_credentials(text: str) -> str:
    """A URL, or a message with URLs in it, without users and passwords, fit to be shown and stored.

    The user `git` stays: it is no secret, and such a URL does not work without it.
    """
    return _USER.sub(lambda match: "git@" if match.group() == "git@" else "", text)


def _host_and_path(url: str) -> tuple[str, str]:
    if "://" in url:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www."), parts.path.strip("/")
    if match := _SCP.match(url):
        return match["host"].lower(), match["path"].strip("/")
    return "", url.rstrip("/")
