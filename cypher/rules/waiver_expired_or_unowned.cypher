// title: A waiver that has expired, or that nobody answers for
// severity: error
// rationale: A waiver is someone's word for a while; without an owner, a reason or an end it is a hole in the rules.
// remedy: Mend what it waives and take it out, or give it an owner, a reason and a date in waivers.toml.
// parameters: waivers, today
// blocked_by: nothing_indexed
// checks: waivers
UNWIND $waivers AS one
WITH one, CASE WHEN one.owner = '' THEN ['no owner'] ELSE [] END
        + CASE WHEN one.reason = '' THEN ['no reason'] ELSE [] END
        + CASE WHEN one.expires = '' THEN ['no end'] WHEN one.expires < $today THEN ['expired on ' + one.expires] ELSE [] END
        AS wrong
UNWIND wrong AS message
RETURN one.id AS node, one.path AS path, one.line AS line, message
ORDER BY path, line, node, message
