// title: Drop the vector index, for vectors of another length
DROP INDEX symbol_vector IF EXISTS
