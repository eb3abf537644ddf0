import { Button, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconLogout } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { accountQuery } from '../api/account.ts';
import { session } from '../session/session.ts';
import styles from './personMenu.module.css';

/** Who is signed in, and the way out. The browser's own popover: a menu's machinery would be a tenth of the first load. */
export function PersonMenu() {
  const { data } = useQuery(accountQuery);
  const { email, account, role } = session.person;
  const company = data?.setUp ? data.company.name : account;
  return (
    <>
      <UnstyledButton popoverTarget="person" aria-label={`${company}: your account`} className={styles.button ?? ''}>
        <Text span size="sm" fw={600} truncate>
          {company}
        </Text>
        <IconChevronDown size={14} aria-hidden />
      </UnstyledButton>
      <div id="person" popover="auto" className={styles.box}>
        <Stack gap="xs" align="flex-start">
          <Text size="sm" fw={600}>
            {email}
          </Text>
          <Text size="sm">{role === 'billing' ? 'Billing: may do everything' : 'Viewer: may look and download'}</Text>
          <Button size="xs" variant="default" leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void session.signOut()}>
            Sign out
          </Button>
        </Stack>
      </div>
    </>
  );
}
