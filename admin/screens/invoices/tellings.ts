import { notifications } from '@mantine/notifications';

/** Why something was not even tried. The next such word takes the place of the last. */
export function tellNotAllowed(message: string): void {
  const id = 'not-allowed';
  notifications.hide(id);
  notifications.show({ id, message, color: 'gray', autoClose: 6000 });
}
