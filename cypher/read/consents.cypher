// title: Consents that were given and withdrawn, the latest last
// for: operator
// parameters: key, purpose
MATCH (c:Consent)
WHERE ($key = '' OR c.key = $key) AND ($purpose = '' OR c.purpose = $purpose)
RETURN c.id AS id, c.key AS key, c.purpose AS purpose, c.given AS given, c.at AS at, c.by AS by
ORDER BY at, id
