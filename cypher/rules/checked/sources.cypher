// title: Sources
MATCH (s:Source)
RETURN count(s) AS checked
