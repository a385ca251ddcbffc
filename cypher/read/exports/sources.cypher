// title: Every source with all its properties
MATCH (s:Source)
RETURN s.id AS id, s:Distribution AS released, properties(s) AS properties
ORDER BY id
