import { NativeSelect, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { importFieldsQuery } from '../../../api/imports.ts';
import type { ImportKind, ImportResult } from '../../../api/importTypes.ts';
import { type Tone, ToneBadge } from '../../../parts/toneBadge.tsx';
import { useVirtualRows } from '../../../parts/useVirtualRows.ts';

const LOOKS: Readonly<Record<ImportResult['outcome'], { readonly tone: Tone; readonly words: string }>> = {
  created: { tone: 'good', words: 'Added' },
  wouldCreate: { tone: 'info', words: 'To be added' },
  exists: { tone: 'neutral', words: 'There already' },
  error: { tone: 'bad', words: 'Wrong' },
};

const SHOWN = { errors: 'Wrong rows', warnings: 'With a warning', all: 'All rows' } as const;
type ShowKey = keyof typeof SHOWN;

const KEEPS: Readonly<Record<ShowKey, (result: ImportResult) => boolean>> = {
  errors: ({ outcome }) => outcome === 'error',
  warnings: ({ warnings }) => warnings.length > 0,
  all: () => true,
};

type Props = {
  readonly kind: ImportKind;
  readonly results: readonly ImportResult[];
  /** What the file says there; blank where it says nothing. */
  readonly cellOf: (row: number, field: string) => string;
};

/** Characters of a cell that are repeated beside what is wrong with it. */
const QUOTED = 40;

/** The cell, unless the message names it anyway. */
function quoted(cell: string, message: string): string {
  if (cell === '' || message.includes(`“${cell}”`)) return '';
  return ` “${cell.slice(0, QUOTED)}${cell.length > QUOTED ? '…' : ''}”`;
}

/** Row by row, wrong ones first in sight. Only what is on the screen is drawn. */
export function ResultTable({ kind, results, cellOf }: Props) {
  const { data: fields = [] } = useQuery(importFieldsQuery(kind));
  const labelOf = (name: string) => fields.find((field) => field.name === name)?.label ?? name;
  const count = (show: ShowKey) => results.filter(KEEPS[show]).length;
  const [show, setShow] = useState<ShowKey>(count('errors') > 0 ? 'errors' : count('warnings') > 0 ? 'warnings' : 'all');
  const rows = useMemo(() => results.filter(KEEPS[show]), [results, show]);
  const { top, shown, before, after, measure } = useVirtualRows(rows.length, 44, (index) => String(rows[index]?.row ?? index));
  return (
    <Stack gap="sm">
      <NativeSelect
        aria-label="Show"
        value={show}
        onChange={(event) => setShow(event.currentTarget.value as ShowKey)}
        data={(Object.keys(SHOWN) as ShowKey[]).map((value) => ({ value, label: `${SHOWN[value]} (${count(value)})` }))}
        maw={240}
      />
      <div ref={top}>
        <Table.ScrollContainer minWidth={520} tabIndex={0} role="region" aria-label="Rows">
          <Table verticalSpacing="xs" aria-rowcount={rows.length + 1}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Row</Table.Th>
                <Table.Th>What</Table.Th>
                <Table.Th>Outcome</Table.Th>
                <Table.Th>Why</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {before > 0 && <tr style={{ height: before }} />}
              {shown.map(({ index, key }) => {
                const result = rows[index];
                if (!result) return null;
                const { row, name, outcome, problems, warnings } = result;
                return (
                  <Table.Tr key={key} ref={measure} data-index={index} aria-rowindex={index + 2}>
                    <Table.Td className="numbers">{row}</Table.Td>
                    <Table.Td>{name}</Table.Td>
                    <Table.Td>
                      <ToneBadge tone={LOOKS[outcome].tone}>{LOOKS[outcome].words}</ToneBadge>
                    </Table.Td>
                    <Table.Td>
                      {problems.map(({ field, message }) => (
                        <Text size="sm" key={`${field} ${message}`}>
                          {field !== '' && <b>{labelOf(field)}</b>}
                          {`${quoted(cellOf(row, field), message)} ${message}`}
                        </Text>
                      ))}
                      {warnings.map((warning) => (
                        <Text size="sm" key={warning} style={{ color: 'var(--tone-warn)' }}>
                          {warning}
                        </Text>
                      ))}
                    </Table.Td>
                  </Table.Tr>
                );
              })}
              {after > 0 && <tr style={{ height: after }} />}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </div>
    </Stack>
  );
}
