import './app/styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { CannotStart } from './app/cannotStart.tsx';
import { fetchTheRestSoon } from './parts/lazily.ts';
import { readConfig } from './session/config.ts';
import { session } from './session/session.ts';

const root = createRoot(document.getElementById('root') as HTMLElement);

try {
  const returnTo = await session.start(await readConfig());
  // The code is used: it has no business in the address bar, nor in the history.
  history.replaceState(null, '', returnTo);
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  fetchTheRestSoon();
} catch (error) {
  root.render(<CannotStart error={error} />);
}
