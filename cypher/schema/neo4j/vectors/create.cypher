// title: The vectors of symbols, compared by the angle between them
// parameters: options
CREATE VECTOR INDEX symbol_vector IF NOT EXISTS FOR (n:Symbol) ON n.vector
OPTIONS $options
