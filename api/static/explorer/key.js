/** The key that opens more than anybody may see: kept by this tab alone, sent with every question, never in an address. */

const PLACE = "wuye:key";
const key = sessionStorage.getItem(PLACE);

/** What is sent along; empty for who has not signed in. */
export const authorization = key ? { Authorization: `Bearer ${key}` } : {};
export const signedIn = key !== null;

/** Signs in, or out with no key; the page asks anew. */
export function sign(given = null) {
  if (given) sessionStorage.setItem(PLACE, given);
  else sessionStorage.removeItem(PLACE);
  location.reload();
}
