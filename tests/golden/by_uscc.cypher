RETURN
  COLLECT {
    MATCH (n0:Enterprise)
    WHERE n0.uscc = $p0
    WITH n0 ORDER BY n0.enterpriseId LIMIT 1
    RETURN [n0.enterpriseId, [n0.name]] ORDER BY n0.enterpriseId
  } AS r0
// $p0 = "91421202XG1047298R"
