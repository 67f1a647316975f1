/** The entry that marks an object as the result of one multipart upload; never shown to callers. */
export const OWN_UPLOAD = 'sluice-upload';

/** Headers only allow printable ASCII: everything else, and `%`, is percent-encoded. */
export function encodeMetadata(metadata: Readonly<Record<string, string>> = {}): Record<string, string> {
  const encode = (text: string) =>
    text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[^\x21-\x24\x26-\x7e]+/gu, encodeURIComponent);
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), encode(value)]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function decodeMetadata(metadata: Readonly<Record<string, string>> = {}): Record<string, string> {
  const own = Object.entries(metadata).filter(([name]) => name !== OWN_UPLOAD);
  return Object.fromEntries(own.map(([name, value]) => [name, decode(value)]));
}
