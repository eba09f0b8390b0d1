/** What the explorer's picture is made with: cytoscape draws, d3-force places. */
export { default as cytoscape } from "cytoscape";
export { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
