// title: Sources and dependencies
CALL {
  MATCH (s:Source) RETURN count(s) AS found
  UNION ALL
  MATCH (:Source)-[e:DEPENDS_ON]->(:Distribution) RETURN count(e) AS found
}
RETURN sum(found) AS checked
