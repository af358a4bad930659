import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ApiError } from './api/errors';
import { router } from './router';
import { colorSchemes, cssVariables, theme } from './theme';

const cache = new QueryClient({
  defaultOptions: {
    queries: {
      // Asking again helps when the server was away, not when it refused.
      retry: (count, error) =>
        count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502),
      refetchOnWindowFocus: false,
    },
  },
});

// A key that expired or was revoked: the session says so, and the sign-in page follows.
cache.getQueryCache().subscribe((event) => {
  if (event.type === 'updated' && event.action.type === 'error') {
    const { error } = event.action;
    if (error instanceof ApiError && error.status === 401) cache.invalidateQueries({ queryKey: ['session'] });
  }
});

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={cache}>
        <RouterProvider router={router} />
        <Notifications position="bottom-right" />
      </QueryClientProvider>
    </MantineProvider>
  );
}
