/** The documents of these examples; codegen makes a type of each answer, and of each document's variables. */

import { graphql } from "./generated";

/** Who is barred from bidding on a day: a page of it. */
export const barredOn = graphql(`
  query BarredOn($on: Date!, $first: Int!, $after: String) {
    barredEnterprises(on: $on, first: $first, after: $after, orderBy: [{ name: ASC }]) {
      totalCount
      edges {
        node {
          id
          name
        }
        sanctions {
          id
          startsOn
          endsOn
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** What each load changes in the answer to a question; the first event, before any load, is the answer as it is. */
export const watched = graphql(`
  subscription Watched($document: String!) {
    watch(document: $document) {
      load {
        number
        files
      }
      rows
      added
      removed
    }
  }
`);
