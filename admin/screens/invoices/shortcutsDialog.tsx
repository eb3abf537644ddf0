import { Kbd, Stack, Table, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { ACTIONS } from './invoiceActions.tsx';

const MOVING = [
  [['↓', 'J'], 'Next invoice'],
  [['↑', 'K'], 'Invoice before'],
  [['Page ↓', 'Page ↑'], 'Ten on, ten back'],
  [['Home', 'End'], 'First, last'],
  [['Enter'], 'Open it'],
  [['Space'], 'Select it; with Shift, all from the one selected last'],
  [['Esc'], 'Select nothing'],
  [['/'], 'Search'],
  [['[', ']'], 'On an invoice’s own page: the one before, the next'],
  [['?'], 'This list'],
] as const;

export function showShortcuts(): void {
  modals.open({ modalId: 'keys', title: 'Keys', children: <Shortcuts /> });
}

function Shortcuts() {
  return (
    <Stack>
      <Text size="sm">
        <Kbd>J</Kbd> leads to the list from anywhere on the page. The letters act on the invoice that the keyboard is on.
      </Text>
      <Keys caption="The invoice" rows={ACTIONS.map(({ key, name }) => [[key], name] as const)} />
      <Keys caption="Moving" rows={MOVING} />
    </Stack>
  );
}

function Keys({ caption, rows }: { caption: string; rows: readonly (readonly [readonly string[], string])[] }) {
  return (
    <Table verticalSpacing={4} captionSide="top">
      <Table.Caption ta="left">{caption}</Table.Caption>
      <Table.Tbody>
        {rows.map(([keys, what]) => (
          <Table.Tr key={what}>
            <Table.Td w={140}>
              {keys.map((key) => (
                <Kbd key={key} mr={4}>
                  {key}
                </Kbd>
              ))}
            </Table.Td>
            <Table.Td>{what}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
