// title: Answers
MATCH (a:Answer)
RETURN count(a) AS checked
