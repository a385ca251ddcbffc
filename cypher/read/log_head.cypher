// title: The last record of the log
// for: operator
MATCH (h:LogHead {id: 'log'})
RETURN h.sequence AS sequence, h.digest AS digest
