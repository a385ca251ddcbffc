// title: Uses of inbound code
// parameters: inbound_licenses
RETURN size($inbound_licenses) AS checked
