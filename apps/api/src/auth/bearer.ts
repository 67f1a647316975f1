export const CHALLENGE = 'Bearer realm="sluice"';
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/** The token of an Authorization header, if it uses the Bearer scheme. */
export const bearerToken = (header: string | undefined): string | undefined => BEARER.exec(header ?? '')?.[1];
