// The queries that a newcomer finds in the tabs. tests/api checks every one of them against the schema.
export const examples = [
  {
    title: "Search",
    query: `# Hybrid search over names, words and vectors,
# with the calls around each hit, in one query.
query Search($text: String!) {
  search(query: $text, hops: 1, first: 5) {
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
    variables: '{ "text": "send a request and follow redirects" }',
  },
  {
    title: "Callers",
    query: `# Who calls a symbol, hop by hop, and what could be missing.
# The name may be any dotted ending, as in Session.send.
query Callers($name: String!) {
  symbol(name: $name) {
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
    variables: '{ "name": "find_symbol" }',
  },
  {
    title: "Impact",
    query: `# What a change to a symbol can break, by file.
query Impact($name: String!) {
  symbol(name: $name) {
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
    variables: '{ "name": "find_symbol" }',
  },
  {
    title: "Answer",
    query: `# What the graph knows, the graph answers; the rest
# a local model phrases, with citations that were checked.
query Answer($question: String!) {
  answer(question: $question) {
    mode
    text
    citations { symbol path line license }
    notes
  }
}
`,
    variables: '{ "question": "What does find_symbol do?" }',
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
    variables: "",
  },
];
