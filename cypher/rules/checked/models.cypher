// title: Models
MATCH (m:Model)
RETURN count(m) AS checked
