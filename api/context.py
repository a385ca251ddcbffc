"""What a request works with: the parts that the application chose, and one loader for each kind of look-up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import strawberry
from anyio import CapacityLimiter, to_thread
from strawberry.dataloader import DataLoader

from graph.errors import NotFoundError
from graph.ports import Clean, Cleaned, Embedder, Generator, GraphStore, Reranker
from graph.provenance import Tool
from graph.tenancy import TenantView
from queries.calls import CallResult, callees_of_each, callers_of_each
from queries.judgements import Given
from queries.measures import Measures, measures_of
from queries.policy import Policy
from queries.status import SourceStatus, status
from queries.views import SymbolView, views

type CallKey = tuple[str, str, int, float]
"""Direction, symbol id, depth and least confidence."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one request may ask for. Seconds are of wall clock; `cost` counts fields times the items they can repeat for."""

    depth: int = 14
    aliases: int = 30
    tokens: int = 2_000
    cost: int = 20_000
    body_bytes: int = 200_000
    page: int = 100
    calls: int = 1_000
    seconds: float = 30.0
    answer_tokens: int = 8_000


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the name of a key, of which consents speak, and the tenant that it belongs to, empty for none."""

    key: str
    tenant: str = ""


@dataclass(frozen=True, slots=True)
class ApiContext:
    """The parts that serve requests. `generator`, `embedder` and `reranker` may be missing: answers and search then do without.

    `given` are the facts from outside the graph that rules are told, as they are now. `hosts` are the names under which the
    server may be addressed, so that a page elsewhere cannot reach it by renaming itself. `identify` tells by a key's secret who
    asks; without it nobody gives a key, and all ask under the name `key` for `tenant`. `policy` decides what may be shown and
    what may ground an answer. `clean` takes secrets out of questions. `tool` is what answers, as
    provenance names it.
    """

    store: GraphStore
    embedder: Embedder | None = None
    generator: Generator | None = None
    limits: Limits = field(default_factory=Limits)
    given: Callable[[], Given] = Given
    policy: Policy | None = None
    tenant: str = ""
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    threads: int = 4
    key: str = "local"
    identify: Callable[[str], Caller | None] | None = None
    clean: Clean = Cleaned
    tool: Tool | None = None
    reranker: Reranker | None = None


class RequestContext:
    """One request's own loaders: what its fields ask for at the same moment is asked of the store once.

    `store` is as who asks may see it.
    """

    def __init__(self, app: ApiContext, threads: CapacityLimiter, caller: Caller | None = None) -> None:
        self.app = app
        self.caller = caller or Caller(app.key, app.tenant)
        # Whose server this is may read the log over it; of several who share it none may read what the others asked.
        self.store: GraphStore = TenantView(app.store, self.caller.tenant, log=not (app.identify or self.caller.tenant))
        self._threads = threads
        self.symbols: DataLoader[str, SymbolView] = DataLoader(load_fn=self._symbols)
        self.measures: DataLoader[str, Measures] = DataLoader(load_fn=self._measures)
        self.calls: DataLoader[CallKey, CallResult] = DataLoader(load_fn=self._calls)
        self.sources: DataLoader[str, SourceStatus | None] = DataLoader(load_fn=self._sources)

    async def run[**P, T](self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do blocking work in a thread."""
        return await to_thread.run_sync(partial(work, *args, **kwargs), abandon_on_cancel=True, limiter=self._threads)

    async def _symbols(self, ids: list[str]) -> Sequence[SymbolView | NotFoundError]:
        found = await self.run(views, self.store, ids)
        return [found.get(wanted) or NotFoundError(f"there is no symbol {wanted}: search for it by name") for wanted in ids]

    async def _measures(self, ids: list[str]) -> Sequence[Measures]:
        found = await self.run(measures_of, self.store, ids)
        return [found.get(wanted, Measures()) for wanted in ids]

    async def _sources(self, ids: list[str]) -> Sequence[SourceStatus | None]:
        found = {one.id: one for one in (await self.run(status, self.store, check_disk=False)).sources}
        return [found.get(wanted) for wanted in ids]

    async def _calls(self, keys: list[CallKey]) -> Sequence[CallResult]:
        results: dict[CallKey, CallResult] = {}
        for direction, depth, confidence in dict.fromkeys((key[0], key[2], key[3]) for key in keys):
            ids = [key[1] for key in keys if (key[0], key[2], key[3]) == (direction, depth, confidence)]
            ask = callers_of_each if direction == "callers" else callees_of_each
            limit = self.app.limits.calls
            found = await self.run(ask, self.store, ids, depth=depth, limit=limit, min_confidence=confidence)
            results |= {(direction, symbol_id, depth, confidence): result for symbol_id, result in found.items()}
        return [results[key] for key in keys]


Info = strawberry.Info[RequestContext, None]
