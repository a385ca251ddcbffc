// title: Uses of code, or by code, whose licence is unknown
// parameters: inbound_licenses, examples
UNWIND $inbound_licenses AS one
WITH one
WHERE one.inbound = 'NOASSERTION' OR one.outbound = 'NOASSERTION'
WITH CASE WHEN one.inbound = 'NOASSERTION' THEN one.target ELSE one.source END AS unknown, one
ORDER BY unknown, one.node, one.target
WITH unknown, count(one) AS uses, head(collect(CASE WHEN one.uses = 'is part of' THEN one.target + ' is part of ' + one.source
                                                    ELSE one.source + ' ' + one.uses + ' ' + one.target END)) AS first
ORDER BY uses DESC, unknown
WITH sum(uses) AS total, collect(unknown + ' (' + CASE WHEN uses = 1 THEN first ELSE toString(uses) + ' uses, such as ' + first END + ')')
     AS listed
RETURN coalesce(total, 0) AS total, listed[0..$examples] AS examples
ORDER BY total
