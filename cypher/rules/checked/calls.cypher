// title: Calls
MATCH (:Symbol)-[c:CALLS]->(:Node)
RETURN count(c) AS checked
