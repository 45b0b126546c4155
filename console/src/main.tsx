import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { applyTheme } from './app/theme.ts';
import { ServiceError } from './service/aws.ts';
import './styles/tokens.css';
import './styles/base.css';

applyTheme();

// A newer build has replaced the one that this page was loaded from: it takes the new one, but not again and again.
window.addEventListener('vite:preloadError', (e) => {
  const last = Number(sessionStorage.getItem('pawl.reloaded') ?? 0);
  if (Date.now() - last < 30_000) return;
  e.preventDefault();
  sessionStorage.setItem('pawl.reloaded', String(Date.now()));
  location.reload();
});

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // What was asked for wrongly is not asked again; a server that is being restarted is.
      retry: (failures, error) => !(error instanceof ServiceError && error.status >= 400 && error.status < 500) && failures < 2,
      retryDelay: (failures) => Math.min(500 * 2 ** failures, 5000),
      staleTime: 1000,
      refetchOnWindowFocus: true,
    },
  },
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
