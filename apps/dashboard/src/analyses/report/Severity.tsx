import { Badge, type Tone } from '../../ui/Badge.tsx';

const tones: Readonly<Record<string, Tone>> = {
  critical: 'bad',
  high: 'bad',
  medium: 'warn',
  warning: 'warn',
  low: 'neutral',
  info: 'info',
};

/** The severity as the report has it. */
export const Severity = ({ severity }: { severity: string }) => (
  <Badge tone={tones[severity] ?? 'neutral'}>{severity}</Badge>
);
