// title: What was done before a moment, with the name of who did it, and the consents from before it
// for: operator
// parameters: before
MATCH (a:Node)
WHERE a.fingerprint IS NULL AND a.by IS NOT NULL AND (a:Activity OR a:Withdrawal OR a:Consent) AND a.at < $before
RETURN a.id AS id, coalesce(a.kind, '') AS kind, a:Consent AS consent, coalesce(a.manifest, '') + ' ' + coalesce(a.entry, '') AS entry,
       a.key AS key, a.purpose AS purpose, coalesce(a.given, false) AS given, a.at AS at
ORDER BY at, id
