RETURN
  COLLECT {
    MATCH (n0:Enterprise)
    WHERE n0.name = $p0
    WITH n0 ORDER BY n0.enterpriseId LIMIT 11
    RETURN [n0.enterpriseId, [n0.uscc]] ORDER BY n0.enterpriseId
  } AS r0,
  COLLECT {
    MATCH (n1:Enterprise)
    WHERE n1.name = $p1
    WITH n1 ORDER BY n1.enterpriseId LIMIT 11
    RETURN [n1.enterpriseId, [n1.uscc]] ORDER BY n1.enterpriseId
  } AS r1,
  COLLECT {
    MATCH (n2:Region)
    WHERE n2.name = $p2
    WITH n2 ORDER BY n2.code LIMIT 11
    RETURN [n2.code, [n2.code]] ORDER BY n2.code
  } AS r2
// $p0 = "湖北沐松物业服务有限公司"
// $p1 = "无此企业"
// $p2 = "咸安区"
