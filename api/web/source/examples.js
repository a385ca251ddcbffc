// The queries that a newcomer finds in the tabs, checked against the schema by tests/api. They hold their values themselves:
// GraphiQL 4 does not show the variables of the first tab when the page opens.
export const examples = [
  {
    title: "Search",
    query: `# Hybrid search over names, words and vectors,
# with the calls around each hit, in one query.
query Search {
  search(query: "find a symbol by its name", hops: 1, first: 5) {
    edges {
      score
      node {
        qualifiedName
        signature
        path
        line
        license
      }
      paths {
        direction
        confidence
        steps { caller callee path line method }
      }
    }
    coverage { complete summary }
    notes
  }
}
`,
  },
  {
    title: "Callers",
    query: `# Who calls a symbol, hop by hop, and what could be missing.
# The name may be any dotted ending, as in Session.send.
query Callers {
  symbol(name: "find_symbol") {
    id
    kind
    path
    line
    docstring
    callers(depth: 2, first: 20) {
      edges {
        hop
        line
        method
        confidence
        node { qualifiedName path license }
      }
      totalCount
      coverage { complete summary sites { path line name reason } }
    }
  }
}
`,
  },
  {
    title: "Impact",
    query: `# What a change to a symbol can break, by file.
query Impact {
  symbol(name: "find_symbol") {
    qualifiedName
    impact(depth: 3) {
      files {
        path
        inTests
        symbols { relation hop line confidence symbol { qualifiedName } }
      }
      coverage { complete summary }
    }
  }
}
`,
  },
  {
    title: "Answer",
    query: `# What the graph knows, the graph answers; the rest
# a local model phrases, with citations that were checked.
query Answer {
  answer(question: "What does find_symbol do?") {
    mode
    text
    citations { symbol path line license }
    notes
  }
}
`,
  },
  {
    title: "Status",
    query: `# What is in the graph, under which licences,
# and how much of it is resolved.
query Status {
  status {
    sources { id version license files symbols callSites resolvedShare stale }
    models { name license }
  }
  check {
    rule
    outcome
    title
    findings { message path line }
  }
}
`,
  },
];
