// title: Which of the given files answers may rest on, as far as it is known
// parameters: ids
UNWIND $ids AS id
MATCH (f:Node {id: id})
WHERE f:File
RETURN f.id AS id, f.grounds AS grounds, f.test AS test, f.example AS example, f.generated AS generated,
       f.vendored AS vendored, f.quality AS quality
ORDER BY id
