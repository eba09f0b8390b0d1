/** What to do about an error, by its code; the sentence beside it is for people. */

import { ask, WuyeError } from "./ask";
import { barredOn } from "./documents";

export async function advice(server: string, on: string): Promise<string> {
  try {
    const { barredEnterprises } = await ask(server, barredOn, { on, first: 1 });
    return `${barredEnterprises.totalCount} barred`;
  } catch (error) {
    if (!(error instanceof WuyeError)) throw error;
    switch (error.code) {
      case "BAD_USER_INPUT":
        return "mend the day";
      case "UNAUTHENTICATED":
      case "FORBIDDEN":
        return "sign in";
      case "RATE_LIMITED":
        return `ask again in ${error.retryAfter ?? 60} s`;
      case "COST_LIMIT_EXCEEDED":
        return "narrow the question";
      case "TIMEOUT":
      case "UNAVAILABLE":
        return "ask again later";
      default:
        throw error; // a mistake of this program, or of the server
    }
  }
}
