import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { t } from '../../lib/i18n.ts';
import { PAGE_QUERIES } from './pageQueries.ts';

/** Language and direction are the catalogue's, not the browser's: a page read aloud must sound like the words it has. */
export const mountPage = (title: string, page: ReactNode): Root => {
  document.title = title;
  document.documentElement.lang = t('page.language');
  document.documentElement.dir = t('page.direction');
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient(PAGE_QUERIES)}>{page}</QueryClientProvider>
    </StrictMode>,
  );
  return root;
};
