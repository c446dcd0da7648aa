import type { CrmPages, RecordKind, RecordPage } from '../port.ts';
import { apiHostOfPage, PAGE_MATCHES, pageHostOf } from './clouds.ts';
import { recordId18 } from './recordId.ts';

const KIND_OF: ReadonlyMap<string, RecordKind> = new Map([
  ['Account', 'account'],
  ['Contact', 'contact'],
  ['Opportunity', 'opportunity'],
  ['Quote', 'quote'],
  ['Lead', 'lead'],
]);
/** By an id's key prefix. Quote's is unconfirmed, so a path that names the object does without it. */
const OBJECT_OF: ReadonlyMap<string, string> = new Map([
  ['001', 'Account'],
  ['003', 'Contact'],
  ['006', 'Opportunity'],
  ['0Q0', 'Quote'],
  ['00Q', 'Lead'],
]);

// /lightning/r/Account/001…/view, /lightning/r/001…/view, /lightning/r/Account/001…/related/Contacts/view; not /edit, /clone, /new.
const RECORD_PATH = /^\/lightning\/r\/(?:(\w+)\/)?([A-Za-z0-9]{15,18})\/(?:related\/\w+\/)?view\/?$/;

const recordAt = (path: string): { object: string; id: string; kind: RecordKind } | null => {
  const [, named, rawId = ''] = RECORD_PATH.exec(path) ?? [];
  const id = recordId18(rawId);
  if (id === null) return null;
  const known = OBJECT_OF.get(id.slice(0, 3));
  const object = named ?? known ?? '';
  const kind = KIND_OF.get(object);
  return kind === undefined || (known ?? object) !== object ? null : { object, id, kind };
};

export const salesforcePages: CrmPages = {
  system: 'salesforce',
  matches: PAGE_MATCHES,

  recordOf({ hostname, pathname, search }): RecordPage | null {
    const org = apiHostOfPage(hostname);
    if (org === null || !RECORD_PATH.test(pathname)) return null;
    // In a console the path is the tab in front and `ws` the workspace it lies in: a case of an account shows the account.
    const found = recordAt(pathname) ?? recordAt(new URLSearchParams(search).get('ws')?.split('?')[0] ?? '');
    if (found === null) return null;
    const { object, id, kind } = found;
    return { record: { system: 'salesforce', org, object, id }, kind, host: hostname };
  },

  /** A proxy's name for the org's pages is kept; any other host is the one that the org names. Either lies on Salesforce. */
  urlOf({ org, object, id }, host) {
    const pages = apiHostOfPage(host) === org ? host : pageHostOf(org);
    return `https://${pages}/lightning/r/${object}/${id}/view`;
  },
};
