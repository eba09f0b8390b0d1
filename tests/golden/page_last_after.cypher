RETURN
  [COLLECT {
    MATCH (n0:Community)
    WHERE n0.builtYear < $p0 AND (CASE WHEN $p3 IS NULL THEN n0.builtYear IS NOT NULL OR (n0.name >= $p2 AND (n0.name <> $p2 OR n0.communityId > $p1)) ELSE n0.builtYear < $p3 OR n0.builtYear = $p3 AND (n0.name >= $p2 AND (n0.name <> $p2 OR n0.communityId > $p1)) END)
    WITH n0 ORDER BY n0.builtYear, n0.name DESC, n0.communityId DESC LIMIT $p4
    RETURN [n0.communityId, n0.builtYear] ORDER BY n0.builtYear, n0.name DESC, n0.communityId DESC
  }, EXISTS {
    MATCH (n1:Community)
    WHERE n1.builtYear < $p0 AND (NOT coalesce(CASE WHEN $p7 IS NULL THEN n1.builtYear IS NOT NULL OR (n1.name >= $p6 AND (n1.name <> $p6 OR n1.communityId > $p5)) ELSE n1.builtYear < $p7 OR n1.builtYear = $p7 AND (n1.name >= $p6 AND (n1.name <> $p6 OR n1.communityId > $p5)) END, false))
  }] AS r0
// $p0 = 1990
// $p1 = "syn-community-0000-0637"
// $p2 = "北松小区"
// $p3 = 1989
// $p4 = 3
// $p5 = "syn-community-0000-0637"
// $p6 = "北松小区"
// $p7 = 1989
