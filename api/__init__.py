"""A thin skin over the queries: GraphQL over HTTP and a page to explore it."""
