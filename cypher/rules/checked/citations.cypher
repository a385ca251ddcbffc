// title: Citations
MATCH (c:Citation)
RETURN count(c) AS checked
