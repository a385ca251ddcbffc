// title: Waivers
// parameters: waivers
RETURN size($waivers) AS checked
