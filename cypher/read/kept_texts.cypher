// title: Texts that are kept, with the key under which they were asked
// for: operator
MATCH (t:Text)
RETURN t.id AS id, t.kind AS kind, t.key AS key, t.at AS at
ORDER BY id
