import { notifications } from '@mantine/notifications';
import { wordsOf } from '../api/problem.ts';

/** Done, in a sentence that goes away by itself. */
export function tellDone(message: string): void {
  notifications.show({ message, color: 'green', autoClose: 5000 });
}

/** Refused: it stays until it is read. */
export function tellRefused(title: string, error: unknown): void {
  notifications.show({ title, message: wordsOf(error), color: 'red', autoClose: false });
}
