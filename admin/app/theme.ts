import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Ink blue: shade 7 on white and shade 3 on the dark background both read at 4.5:1 and more. */
const ink: MantineColorsTuple = [
  '#eef2ff',
  '#dbe3fd',
  '#b9c8f8',
  '#93a9f2',
  '#6f8aea',
  '#5271de',
  '#3d5bcf',
  '#2f4bbd',
  '#273e9c',
  '#20337e',
];

export const theme = createTheme({
  colors: { ink },
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: {
      defaultProps: { withArrow: true, openDelay: 250, multiline: true, maw: 320, events: { hover: true, focus: true, touch: true } },
    },
    TableScrollContainer: { defaultProps: { type: 'native' } },
    Modal: { defaultProps: { centered: true, closeButtonProps: { 'aria-label': 'Close' } } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close this message' } } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
  },
});
