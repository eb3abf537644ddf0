import { ActionIcon, AppShell, Burger, Group, NavLink, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconAddressBook,
  IconChartBar,
  IconFileInvoice,
  IconHistory,
  IconMoon,
  IconPlayerPlay,
  IconPlugConnected,
  IconSettings,
  IconSun,
} from '@tabler/icons-react';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { Mark } from './mark.tsx';
import { PersonMenu } from './personMenu.tsx';

const PLACES = [
  { to: '/summary', label: 'Summary', icon: IconChartBar },
  { to: '/invoices', label: 'Invoices', icon: IconFileInvoice },
  { to: '/previous', label: 'Previous invoices', icon: IconHistory },
  { to: '/run', label: 'Run', icon: IconPlayerPlay },
  { to: '/customers', label: 'Customers', icon: IconAddressBook },
  { to: '/xero', label: 'Xero', icon: IconPlugConnected },
  { to: '/settings', label: 'Settings', icon: IconSettings },
] as const;

/** The frame around every screen. While an account sets itself up (`setUp` is its id) there is nowhere else to go. */
export function Shell({ setUp, children }: { setUp?: string; children?: ReactNode }) {
  const [open, { toggle, close }] = useDisclosure(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a phone the menu closes whenever the place changes.
  useEffect(close, [path]);
  return (
    <AppShell
      header={{ height: 56 }}
      padding="lg"
      {...(setUp ? {} : { navbar: { width: 220, breakpoint: 'sm', collapsed: { mobile: !open } } })}
    >
      <a href="#main" className="skipLink">
        Skip to the content
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            {!setUp && <Burger opened={open} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Menu" aria-expanded={open} />}
            <Mark />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <SchemeSwitch />
            <PersonMenu />
          </Group>
        </Group>
      </AppShell.Header>
      {!setUp && (
        <AppShell.Navbar p="xs">
          <AppShell.Section grow style={{ overflowY: 'auto' }}>
            <nav aria-label="Screens">
              {PLACES.map(({ to, label, icon: Icon }) => (
                <NavLink
                  key={to}
                  renderRoot={(props) => <Link to={to} {...props} />}
                  label={label}
                  leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
                  active={path === to || path.startsWith(`${to}/`)}
                  {...(path === to ? { 'aria-current': 'page' as const } : {})}
                />
              ))}
            </nav>
          </AppShell.Section>
        </AppShell.Navbar>
      )}
      <AppShell.Main id="main" tabIndex={-1}>
        {children ?? <Outlet />}
      </AppShell.Main>
    </AppShell>
  );
}

function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  const label = dark ? 'Light colours' : 'Dark colours';
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      {dark ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
    </ActionIcon>
  );
}
