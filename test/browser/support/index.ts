export { expectAccessible } from './accessible.ts';
export { bigCsv } from './big-csv.ts';
export { choose, csv, drop, type TestFile } from './files.ts';
export { goOn, goTo, startImport } from './guide.ts';
export { holdUploads, type Network, networkOf } from './network.ts';
export { type Look, looks, shoot } from './screenshots.ts';
export { signIn } from './sign-in.ts';
export { type BrowserSuite, type OpenOptions, useBrowser } from './suite.ts';
export { MARKUP, type Watch } from './watch-page.ts';
