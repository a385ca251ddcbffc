# The service in a container: `docker build -t codecraft .`, then `docker run codecraft --help`.

FROM python:3.12-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY graph graph
COPY extractors extractors
COPY models models
COPY queries queries
COPY api api
COPY cypher cypher
COPY app app
RUN pip wheel --no-cache-dir --wheel-dir /wheels .

FROM python:3.12-slim-bookworm
# git: for sources given as git+URL.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 codecraft \
    && install --directory --owner codecraft /var/cache/codecraft /var/lib/codecraft
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --find-links /wheels codecraft
USER codecraft
WORKDIR /var/lib/codecraft
ENV CODECRAFT_CACHE=/var/cache/codecraft \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
EXPOSE 8000
ENTRYPOINT ["codecraft"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
