import { escapeHtml } from '../oauth/page.ts';

/** The single page of Lightning: everything in it is made by its scripts. */
export const shell = (orgName: string): string => `<!doctype html>
<html lang="en-US" dir="ltr">
<head>
<meta charset="utf-8">
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
