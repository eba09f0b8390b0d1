RETURN
  COLLECT {
    MATCH (n0:Enterprise)
    WHERE n0.uscc = $p0 AND (n0.establishedOn IS NULL OR n0.establishedOn <= $p1) AND (n0.dissolvedOn IS NULL OR n0.dissolvedOn > $p1)
    RETURN [n0.enterpriseId, [n0.name, n0.enterpriseId, n0.enterpriseId]]
  } AS r0
// $p0 = "91421202XG1047298R"
// $p1 = "2022-06-30"
