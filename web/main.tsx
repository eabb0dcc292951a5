import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '@fontsource-variable/inter/wght.css';
import './global.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProblem } from './api.ts';
import { createPages } from './create-pages.tsx';
import { paths } from './paths.ts';
import { sessionQuery } from './session.ts';
import { cssVariables, theme } from './theme.ts';

/** A session that ended elsewhere, or ran out: sign in again, and come back here. */
function askWhoItIs(failure: Error): void {
  if (!(failure instanceof ApiProblem) || failure.status !== 401) return;
  const next = `${location.pathname}${location.search}`;
  if (!next.startsWith('/o/')) return;
  queries.setQueryData(sessionQuery.queryKey, null);
  void pages.navigate({ to: paths.signIn(), search: { next } });
}

const queries = new QueryClient({
  queryCache: new QueryCache({ onError: askWhoItIs }),
  mutationCache: new MutationCache({ onError: askWhoItIs }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What the server refused it will refuse again; what did not reach it is worth another try.
      retry: (failures, failure) =>
        failures < 2 && !(failure instanceof ApiProblem && failure.status >= 400 && failure.status < 500),
    },
  },
});

// A page of an older version asks for files that an update has replaced: loaded anew once, it is of the new version.
const RELOADED = 'steward.reloaded';
window.addEventListener('vite:preloadError', (event) => {
  const last = Number(sessionStorage.getItem(RELOADED) ?? 0);
  if (Date.now() - last < 60_000) return;
  sessionStorage.setItem(RELOADED, String(Date.now()));
  event.preventDefault();
  location.reload();
});

const pages = createPages(queries);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-right" limit={3} />
        <RouterProvider router={pages} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
