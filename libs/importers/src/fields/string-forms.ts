const URI = /^[a-z][a-z\d+.-]*:\S+$/i;
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const BASE64 = /^[A-Za-z\d+/]*={0,2}$/;

/** An absolute URI: a scheme and what follows it, without spaces. */
export const isUri = (text: string): boolean => URI.test(text);
export const isUuid = (text: string): boolean => UUID.test(text);
/** Base64 as RFC 4648 has it, with its padding. */
export const isBase64 = (text: string): boolean => text.length % 4 === 0 && BASE64.test(text);
