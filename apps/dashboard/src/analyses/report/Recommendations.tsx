import type { ReportRecommendation } from '@sluice/client';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { Severity } from './Severity.tsx';

/** The recommendations of the report by column. */
export const Recommendations = ({ recommendations }: { recommendations: readonly ReportRecommendation[] }) =>
  recommendations.length === 0 ? null : (
    <Card title="Recommendations">
      <DataTable
        caption="Recommendations by column"
        keyOf={({ recommendation_id }) => recommendation_id}
        rows={recommendations}
        columns={[
          { name: 'Priority', cell: ({ priority }) => <Severity severity={priority} /> },
          { name: 'Column', cell: ({ field_name }) => field_name, isRowHeader: true },
          { name: 'Recommendation', cell: ({ recommendation }) => recommendation },
          { name: 'When', cell: ({ timeline }) => timeline },
        ]}
      />
    </Card>
  );
