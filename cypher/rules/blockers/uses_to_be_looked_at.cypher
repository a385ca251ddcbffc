// title: Uses that fit or not by how the two are joined, which a person has to look at
// parameters: inbound_licenses, examples
WITH [one IN $inbound_licenses WHERE one.compatible = 'check-dependency'
       OR (one.category = 'weak-copyleft' AND one.compatible IN ['no', 'unknown'] AND one.uses <> 'is part of')
     | one.source + ' ' + one.uses + ' ' + one.target + ' (' + one.inbound + ' into ' + one.outbound + ')'] AS listed
RETURN size(listed) AS total, listed[0..$examples] AS examples
ORDER BY total
