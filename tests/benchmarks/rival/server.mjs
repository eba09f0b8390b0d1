// @neo4j/graphql over Wuye's graph, served by graphql-yoga on node's own HTTP server: PORT, NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Neo4jGraphQL } from "@neo4j/graphql";
import { createYoga } from "graphql-yoga";
import neo4j from "neo4j-driver";

const { PORT, NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD } = process.env;
const typeDefs = readFileSync(new URL("schema.graphql", import.meta.url), "utf8");
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USERNAME, NEO4J_PASSWORD), {
  notificationFilter: { minimumSeverityLevel: "OFF" },
  connectionTimeout: 3000,
});
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const yoga = createYoga({ schema, logging: false, graphiql: false, landingPage: false });
const server = createServer(yoga).listen(Number(PORT), "127.0.0.1");

process.on("SIGTERM", async () => {
  server.close();
  server.closeAllConnections();
  await driver.close();
});
