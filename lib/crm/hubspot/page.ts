import type { CrmPages, RecordKind, RecordPage } from '../port.ts';

/** One by one: a match pattern cannot say `app-*.hubspot.com`, and `*.hubspot.com` would ask for more. */
const HOSTS = ['app', 'app-eu1', 'app-na1', 'app-na2', 'app-na3', 'app-ap1'].map(
  (app) => `${app}.hubspot.com`,
);

interface ObjectType {
  readonly typeId: string;
  readonly object: string;
  readonly kind: RecordKind;
}
// Orders (0-123), tickets and custom objects have no company that the panel knows how to find.
const TYPES: readonly ObjectType[] = [
  { typeId: '0-1', object: 'contact', kind: 'contact' },
  { typeId: '0-2', object: 'company', kind: 'account' },
  { typeId: '0-3', object: 'deal', kind: 'opportunity' },
  { typeId: '0-14', object: 'quote', kind: 'quote' },
];

// /contacts/{portal}/record/0-2/{id}, with or without a tab (/view/1); earlier /contacts/{portal}/company/{id}.
const RECORD_PATH =
  /^\/contacts\/(\d{1,20})\/(?:record\/(0-\d{1,4})|(contact|company|deal))\/(\d{1,20})(?:\/view\/\w+)?\/?$/;

export const hubspotPages: CrmPages = {
  system: 'hubspot',
  matches: HOSTS.map((host) => `https://${host}/*`),

  recordOf({ hostname, pathname }): RecordPage | null {
    if (!HOSTS.includes(hostname)) return null;
    const [, org = '', typeId, named, id = ''] = RECORD_PATH.exec(pathname) ?? [];
    const type = TYPES.find((candidate) => candidate.typeId === typeId || candidate.object === named);
    if (type === undefined) return null;
    return {
      record: { system: 'hubspot', org, object: type.object, id },
      kind: type.kind,
      host: hostname,
    };
  },

  /** A portal lives in one region; without its host, HubSpot's first one leads on to it. */
  urlOf({ org, object, id }, host) {
    const typeId = TYPES.find((type) => type.object === object)?.typeId ?? object;
    return `https://${HOSTS.includes(host) ? host : 'app.hubspot.com'}/contacts/${org}/record/${typeId}/${id}`;
  },
};
