import { Button, Group, Input, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { Customer } from '../../api/types.ts';
import { ContactSearch } from '../../parts/contactSearch.tsx';

type Props = { readonly customer: Customer; readonly value: string; readonly onChange: (contactId: string) => void };

/** Which contact in Xero the customer is. None: it is looked up by its name, or made, with its first invoice. */
export function ContactField({ customer, value, onChange }: Props) {
  const choose = () => {
    const modalId = 'choose-contact';
    const done = (contactId: string) => {
      onChange(contactId);
      modals.close(modalId);
    };
    modals.open({
      modalId,
      title: `The contact of ${customer.name}`,
      size: 'lg',
      children: <ContactSearch first={customer.name} onChoose={done} />,
    });
  };
  return (
    <Input.Wrapper
      label="Contact in Xero"
      description={value ? 'Its invoices go to this contact' : 'None yet: looked up by its name, or made, with its first invoice'}
    >
      <Group mt={6} gap="sm">
        {value && (
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {value}
          </Text>
        )}
        <Button variant="default" size="xs" onClick={choose}>
          {value ? 'Another…' : 'Choose…'}
        </Button>
        {value && (
          <Button variant="subtle" size="xs" onClick={() => onChange('')}>
            None
          </Button>
        )}
      </Group>
    </Input.Wrapper>
  );
}
