RETURN
  COLLECT {
    UNWIND range(0, size($p0) - 1) AS p0
    MATCH (n1) WHERE elementId(n1) = $p0[p0]
    WITH p0, n1, COLLECT {
      UNWIND range(0, size($p1[p0]) - 1) AS j4
      MATCH (n5) WHERE elementId(n5) = $p1[p0][j4]
      RETURN n5 ORDER BY j4
    } AS x2, COLLECT {
      UNWIND range(0, size($p2[p0]) - 1) AS j6
      MATCH (n7) WHERE elementId(n7) = $p2[p0][j6]
      RETURN n7 ORDER BY j6
    } AS y3
    RETURN [CASE
      WHEN n1:Document THEN [0, []]
      WHEN n1:Region THEN [1, []]
      WHEN n1:Person THEN [2, []]
      WHEN n1:Authority THEN [3, []]
      WHEN n1:Enterprise THEN [4, []]
      WHEN n1:Community THEN [5, []]
      WHEN n1:PartyCommittee THEN [6, []]
      WHEN n1:PartyBranch THEN [7, []]
      WHEN n1:OwnersCommittee THEN [8, []]
      WHEN n1:Tender THEN [9, [n1.title, toString(n1.awardedOn)]]
      WHEN n1:CreditEvent THEN [10, []]
      WHEN n1:Sanction THEN [11, []]
      WHEN n1:Bid THEN [12, []]
      WHEN n1:Contract THEN [13, []]
      WHEN n1:MarketFiling THEN [14, []]
      WHEN n1:Renovation THEN [15, []]
      WHEN n1:EnterpriseRole THEN [16, []]
      WHEN n1:EnterpriseLink THEN [17, []]
      WHEN n1:Claim THEN [18, []]
      WHEN n1:Coverage THEN [19, []]
      WHEN n1:Judgement THEN [20, []]
    END] ORDER BY p0
  } AS r0
// $p0 = []
// $p1 = []
// $p2 = []
