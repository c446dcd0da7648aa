import { escapeHtml } from '../oauth/page.ts';

/** Where a hostile script lies; the page's policy lets it run, it comes from the page's own host. */
export const HOSTILE_SCRIPT = '/_sim/hostile/script.js';

/** The single page of Lightning: everything in it is made by its scripts. A hostile one comes before them. */
export const shell = (orgName: string, isHostile: boolean): string => `<!doctype html>
<html lang="en-US" dir="ltr">
<head>
<meta charset="utf-8">${isHostile ? `\n<script src="${HOSTILE_SCRIPT}"></script>` : ''}
<title>Lightning Experience</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="org" content="${escapeHtml(orgName)}">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_slds/styles/salesforce-lightning-design-system.min.css">
<link rel="stylesheet" href="/_sim/lightning.css">
<script type="module" src="/_sim/synthetic-shadow.js"></script>
<script type="module" src="/_sim/client/main.ts"></script>
</head>
<body class="desktop"></body>
</html>`;

/** A page inside a frame: an Apex page on a record, or what Setup shows. It has an address of its own and no scripts. */
export const framePage = (title: string, text: string): string => `<!doctype html>
<html lang="en-US">
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/_slds/styles/salesforce-lightning-design-system.min.css">
<link rel="stylesheet" href="/_sim/lightning.css"></head>
<body class="frame"><h2 class="slds-text-heading_small">${escapeHtml(title)}</h2><p>${escapeHtml(text)}</p></body>
</html>`;
