// title: The last record of the log
MATCH (h:LogHead {id: 'log'})
RETURN h.sequence AS sequence, h.digest AS digest
