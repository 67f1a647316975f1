import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Principal } from '../../auth/verify-token.ts';

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { display: grid; min-height: 100vh; margin: 0; place-items: center; }
main { box-sizing: border-box; width: min(34rem, 100%); padding: 1.5rem; }
h1 { margin: 0 0 1rem; font-size: 1.4rem; }
label { display: block; margin: 1rem 0 .3rem; font-weight: 600; }
textarea { box-sizing: border-box; width: 100%; padding: .6rem; font: .85rem/1.4 ui-monospace, monospace; }
button { margin-top: 1rem; padding: .5rem 1.2rem; font: inherit; cursor: pointer; }
code { font-size: .9em; }
[role=alert] { padding: .6rem .8rem; border-left: .25rem solid #c62828; background: #c6282822; }
`;

/** What the policy of the page allows of styles: these and no others. */
export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

export interface LoginPage {
  /** Who is logged in. */
  readonly operator?: Principal | undefined;
  /** Why the last attempt failed. */
  readonly problem?: string | undefined;
}

const form = html`<form method="post" action="/admin/login">
        <label for="token">Token of an operator</label>
        <textarea id="token" name="token" rows="6" required autofocus autocomplete="off" spellcheck="false"></textarea>
        <p>Make one with <code>npm run -s token -- --account ACCOUNT --role operator --expires 1h</code>, or take it
          from your identity provider. It stays in this browser for an hour at most.</p>
        <button>Log in</button>
      </form>`;

const session = ({ subject, accountId, expiresAt }: Principal) => html`<p>Logged in as <b>${subject}</b> of
        <b>${accountId}</b>, until ${expiresAt.toISOString()} at most.</p>
      <p><a href="/admin/queues">To the queues</a></p>
      <form method="post" action="/admin/logout"><button>Log out</button></form>`;

export const loginPage = ({ operator, problem }: LoginPage) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Sluice: operators</title>
    <style>${raw(style)}</style>
  </head>
  <body>
    <main>
      <h1>Sluice: operators</h1>
      ${problem === undefined ? '' : html`<p role="alert">${problem}</p>`}
      ${operator ? session(operator) : form}
    </main>
  </body>
</html>
`;
