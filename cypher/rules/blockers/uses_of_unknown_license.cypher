// title: Uses of code, or by code, whose licence is unknown
// parameters: inbound_licenses, examples
WITH [one IN $inbound_licenses WHERE one.inbound = 'NOASSERTION' OR one.outbound = 'NOASSERTION'
     | one.source + ' ' + one.uses + ' ' + one.target] AS listed
RETURN size(listed) AS total, listed[0..$examples] AS examples
ORDER BY total
