import { CloseButton, Group, Input, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import styles from './addressesInput.module.css';
import { afterPress } from './afterPress.ts';

type Props = {
  readonly label: string;
  readonly description?: string;
  readonly value: readonly string[];
  readonly onChange: (addresses: string[]) => void;
  readonly error?: string | undefined;
  /** Addresses that are marked, in lower case: mail to them came back. */
  readonly marked?: ReadonlySet<string>;
};

/** People paste whole lists, with names and brackets: `Jo Doe <jo@a.example>; b@b.example`. Whether each is an address is the API's to say. */
const split = (text: string): string[] =>
  text
    .split(/[,;\n]+/)
    .flatMap((part) => {
      const bracketed = part.match(/<([^<>]+)>/)?.[1];
      const words = part.trim().split(/\s+/);
      return bracketed ? [bracketed.trim()] : words.every((word) => word.includes('@')) ? words : [part.trim()];
    })
    .filter(Boolean);

/** A list of email addresses: Enter, comma or leaving the field takes what is typed. */
export function AddressesInput({ label, description, value, onChange, error, marked }: Props) {
  const [typed, setTyped] = useState('');
  const id = useId();
  const take = (text: string) => {
    const fresh = split(text).filter((address) => !value.some((each) => each.toLowerCase() === address.toLowerCase()));
    if (fresh.length > 0) onChange([...value, ...fresh]);
    setTyped('');
  };
  return (
    <Input.Wrapper label={label} description={description} error={error} id={id}>
      {value.length > 0 && (
        <Group component="ul" gap={6} my={6} p={0} className={styles.list ?? ''} aria-label={`${label}: addresses`}>
          {value.map((address) => (
            <li key={address} className={marked?.has(address.toLowerCase()) ? `${styles.pill} ${styles.marked}` : styles.pill}>
              {address}
              <CloseButton size="sm" aria-label={`Remove ${address}`} onClick={() => onChange(value.filter((each) => each !== address))} />
            </li>
          ))}
        </Group>
      )}
      <TextInput
        id={id}
        type="email"
        multiple
        inputMode="email"
        autoComplete="off"
        placeholder={value.length === 0 ? 'name@example.com' : 'Add another'}
        error={Boolean(error)}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && typed.trim()) {
            event.preventDefault();
            take(typed);
          } else if (event.key === ',' || event.key === ';') {
            event.preventDefault();
            take(typed);
          } else if (event.key === 'Backspace' && typed === '' && value.length > 0) {
            onChange(value.slice(0, -1));
          }
        }}
        onPaste={(event) => {
          event.preventDefault();
          take(`${typed}${event.clipboardData.getData('text')}`);
        }}
        onBlur={() => typed.trim() && afterPress(() => take(typed))}
      />
    </Input.Wrapper>
  );
}
