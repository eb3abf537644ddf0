import { NavLink } from '@mantine/core';
import { IconAlertCircle, IconCircle, IconCircleCheck, IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export type ListedSection = { readonly key: string; readonly label: string };

export type SectionState = 'wrong' | 'changed' | 'done' | 'open';

type Props = {
  readonly label: string;
  readonly sections: readonly ListedSection[];
  readonly current: string;
  readonly onChoose: (key: string) => void;
  /** What is the matter with a section; in words, to be read aloud as well. */
  readonly stateOf: (key: string) => SectionState | undefined;
};

const LOOKS: Readonly<Record<SectionState, { readonly icon: ReactNode; readonly words: string }>> = {
  wrong: { icon: <IconAlertCircle size={18} color="var(--tone-bad)" aria-hidden />, words: 'needs you' },
  changed: { icon: <IconPencil size={18} color="var(--tone-info)" aria-hidden />, words: 'changed' },
  done: { icon: <IconCircleCheck size={18} color="var(--tone-good)" aria-hidden />, words: 'done' },
  open: { icon: <IconCircle size={18} color="var(--tone-neutral)" aria-hidden />, words: 'not yet' },
};

/** The sections of the form, each with where it stands. */
export function SectionList({ label, sections, current, onChoose, stateOf }: Props) {
  return (
    <nav aria-label={label}>
      {sections.map((section) => {
        const state = stateOf(section.key);
        return (
          <NavLink
            key={section.key}
            component="button"
            type="button"
            active={section.key === current}
            aria-current={section.key === current ? 'step' : undefined}
            label={section.label}
            aria-label={state ? `${section.label}, ${LOOKS[state].words}` : section.label}
            leftSection={state && LOOKS[state].icon}
            onClick={() => onChoose(section.key)}
          />
        );
      })}
    </nav>
  );
}
