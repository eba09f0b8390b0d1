RETURN
  [COUNT { (n0:Enterprise) }] AS r1
