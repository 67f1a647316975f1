import { withoutControls } from '@sluice/core';

/** Encodes to `attr-char` of RFC 5987, which excludes four characters that encodeURIComponent leaves as they are. */
const percent = (text: string) =>
  encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The Content-Disposition that makes browsers save a body as `fileName`: the name twice as RFC 6266 (appendix D) advises,
 * in ASCII for old clients and as RFC 5987 UTF-8 for others. The result is ASCII.
 */
export function contentDisposition(fileName: string): string {
  const name =
    withoutControls(fileName)
      .replace(/\p{Surrogate}/gu, '\ufffd')
      .replace(/[/\\]/g, '_') || 'download';
  const ascii = name.replace(/[^\x20-\x7e]/gu, '_').replace(/["%]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${percent(name)}`;
}
