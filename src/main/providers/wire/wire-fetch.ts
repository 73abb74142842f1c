/** What the SDKs call in place of `fetch`. Never follows a redirect, never throws away a failure's body, never lifts TLS. */
export type WireFetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;
