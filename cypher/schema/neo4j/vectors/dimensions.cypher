// title: The length of the vectors that are indexed
SHOW INDEXES YIELD name, options
WHERE name = 'symbol_vector'
RETURN options.indexConfig['vector.dimensions'] AS dimensions
