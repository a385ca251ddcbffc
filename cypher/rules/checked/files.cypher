// title: Files
MATCH (f:File)
RETURN count(f) AS checked
