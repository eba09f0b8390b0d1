RETURN
  [COLLECT {
    MATCH (n0:Sanction)
    WHERE (CASE WHEN $p1 IS NULL THEN n0.endsOn IS NULL AND (n0.sanctionId > $p0) ELSE n0.endsOn IS NULL OR n0.endsOn < $p1 OR n0.endsOn = $p1 AND (n0.sanctionId > $p0) END) AND (CASE WHEN $p3 IS NULL THEN n0.endsOn IS NOT NULL OR (n0.sanctionId < $p2) ELSE n0.endsOn > $p3 OR n0.endsOn = $p3 AND (n0.sanctionId < $p2) END)
    WITH n0 ORDER BY n0.endsOn IS NULL, n0.endsOn DESC, n0.sanctionId LIMIT $p4
    RETURN [n0.sanctionId, toString(n0.endsOn)] ORDER BY n0.endsOn IS NULL, n0.endsOn DESC, n0.sanctionId
  }, EXISTS {
    MATCH (n1:Sanction)
    WHERE (NOT coalesce(CASE WHEN $p6 IS NULL THEN n1.endsOn IS NULL AND (n1.sanctionId > $p5) ELSE n1.endsOn IS NULL OR n1.endsOn < $p6 OR n1.endsOn = $p6 AND (n1.sanctionId > $p5) END, false))
  }, EXISTS {
    MATCH (n2:Sanction)
    WHERE (NOT coalesce(CASE WHEN $p8 IS NULL THEN n2.endsOn IS NOT NULL OR (n2.sanctionId < $p7) ELSE n2.endsOn > $p8 OR n2.endsOn = $p8 AND (n2.sanctionId < $p7) END, false))
  }] AS r0
// $p0 = "syn-sanction-0000-0090"
// $p1 = "2026-01-22"
// $p2 = "syn-sanction-0000-0058"
// $p3 = "2025-04-03"
// $p4 = 4
// $p5 = "syn-sanction-0000-0090"
// $p6 = "2026-01-22"
// $p7 = "syn-sanction-0000-0058"
// $p8 = "2025-04-03"
