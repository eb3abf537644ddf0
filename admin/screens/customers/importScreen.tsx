import { Alert, SegmentedControl, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { type ImportKind, importFieldsQuery } from '../../api/imports.ts';
import { Page } from '../../parts/page.tsx';
import { ProblemAlert } from '../../parts/problemAlert.tsx';
import { TextLink } from '../../parts/textLink.tsx';
import { mayBill, ONLY_BILLING } from '../../session/session.ts';
import { CheckStep } from './importing/checkStep.tsx';
import { type ColumnMap, guessedMap, rememberedMap, rememberMap } from './importing/columnMap.ts';
import type { CsvFile } from './importing/csvFile.ts';
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

type Chosen = { readonly file: CsvFile; readonly map: ColumnMap };

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
    const take = (file: CsvFile) => choose({ file, map: rememberedMap(kind, file.heads) ?? guessedMap(file.heads, fields.data) });
    return <FileStep kind={kind} fields={fields.data} onFile={take} />;
  }
  const { file, map } = chosen;
  if (!mapped) {
    const go = () => {
      rememberMap(kind, file.heads, map);
      setMapped(true);
    };
    return <MapStep file={file} fields={fields.data} map={map} onChange={(to) => choose({ file, map: to })} onBack={restart} onNext={go} />;
  }
  return <CheckStep kind={kind} file={file} map={map} onBack={() => setMapped(false)} onRestart={restart} />;
}
