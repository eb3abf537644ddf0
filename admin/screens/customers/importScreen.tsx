import { Alert, SegmentedControl, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { importFieldsQuery } from '../../api/imports.ts';
import type { ImportField, ImportKind } from '../../api/importTypes.ts';
import { Page } from '../../parts/page.tsx';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { TextLink } from '../../parts/textLink.tsx';
import { mayBill, ONLY_BILLING } from '../../session/session.ts';
import { CheckStep } from './importing/checkStep.tsx';
import { type ColumnMap, guessedMap, rememberedMap, rememberMap } from './importing/columnMap.ts';
import { type CsvFile, guessedHeads, type Sheet, withHeads } from './importing/csvFile.ts';
import { FileStep } from './importing/fileStep.tsx';
import { MapStep } from './importing/mapStep.tsx';

const route = getRouteApi('/customers/import');

/** Customers, or their services, from a spreadsheet: the file, its columns, a look at what would become of it, and then the import. */
export function ImportScreen() {
  const { kind = 'customers' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page title="Import from a spreadsheet" lead={<TextLink to="/customers">All customers</TextLink>}>
      {mayBill() ? (
        <Stack gap="lg">
          <SegmentedControl
            aria-label="What is imported"
            value={kind}
            onChange={(to) => navigate({ search: to === 'services' ? { kind: 'services' } : {}, replace: true })}
            data={[
              { value: 'customers', label: 'Customers' },
              { value: 'services', label: 'Services' },
            ]}
            maw={320}
          />
          <Importing key={kind} kind={kind} />
        </Stack>
      ) : (
        <Alert>{ONLY_BILLING}.</Alert>
      )}
    </Page>
  );
}

/** The columns as last time where its heads are known, else as they are guessed. */
function begun(kind: ImportKind, sheet: Sheet, headsAt: number | null, fields: readonly ImportField[]): Chosen {
  const file = withHeads(sheet, headsAt);
  const kept = rememberedMap(kind, file.heads, fields);
  return { file, map: kept ?? guessedMap(file.heads, fields), remembered: kept !== undefined };
}

type Chosen = { readonly file: CsvFile; readonly map: ColumnMap; readonly remembered: boolean };

function Importing({ kind }: { kind: ImportKind }) {
  const fields = useQuery(importFieldsQuery(kind));
  const [chosen, choose] = useState<Chosen>();
  const [mapped, setMapped] = useState(false);
  if (fields.error && !fields.data)
    return <ProblemAlert error={fields.error} title="The import cannot begin" retry={() => fields.refetch()} />;
  if (!fields.data) return <Skeleton h={200} aria-label="Loading" />;
  const restart = () => {
    choose(undefined);
    setMapped(false);
  };
  if (!chosen) {
    return (
      <FileStep
        kind={kind}
        fields={fields.data}
        onFile={(sheet) => choose(begun(kind, sheet, guessedHeads(sheet, fields.data), fields.data))}
      />
    );
  }
  const { file, map, remembered } = chosen;
  if (!mapped) {
    const go = () => {
      rememberMap(kind, file.heads, map);
      setMapped(true);
    };
    return (
      <MapStep
        {...{ file, map, remembered }}
        fields={fields.data}
        onHeads={(at) => choose(begun(kind, file, at, fields.data))}
        onChange={(to) => choose({ file, map: to, remembered })}
        onBack={restart}
        onNext={go}
      />
    );
  }
  return <CheckStep kind={kind} file={file} map={map} onBack={() => setMapped(false)} onRestart={restart} />;
}
