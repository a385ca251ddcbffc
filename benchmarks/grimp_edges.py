"""What grimp says of one package on the path, for `benchmarks.imports`: `python -m benchmarks.grimp_edges PACKAGE`.

A process of its own, because grimp takes the place of a package that is already imported for the one to be read.
"""

import json
import sys
import time

import grimp


def main() -> None:
    """Print one JSON object: modules, edges as pairs, CPU seconds."""
    started = time.process_time()
    graph = grimp.build_graph(sys.argv[1], cache_dir=None)
    seconds = time.process_time() - started
    edges = [(module, end) for module in graph.modules for end in graph.find_modules_directly_imported_by(module)]
    print(json.dumps({"modules": sorted(graph.modules), "edges": sorted(edges), "seconds": seconds}))


if __name__ == "__main__":
    main()
