RETURN
  [COUNT { (n0:Sanction) }] AS r0
