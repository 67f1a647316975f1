import { Card } from '../../ui/Card.tsx';
import styles from './Fields.module.css';
import { ParameterField } from './ParameterField.tsx';
import { StepSettings } from './StepSettings.tsx';
import { isStep, type Schema, type Values, withValue } from './schema.ts';

interface ParametersFormProps {
  readonly schema: Schema;
  readonly values: Values;
  readonly onChange: (values: Values) => void;
}

/** The parameters of a tool: its steps in order, then the others. */
export function ParametersForm({ schema, values, onChange }: ParametersFormProps) {
  const all = Object.entries(schema.properties ?? {});
  const steps = all.filter(([, one]) => isStep(one));
  const others = all.filter(([, one]) => !isStep(one) && !one.deprecated);
  const fieldOf = ([name, one]: (typeof all)[number]) => ({
    name,
    path: name,
    schema: one,
    value: values[name],
    onChange: (next: unknown) => onChange(withValue(values, name, next)),
  });
  return (
    <>
      {steps.length > 0 ? (
        <Card title="Steps">
          <ol className={styles.steps}>
            {steps.map((step) => (
              <StepSettings key={step[0]} {...fieldOf(step)} />
            ))}
          </ol>
        </Card>
      ) : null}
      {others.length > 0 ? (
        <Card title="Settings">
          <div className={styles.fields}>
            {others.map((one) => (
              <ParameterField key={one[0]} {...fieldOf(one)} />
            ))}
          </div>
        </Card>
      ) : null}
    </>
  );
}
