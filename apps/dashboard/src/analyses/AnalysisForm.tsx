import type { Tool } from '@sluice/client';
import { isSluiceError } from '@sluice/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import { api } from '../api.ts';
import { changed, type ReadingForm, readingOptionsOf } from '../reading/form.ts';
import { ReadingCard } from '../reading/ReadingCard.tsx';
import { readingQuery } from '../reading/reading-query.ts';
import { Failure } from '../shell/Failure.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Choices } from '../ui/Choices.tsx';
import styles from './Analyses.module.css';
import { ArtifactChoice } from './ArtifactChoice.tsx';
import { ChosenDocument } from './ChosenDocument.tsx';
import { EffectCard } from './effect/EffectCard.tsx';
import { FormFacts } from './parameters/context.ts';
import { ParameterField } from './parameters/ParameterField.tsx';
import { ParametersForm } from './parameters/ParametersForm.tsx';
import { type Schema, type Values, withoutDefaults } from './parameters/schema.ts';
import { toolsQuery } from './queries.ts';
import { ownParameters, readingFormOf } from './reading-form.ts';
import { toolTitle } from './tools.ts';

const undetected = {
  decimal_mark: 'Each column is checked when the tool runs.',
  date_order: 'Each column is checked when the tool runs. Only needed for dates such as 03/04/2024.',
};

interface AnalysisFormProps {
  readonly docId: string;
  /** From the URL; may not be a valid tool. */
  readonly tool: string | undefined;
  readonly given: Values;
}

/** The form of a new analysis of a document: tool, parameters and artifacts. */
export function AnalysisForm({ docId, tool: asked, given }: AnalysisFormProps) {
  const tools = useQuery(toolsQuery);
  const tool = tools.data?.find(({ name }) => name === asked) ?? tools.data?.[0];
  const [form, setForm] = useState(() => readingFormOf(given));
  const reading = useQuery(readingQuery(docId, readingOptionsOf(form)));
  if (tools.error && !tools.data) return <Failure error={tools.error} reset={() => void tools.refetch()} />;
  return (
    <>
      <ChosenDocument docId={docId} />
      {tools.data && tool ? (
        <ToolForm
          key={tool.name}
          docId={docId}
          tool={tool}
          tools={tools.data}
          given={tool.name === asked ? given : {}}
          form={form}
          columns={reading.data?.header ?? []}
        >
          <ReadingCard
            reading={reading}
            form={form}
            change={(changes) => setForm((before) => changed(before, changes))}
            undetected={undetected}
          />
        </ToolForm>
      ) : null}
    </>
  );
}

interface ToolFormProps {
  readonly docId: string;
  readonly tool: Tool;
  readonly tools: readonly Tool[];
  readonly given: Values;
  /** How the file is read, whichever tool is chosen. */
  readonly form: ReadingForm;
  /** The columns of the file, when it is read like that; empty if they are not known. */
  readonly columns: readonly string[];
  /** Where the form is changed. */
  readonly children: ReactNode;
}

function ToolForm({ docId, tool, tools, given, form, columns, children }: ToolFormProps) {
  const navigate = useNavigate();
  const schema = useMemo(() => {
    const { properties = {}, ...others } = tool.parameters as Schema;
    return { ...others, properties: ownParameters(properties) };
  }, [tool]);
  const [own, setOwn] = useState(() => withoutDefaults(schema, ownParameters(given)));
  const values = { ...own, ...readingOptionsOf(form) };
  const [artifacts, setArtifacts] = useState<readonly string[]>(() => tool.artifacts.map(({ name }) => name));
  const start = useMutation({
    mutationFn: async () => {
      const chosen = tool.artifacts.map(({ name }) => name).filter((name) => artifacts.includes(name));
      const body = { tool: tool.name, doc_id: docId, parameters: values, artifacts: chosen };
      return (await api.POST('/api/v1/analyses', { body })).data;
    },
    onSuccess: ({ analysis_id: analysisId }) => navigate({ to: '/analyses/$analysisId', params: { analysisId } }),
  });
  const facts = useMemo(
    () => ({
      columns,
      errors: errorsOf(start.error),
      Field: ParameterField,
    }),
    [columns, start.error],
  );
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate();
      }}
    >
      <Card title="Choose a tool">
        <Choices
          label="Tool"
          value={tool.name}
          choices={tools.map(({ name, description }) => ({ value: name, label: toolTitle(name), hint: description }))}
          onChange={(name) => void navigate({ to: '/analyses/new', search: { doc: docId, tool: name }, replace: true })}
        />
      </Card>
      <FormFacts.Provider value={facts}>
        {children}
        <ParametersForm schema={schema} values={own} onChange={setOwn} />
      </FormFacts.Provider>
      {tool.name === 'clean-my-data' ? <EffectCard docId={docId} values={values} /> : null}
      <ArtifactChoice tool={tool} chosen={artifacts} onChange={setArtifacts} />
      {start.error ? <Failure error={start.error} /> : null}
      <div>
        <Button type="submit" kind="primary" isPending={start.isPending}>
          Start {toolTitle(tool.name).toLowerCase()}
        </Button>
      </div>
    </form>
  );
}

/** The validation error of each parameter, by its path below `parameters`. */
function errorsOf(error: unknown): ReadonlyMap<string, string> {
  if (!isSluiceError(error)) return new Map();
  return new Map(
    error.fields.flatMap(({ field, message }) =>
      field.startsWith('parameters.') ? [[field.slice('parameters.'.length), message]] : [],
    ),
  );
}
