"""A source as its manifest entry wants it: named, narrowed, pinned, with the licence and the word that hold for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.licenses.files import covered_folder
from extractors.sources.distributions.identity import generic_id
from extractors.sources.manifests.entry import Entry
from extractors.sources.manifests.places import is_pinned
from extractors.sources.manifests.refusals import Refusal, refused_by_license, refused_by_place
from graph.errors import InputError, TermsError
from graph.facts import Governance, LicenseClaim, LicenseKind, Snapshot, SourceInfo, SourceKind
from graph.licensing.comparing import offers, same_terms
from graph.licensing.expressions import normalise
from graph.ports import Source
from graph.projection.licenses import source_license


@dataclass(frozen=True, slots=True)
class Listed:
    """An approved entry's source. `manifest` is the path of the file that lists it, `where` how messages name the entry.

    `before` is the licence that was read the last time, for an entry that expects none.
    """

    source: Source
    entry: Entry
    manifest: str
    where: str
    before: str = ""

    def read(self) -> Snapshot:
        """The source's snapshot, changed as the entry says. Raises TermsError, InputError when it is not what was approved."""
        self._refuse(refused_by_place(self.entry))  # before anything is fetched
        whole = self.source.read()
        self._check(whole.info)
        documents = tuple(document for document in whole.documents if self._keeps(document.path))
        if not documents:
            raise InputError(f"{self.where}: include and exclude leave no file of it: change the globs in the manifest")
        diagnostics = tuple(diagnostic for diagnostic in whole.diagnostics if self._keeps(diagnostic.path))
        folders = {folder for document in documents for folder in _folders(document.path)}
        stated = tuple(one for one in whole.license_files if covered_folder(one.path) in folders)
        return Snapshot(self._named(whole.info), documents, diagnostics, stated, whole.annotations)

    def _check(self, info: SourceInfo) -> None:
        entry, read = self.entry, source_license(info)
        if entry.revision and info.kind is SourceKind.INSTALLED and info.version != entry.revision:
            raise InputError(
                f"{self.where}: {info.version} is installed and the entry pins {entry.revision}: "
                "install that version, or change revision"
            )
        expected = normalise(entry.expected_license) if entry.expected_license else self.before
        as_expected = offers(read, expected) if entry.expected_license else same_terms(read, expected)
        if expected and not as_expected:
            raise TermsError(
                f"{self.where}: the licence is read as {read} and {expected} is expected: nothing of it was indexed; look at "
                "the licence, then change expected_license and review the entry again"
            )
        # Code of one's own house has no licence to look at: its consent says what it may be used for.
        if not entry.internal:
            self._refuse(refused_by_license(normalise(entry.license) if entry.license else read))

    def _refuse(self, found: Refusal | None) -> None:
        if found is not None and found.kind not in self.entry.review.accept:
            raise TermsError(f"{self.where}: {found}")

    def _keeps(self, path: str) -> bool:
        included = not self.entry.include or _matches(path, self.entry.include)
        return included and not _matches(path, self.entry.exclude)

    def _named(self, info: SourceInfo) -> SourceInfo:
        info = replace(info, governance=governance(self.entry, self.manifest))
        if self.entry.license:
            claim = LicenseClaim(normalise(self.entry.license), LicenseKind.CONCLUDED, "manifest")
            info = replace(info, licenses=(claim, *(one for one in info.licenses if one.kind is not LicenseKind.CONCLUDED)))
        if not self.entry.name:
            return info
        if info.id == generic_id(info.name, info.revision):
            info = replace(info, id=generic_id(self.entry.name, info.revision))
        elif info.id == generic_id(info.name):
            info = replace(info, id=generic_id(self.entry.name))
        return replace(info, name=self.entry.name)


def governance(entry: Entry, manifest: str) -> Governance:
    """What an approved entry says of its source."""
    consent = entry.consent
    return Governance(
        reviewer=entry.review.reviewer,
        reviewed=entry.review.date.isoformat() if entry.review.date else "",
        manifest=manifest,
        entry=entry.location,
        review=entry.review.state,
        reason=entry.review.reason,
        purpose=entry.purpose,
        tenants=entry.tenants,
        expected_license=normalise(entry.expected_license) if entry.expected_license else "",
        pinned=is_pinned(entry.location, entry.revision),
        consent_by=consent.by if consent else "",
        consent_at=consent.date.isoformat() if consent else "",
        consent_for=consent.use if consent else "",
        refresh=entry.refresh,
        grounds=tuple(entry.grounds),
        quality=entry.quality,
    )


def _folders(path: str) -> set[str]:
    """The folders that a file lies in, at any depth."""
    parts = path.split("/")[:-1]
    return {"/".join(parts[:count]) for count in range(len(parts) + 1)}


def _matches(path: str, patterns: Sequence[str]) -> bool:
    if not patterns:
        return False
    from wcmatch import glob  # noqa: PLC0415 (few sources have patterns)

    return bool(glob.globmatch(path, list(patterns), flags=glob.GLOBSTAR | glob.DOTGLOB))
