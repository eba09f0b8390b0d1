RETURN
  [COUNT {
    MATCH (n0:Enterprise)
    WHERE CASE WHEN n0.kind IS NOT NULL THEN false END
  }] AS r0,
  [COUNT {
    MATCH (n1:Enterprise)
    WHERE CASE WHEN n1.kind IS NOT NULL THEN true END
  }] AS r1
