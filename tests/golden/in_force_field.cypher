RETURN
  COLLECT {
    MATCH (n0:Sanction)
    WHERE n0.sanctionId = $p0
    RETURN [n0.sanctionId, [toString(n0.startsOn), toString(n0.endsOn), coalesce(n0.startsOn <= $p1 AND (n0.endsOn IS NULL OR n0.endsOn >= $p1) AND (n0.liftedOn IS NULL OR n0.liftedOn > $p1), false), coalesce(n0.startsOn <= $p2 AND (n0.endsOn IS NULL OR n0.endsOn >= $p2) AND (n0.liftedOn IS NULL OR n0.liftedOn > $p2), false), coalesce(n0.startsOn <= $p3 AND (n0.endsOn IS NULL OR n0.endsOn >= $p3) AND (n0.liftedOn IS NULL OR n0.liftedOn > $p3), false), coalesce(n0.startsOn <= $p4 AND (n0.endsOn IS NULL OR n0.endsOn >= $p4) AND (n0.liftedOn IS NULL OR n0.liftedOn > $p4), false), coalesce(n0.startsOn <= $p5 AND (n0.endsOn IS NULL OR n0.endsOn >= $p5) AND (n0.liftedOn IS NULL OR n0.liftedOn > $p5), false), (n0.permanent OR n0.endsOn IS NOT NULL)]]
  } AS r0
// $p0 = "syn-sanction-0000-0001"
// $p1 = "2021-07-23"
// $p2 = "2021-07-24"
// $p3 = "2021-10-31"
// $p4 = "2021-11-01"
// $p5 = "2023-07-10"
