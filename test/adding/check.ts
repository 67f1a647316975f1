import type { Copy } from './copy.ts';

const CHECKS = 'apps/worker/src/analyses/profile/steps';
const CLEANING = 'apps/worker/src/analyses/clean/steps';

const CHECK = `import type { ProfileStep } from '../types.ts';

/** Columns whose names are long. */
export const longNamesStep: ProfileStep = {
  key: 'long_names',
  title: 'Long names',
  async run({ columns }) {
    const found = columns.filter(({ label }) => label.length > 5).map(({ label }) => label);
    return { numbers: { columns: found.length }, findings: { columns: found } };
  },
};
`;

const STEP = `import type { CleanStep } from '../types.ts';

/** Drops rows with an odd number. */
export const oddRows: CleanStep = {
  key: 'odd_rows',
  title: 'Odd rows',
  estimate: async (_, { rows }) => ({ cells: 0, rows: Math.floor(rows / 2) }),
  async run(_, state, output) {
    const table = await output.view(\`SELECT * FROM \${state.table} WHERE _row % 2 = 0\`);
    const rows = Math.ceil(state.rows / 2);
    return { state: { table, rows }, before: { rows: state.rows }, after: { rows }, findings: null };
  },
};
`;

/** Prints what both tools find in a small table. */
export const runTools = `
  const tests = './apps/worker/dist/analyses';
  const { openTestEngine } = await import(tests + '/test/with-engine.js');
  const { profileText } = await import(tests + '/test/run-profile.js');
  const { cleanText } = await import(tests + '/clean/test/clean-text.js');
  const { buildReport } = await import(tests + '/report.js');
  const engine = await openTestEngine();
  const { source, ...findings } = await profileText(engine, 'a,long name\\n1,2\\n3,4\\n');
  await engine.close();
  const profile = buildReport({ findings, source, rowIssues: [], downloads: [] });
  const cleaned = await cleanText('a,b\\n1,2\\n3,4\\n5,6\\n7,8\\n');
  const stepOf = (key) => cleaned.findings.steps.find((step) => step.key === key);
  console.log(JSON.stringify({
    check: profile.long_names,
    step: stepOf('odd_rows'),
    preview: stepOf('preview').findings.effects.find(({ step }) => step === 'odd_rows'),
    cleaned: cleaned.cleaned.size,
  }));
`;

export function addCheckAndStep(copy: Copy): void {
  copy.write(`${CHECKS}/long-names.ts`, CHECK);
  copy.addLine(
    `${CHECKS}/index.ts`,
    "import { gradeStep } from './grade.ts';",
    "import { longNamesStep } from './long-names.ts';",
  );
  copy.addLine(`${CHECKS}/index.ts`, '  correlationsStep,', '  longNamesStep,');
  copy.write(`${CLEANING}/odd-rows.ts`, STEP);
  copy.addLine(
    `${CLEANING}/index.ts`,
    "import { nulls } from './nulls.ts';",
    "import { oddRows } from './odd-rows.ts';",
  );
  copy.addLine(`${CLEANING}/index.ts`, '  outliers,', '  oddRows,');
}

/** Gives the findings of a check another type than its schema. The returned function undoes it. */
export function spoilFindings(copy: Copy): () => void {
  return copy.addLine(`${CHECKS}/rejects.ts`, '      findings: byCode,', '      ...{ findings: byCode.length },');
}
