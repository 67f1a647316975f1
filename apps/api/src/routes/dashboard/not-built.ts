/** Shown instead of the dashboard when only the API was built. */
export const notBuiltPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Sluice</title>
  </head>
  <body>
    <h1>Sluice</h1>
    <p>The API runs, but the dashboard has not been built. Run <code>npm run build</code>, then load this page again.</p>
    <p><a href="/docs">The API's reference</a></p>
  </body>
</html>
`;
