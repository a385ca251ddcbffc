// title: Which model made each source's vectors, and where they are kept
MATCH (v:VectorSet)
RETURN v.source AS source, v.model AS model, v.dimensions AS dimensions, v.file AS file
ORDER BY source
