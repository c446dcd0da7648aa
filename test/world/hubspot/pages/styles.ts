import { selector } from './client/classNames.ts';

const SLATE = '#33475b';
const LINE = '#cbd6e2';
const LINK = '#0091ae';

/** Declarations by part. The look is HubSpot's record page as of 2026: white cards on grey-blue, navy bars, teal links. */
const PARTS: Record<string, string> = {
  app: 'display:flex;min-height:100vh;background:#f5f8fa',
  rail: 'width:56px;flex:none;background:#213343;display:flex;flex-direction:column;align-items:center;gap:4px;padding:10px 0;position:sticky;top:0;height:100vh;box-sizing:border-box',
  mark: 'color:#ff7a59;height:32px;margin-bottom:10px',
  railLink:
    'color:#cbd6e2;text-decoration:none;width:40px;height:40px;display:grid;place-items:center;border-radius:4px',
  column: 'flex:1;min-width:0;display:flex;flex-direction:column',
  topBar:
    'height:50px;flex:none;background:#2e475d;display:flex;align-items:center;justify-content:space-between;padding:0 20px;position:sticky;top:0;z-index:100',
  globalSearch:
    'width:340px;height:32px;border-radius:16px;border:1px solid #516f90;background:#253b4d;color:#fff;padding:0 14px;font:inherit',
  topActions: 'display:flex;align-items:center;gap:18px;color:#eaf0f6',
  topIcon: 'display:grid',
  accountButton:
    'background:none;border:0;color:#fff;font:inherit;font-weight:600;cursor:pointer;max-width:260px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap',
  stage: 'flex:1;min-height:0;display:flex;flex-direction:column',
  view: 'flex:1;display:flex',
  recordPage: 'display:flex;align-items:stretch;flex:1;min-width:0;height:calc(100vh - 50px)',
  sidebarCard: 'padding:18px 24px 60px',
  leftSidebar: `overflow-y:auto;width:350px;flex:none;background:#fff;border-right:1px solid ${LINE};box-sizing:border-box`,
  sidebarBar: 'display:flex;justify-content:space-between;padding:16px 24px 0',
  backLink: `color:${LINK};font-weight:600;text-decoration:none`,
  highlight: `padding:20px 24px;border-bottom:1px solid ${LINE}`,
  highlightTop: 'display:flex;gap:14px',
  avatar:
    'width:56px;height:56px;flex:none;border-radius:4px;background:#eaf0f6;border:1px solid #cbd6e2;display:grid;place-items:center;font-size:24px;color:#516f90;box-sizing:border-box',
  avatarRound:
    'width:56px;height:56px;flex:none;border-radius:50%;background:#fdedd6;border:1px solid #f5c78e;display:grid;place-items:center;font-size:24px;color:#7c5a2c;box-sizing:border-box',
  highlightText: 'min-width:0',
  title: 'margin:0 0 4px;font-size:18px;line-height:24px;font-weight:600;overflow-wrap:anywhere',
  subtitle: 'color:#516f90;font-size:13px;overflow-wrap:anywhere',
  quickActions: 'display:flex;justify-content:space-between;margin-top:20px',
  quickAction: 'display:flex;flex-direction:column;align-items:center;gap:4px',
  roundButton:
    'width:34px;height:34px;border-radius:50%;border:1px solid #cbd6e2;background:#eaf0f6;color:#506e91;cursor:pointer;display:grid;place-items:center;padding:0',
  quickLabel: 'font-size:11px;color:#33475b',
  middlePane: 'overflow-y:auto;flex:1;min-width:0;padding:0 20px 60px;box-sizing:border-box',
  tabBar: `display:flex;gap:2px;border-bottom:1px solid ${LINE};margin:0 -20px 16px;padding:0 20px;background:#fff`,
  tab: 'border:0;background:none;padding:16px 18px;font:inherit;color:#33475b;cursor:pointer;border-bottom:3px solid transparent',
  tabPanel: 'display:block',
  card: `background:#fff;border:1px solid ${LINE};border-radius:4px;padding:16px 20px;margin-bottom:16px`,
  cardTitle: 'display:flex;justify-content:space-between;align-items:center;margin-bottom:12px',
  cardHeading: 'margin:0;font-size:15px;font-weight:600',
  highlights: 'display:flex;gap:12px',
  highlightCell: 'flex:1;text-align:center;min-width:0',
  highlightCellLabel:
    'font-size:11px;text-transform:uppercase;letter-spacing:.4px;color:#516f90;margin-bottom:4px',
  highlightCellValue: 'overflow-wrap:anywhere',
  activity: `border:1px solid #dfe3eb;border-radius:4px;padding:12px 16px;margin-bottom:10px`,
  activityHead: 'display:flex;justify-content:space-between;margin-bottom:6px',
  rightSidebar: `overflow-y:auto;width:350px;flex:none;padding:16px 20px 60px;box-sizing:border-box;border-left:1px solid ${LINE};background:#f5f8fa`,
  associated: `border:1px solid #dfe3eb;border-radius:4px;padding:10px 14px;margin-bottom:8px;overflow-wrap:anywhere`,
  frame: 'border:0;width:100%;height:90px;display:block',
  property: 'margin-bottom:14px',
  propertyLabel: 'font-size:12px;color:#516f90;margin-bottom:2px',
  propertyValue: 'overflow-wrap:anywhere',
  empty: 'color:#516f90;margin:0',
  link: `color:${LINK};font-weight:600;text-decoration:none`,
  button: 'font:inherit',
  textButton: `border:0;background:none;color:${LINK};font:inherit;font-weight:600;cursor:pointer;padding:0`,
  primaryButton:
    'border:0;background:#ff7a59;color:#fff;font:inherit;font-weight:600;border-radius:3px;padding:9px 20px;cursor:pointer',
  secondaryButton:
    'border:1px solid #ff7a59;background:#fff;color:#ff7a59;font:inherit;border-radius:3px;padding:8px 18px;cursor:pointer',
  help: 'position:fixed;right:20px;bottom:20px;width:56px;height:56px;border-radius:50%;border:0;background:#425b76;color:#fff;font-size:24px;cursor:pointer;box-shadow:0 2px 10px rgb(45 62 80 / .35);z-index:900',
  indexPage: 'flex:1;min-width:0;padding:24px 32px 80px;background:#fff',
  indexHead: 'display:flex;justify-content:space-between;align-items:flex-start;margin-bottom:20px',
  indexTitle: 'margin:0;font-size:24px;line-height:30px;font-weight:600',
  indexActions: 'display:flex;gap:10px',
  viewTabs: `display:flex;border-bottom:1px solid ${LINE};margin-bottom:16px`,
  viewTab: 'padding:12px 24px',
  viewTabChosen: `padding:12px 24px;border:1px solid ${LINE};border-bottom-color:#fff;margin-bottom:-1px;font-weight:600`,
  filters: 'display:flex;gap:24px;align-items:center;margin-bottom:16px',
  searchInput: `height:38px;border:1px solid ${LINE};border-radius:3px;background:#f5f8fa;padding:0 12px;font:inherit;color:${SLATE};box-sizing:border-box`,
  table: `width:100%;border-collapse:collapse;border:1px solid ${LINE}`,
  headCell: `text-align:start;background:#f5f8fa;font-size:11px;text-transform:uppercase;letter-spacing:.4px;padding:12px 16px;border:1px solid ${LINE};font-weight:600`,
  row: 'background:#fff',
  cell: `padding:12px 16px;border:1px solid #dfe3eb;overflow-wrap:anywhere`,
  consent: `max-width:520px;margin:60px auto;background:#fff;border:1px solid ${LINE};border-radius:4px;padding:32px 40px`,
  field: 'display:flex;flex-direction:column;gap:6px;max-width:420px;margin:20px 0',
  editor: `border:1px solid ${LINE};min-height:260px;margin-top:16px;padding:20px;max-width:680px`,
};

/** There is a light theme only, as in the real pages, whatever the system prefers. */
export function styleSheet(release: string): string {
  const base = `:root{color-scheme:light}body{margin:0;font:14px/20px "Lexend Deca",Helvetica,Arial,sans-serif;color:${SLATE};background:#f5f8fa}[hidden]{display:none!important}`;
  const rules = Object.entries(PARTS).map(
    ([part, declarations]) => `${selector(release, part)}{${declarations}}`,
  );
  const chosen = `${selector(release, 'tab')}[aria-selected=true]{border-bottom-color:${SLATE};font-weight:600}`;
  return [base, ...rules, chosen].join('\n');
}
