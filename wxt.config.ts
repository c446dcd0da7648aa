import { defineConfig } from 'wxt';
import { narrowReact } from './components/build/narrowReact.ts';
import { CRM_API_MATCHES } from './lib/crm/apiHosts.ts';
import { narrowCrmClients } from './lib/crm/build/narrowCrmClients.ts';
import { CRM_PAGES } from './lib/crm/pages.ts';
import { EXTENSION_PUBLIC_KEY } from './lib/extension.ts';
import { narrowLoader } from './lib/messaging/build/narrowLoader.ts';

const ICONS = Object.fromEntries([16, 32, 48, 128].map((size) => [size, `icons/icon-${size}.png`]));
const CRM_PAGE_MATCHES = CRM_PAGES.flatMap(({ matches }) => [...matches]);

export default defineConfig({
  imports: false,
  modules: ['@wxt-dev/module-react'],
  outDir: '.output',
  vite: ({ mode }) => ({
    // What may be large is said in .size-limit.json, gzipped; a warning here fails the build's check.
    build: { chunkSizeWarningLimit: Number.POSITIVE_INFINITY },
    plugins: [narrowCrmClients(), ...(mode === 'production' ? [narrowLoader(), narrowReact()] : [])],
  }),
  manifest: {
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    key: EXTENSION_PUBLIC_KEY,
    icons: ICONS,
    action: { default_icon: ICONS },
    permissions: ['storage', 'scripting', 'identity', 'alarms'],
    storage: { managed_schema: 'managed-schema.json' },
    host_permissions: [...CRM_PAGE_MATCHES, ...CRM_API_MATCHES],
    commands: {
      'toggle-panel': {
        suggested_key: { default: 'Alt+L' },
        description: '__MSG_command_togglePanel__',
      },
    },
    web_accessible_resources: [
      { resources: ['confirm.html'], matches: CRM_PAGE_MATCHES, use_dynamic_url: true },
    ],
  },
});
