RETURN
  COLLECT {
    WITH COLLECT {
      UNWIND range(0, size($p0) - 1) AS p3
      WITH p3, $p0[p3] AS x4
      WITH p3, x4, COLLECT {
        UNWIND range(0, size(x4) - 1) AS j5
        MATCH (n6) WHERE elementId(n6) = x4[j5]
        RETURN n6 ORDER BY j5
      } AS v7
      WHERE size(v7) = size(x4)
      RETURN v7 ORDER BY p3
    } AS l0
    UNWIND range(0, size(l0) - 1) AS p1
    WITH p1, l0[p1] AS v2
    RETURN [size(v2) - 1, null, COLLECT {
      UNWIND range(0, size(v2) - 1) AS j10
      WITH j10, v2[j10] AS n11
      WHERE n11:CreditEvent OR n11:Sanction OR n11:Contract OR n11:MarketFiling OR n11:EnterpriseRole OR n11:EnterpriseLink
      RETURN CASE WHEN n11:CreditEvent THEN [toString(n11.occurredOn), toString(n11.expiresOn), toString(n11.revokedOn), n11.expiresOn IS NOT NULL OR n11.revokedOn IS NOT NULL] WHEN n11:Sanction THEN [toString(n11.startsOn), toString(n11.endsOn), toString(n11.liftedOn), n11.endsOn IS NOT NULL OR n11.liftedOn IS NOT NULL OR coalesce(n11.permanent, false)] WHEN n11:Contract THEN [toString(n11.startsOn), toString(n11.endsOn), toString(n11.terminatedOn), n11.endsOn IS NOT NULL OR n11.terminatedOn IS NOT NULL] WHEN n11:MarketFiling THEN [toString(n11.filedOn), toString(n11.expiresOn), null, n11.expiresOn IS NOT NULL] WHEN n11:EnterpriseRole THEN [toString(n11.startsOn), toString(n11.endsOn), null, n11.endsOn IS NOT NULL] WHEN n11:EnterpriseLink THEN [toString(n11.startsOn), toString(n11.endsOn), null, n11.endsOn IS NOT NULL] END
    }, COLLECT {
      UNWIND range(0, size(v2) - 1) AS j12
      WITH j12, v2[j12] AS n13
      RETURN CASE
        WHEN n13:Person THEN [0, ['Person:' + n13.personId, n13.name]]
        WHEN n13:Enterprise THEN [1, ['Enterprise:' + n13.enterpriseId, n13.name]]
        WHEN n13:EnterpriseRole THEN [2, ['EnterpriseRole:' + n13.roleId]]
        WHEN n13:EnterpriseLink THEN [3, ['EnterpriseLink:' + n13.linkId]]
      END ORDER BY j12
    }] ORDER BY p1
  } AS r0
// $p0 = null
