RETURN
  COLLECT {
    MATCH (n0:Enterprise)
    WHERE n0.uscc = $p0
    RETURN [n0.enterpriseId, [n0.name]]
  } AS r0
// $p0 = "91421202XG1047298R"
