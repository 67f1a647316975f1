import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { api } from '../../api.ts';
import { changed } from '../../reading/form.ts';
import { Failure } from '../../shell/Failure.tsx';
import { Waiting } from '../../shell/Waiting.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { type ImportForm, importerOf, previewedOf } from '../options.ts';
import { ColumnsStep } from './ColumnsStep.tsx';
import { FileStep } from './FileStep.tsx';
import styles from './Guide.module.css';
import { previewQuery } from './preview-query.ts';
import { ReadingStep } from './ReadingStep.tsx';
import { ReviewStep } from './ReviewStep.tsx';
import { StartStep } from './StartStep.tsx';
import { StepBar } from './StepBar.tsx';
import { StepList } from './StepList.tsx';
import { type StepId, stepIds, stepLabels, stepOf, stepStates } from './steps.ts';

/** Everything between a stored document and the start of its import, step by step. The preview follows each change. */
export function Guide({ form, docId }: { form: ImportForm; docId: string }) {
  const navigate = useNavigate({ from: '/imports/new' });
  const importer = importerOf(form);
  const step = stepOf(form);
  const document = useQuery({
    queryKey: ['documents', docId],
    queryFn: async () => (await api.GET('/api/v1/documents/{docId}', { params: { path: { docId } } })).data,
  });
  const preview = useQuery(previewQuery(importer, docId, previewedOf(form)));
  const change = (changes: ImportForm) =>
    void navigate({ search: (before) => changed(before, changes), replace: true, resetScroll: false });
  const heading = useFocusOnStep(step);
  // What was read with earlier settings is shown for a moment, not while these ones fail and are tried again.
  const isRetried = preview.isPlaceholderData && preview.errorUpdateCount > 0;
  const data = isRetried ? undefined : preview.data;
  const current = preview.isPlaceholderData ? undefined : data;
  const props = { form, change };
  const states = stepStates({
    ...{ document: document.data, preview: current },
    failed: { document: document.error !== null, preview: preview.error !== null },
  });
  return (
    <div className={styles.guide} data-wide-page={step === 'review' || undefined}>
      <StepList form={form} step={step} states={states} />
      <h2 className="visually-hidden" tabIndex={-1} ref={heading}>
        {`Step ${stepIds.indexOf(step) + 1}: ${stepLabels[step]}`}
      </h2>
      {preview.error ? (
        <Failure error={preview.error} reset={() => void preview.refetch()}>
          {form.mapping ? (
            <p>
              <Button onPress={() => change({ mapping: '' })}>Re-match columns</Button>
            </p>
          ) : null}
        </Failure>
      ) : null}
      {step === 'file' ? <FileStep {...props} document={document.data} preview={data} /> : null}
      {!data && !preview.error && step !== 'file' ? (
        <Card title="Reading the file">
          <Waiting />
          <div className={styles.skeleton} />
        </Card>
      ) : null}
      <div className={styles.steps} aria-busy={preview.isPlaceholderData}>
        {step === 'reading' && (data || preview.error) ? <ReadingStep {...props} preview={data} /> : null}
        {data && step === 'columns' ? <ColumnsStep {...props} preview={data} /> : null}
        {data && step === 'review' ? <ReviewStep {...props} preview={data} isChecking={!current} /> : null}
        {data && step === 'start' ? <StartStep {...props} preview={data} /> : null}
      </div>
      <StepBar
        {...props}
        step={step}
        state={states[step]}
        docId={docId}
        preview={current}
        isUnread={preview.error !== null}
      />
    </div>
  );
}

/** Moves the focus to the start of the new step, so that the keyboard and screen readers continue there. */
function useFocusOnStep(step: StepId) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [step]);
  return heading;
}
