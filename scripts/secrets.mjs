// @ts-check
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeSecrets } from './env-secrets.mjs';
import { ROOT } from './paths.mjs';
import { runMain } from './run-main.mjs';

const HELP = `npm run secrets: writes fresh passwords and keys for docker compose to .env.

  npm run secrets                    adds those that .env does not have yet, and changes nothing that it has
  npm run secrets -- --replace       replaces those that it has, too; the old file is kept as .env.previous
  npm run secrets -- --file FILE     another file than .env

Nobody but you can read the file. MySQL keeps the passwords with which its volume was created: after --replace, change them
there too (ALTER USER), or delete the volume with its data (docker compose down --volumes).
`;

await runMain(async () => {
  const { values } = parseArgs({
    options: { replace: { type: 'boolean' }, file: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return void process.stdout.write(HELP);
  const file = path.resolve(values.file ?? path.join(ROOT, '.env'));
  const { added, kept, replaced } = writeSecrets(file, { replace: values.replace ?? false });
  const lines = [
    added.length > 0 && `${file}: added ${added.join(', ')}`,
    replaced.length > 0 &&
      `${file}: replaced ${replaced.join(', ')}; the old values are in ${path.basename(file)}.previous`,
    kept.length > 0 && `${file}: kept ${kept.join(', ')} (--replace writes new ones)`,
  ];
  process.stdout.write(`${lines.filter(Boolean).join('\n')}\n`);
});
