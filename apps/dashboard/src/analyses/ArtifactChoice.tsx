import type { Tool } from '@sluice/client';
import { Card } from '../ui/Card.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import styles from './Analyses.module.css';

interface ArtifactChoiceProps {
  readonly tool: Tool;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Which output files the analysis produces. */
export const ArtifactChoice = ({ tool, chosen, onChange }: ArtifactChoiceProps) => (
  <Card title="Output files">
    <fieldset className={styles.choices} aria-label="Output files">
      {tool.artifacts.map(({ name, description }) => (
        <Checkbox
          key={name}
          label={name}
          hint={description}
          isSelected={chosen.includes(name)}
          onChange={(isOn) => onChange(isOn ? [...chosen, name] : chosen.filter((one) => one !== name))}
        />
      ))}
    </fieldset>
  </Card>
);
