import { CloseButton, TextInput, type TextInputProps } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';

/** After so many milliseconds without a key it is told. */
const QUIET_MS = 250;

type Props = Omit<TextInputProps, 'value' | 'onChange' | 'label' | 'placeholder'> & {
  readonly label: string;
  readonly placeholder: string;
  /** What the address says. */
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** What is typed stands here at once and in the address when the typing rests: an address that followed each key would move the caret. */
export function SearchField({ label, placeholder, value, onChange, ...props }: Props) {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;
  // The address may change by itself: back, forward, a link.
  useEffect(() => {
    if (value !== told.current) setTyped(value);
    told.current = value;
  }, [value]);
  useEffect(() => {
    if (typed === told.current) return;
    const timer = setTimeout(() => {
      told.current = typed;
      tell.current(typed);
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <TextInput
      {...props}
      type="search"
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      rightSection={typed && <CloseButton size="sm" aria-label="Clear the search" onClick={() => setTyped('')} />}
    />
  );
}
