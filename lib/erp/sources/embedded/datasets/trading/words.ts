import type { DatasetCurrency } from '../currencies.ts';

/** Invented; none is meant to be anybody. */
export const firstWords = [
  ...['Auenfeld', 'Birkmoor', 'Calderwick', 'Dornhag', 'Eskmere', 'Falkenruh', 'Gansbrook', 'Hollerau'],
  ...['Ingelund', 'Jorvaska', 'Kestrelby', 'Lindquell', 'Marrowgate', 'Nordhusen', 'Osterleigh', 'Pellworm'],
  ...['Quarnfell', 'Rosenbeck', 'Sandmarsch', 'Tarnwater', 'Ulvenholt', 'Vosskamp', 'Wexcombe', 'Yarrowdale'],
  ...[
    'Zinnhof',
    'Alderquist',
    'Brackenmoor',
    'Copperdell',
    'Drosselgrund',
    'Elmsworthy',
    'Fjellbruk',
    'Glimmerau',
  ],
  ...[
    'Harrowmead',
    'Ilmenstein',
    'Juniperhall',
    'Krähenfurt',
    'Löwenmühl',
    'Mistelgau',
    'Nachtweide',
    'Öhringsund',
  ],
] as const;

export const trades = [
  { word: 'Logistics', industry: 'Transport' },
  { word: 'Tools', industry: 'Wholesale' },
  { word: 'Foods', industry: 'Food & beverage' },
  { word: 'Optics', industry: 'Manufacturing' },
  { word: 'Timber', industry: 'Construction' },
  { word: 'Textiles', industry: 'Manufacturing' },
  { word: 'Robotics', industry: 'Machinery' },
  { word: 'Energy', industry: 'Utilities' },
  { word: 'Medical', industry: 'Health care' },
  { word: 'Ceramics', industry: 'Manufacturing' },
  { word: 'Media', industry: 'Media' },
  { word: 'Pumps', industry: 'Machinery' },
  { word: 'Packaging', industry: 'Packaging' },
  { word: 'Instruments', industry: 'Electronics' },
] as const;

/** What a family calls its daughters. */
export const divisions = ['Export', 'Service', 'Retail'] as const;

export interface Place {
  readonly country: string;
  readonly currency: DatasetCurrency;
  readonly legalForm: string;
  readonly cities: readonly [string, ...string[]];
  /** `#` = a digit. Ranges that the regulators keep for fiction, where they do. */
  readonly phone: string;
  /** VAT that a German seller charges: 0 outside the country. */
  readonly taxRate: string;
}

export const places: readonly [Place, ...Place[]] = [
  {
    country: 'DE',
    currency: 'EUR',
    legalForm: 'GmbH',
    cities: ['Berlin', 'Köln', 'Leipzig'],
    phone: '+49 30 23125 ###',
    taxRate: '0.19',
  },
  {
    country: 'DE',
    currency: 'EUR',
    legalForm: 'AG',
    cities: ['München', 'Hamburg'],
    phone: '+49 89 99998 ###',
    taxRate: '0.19',
  },
  {
    country: 'GB',
    currency: 'GBP',
    legalForm: 'Ltd',
    cities: ['London', 'Leeds'],
    phone: '+44 20 7946 0###',
    taxRate: '0',
  },
  {
    country: 'US',
    currency: 'USD',
    legalForm: 'Inc.',
    cities: ['Chicago', 'Denver', 'Boston'],
    phone: '+1 312 555 01##',
    taxRate: '0',
  },
  {
    country: 'FR',
    currency: 'EUR',
    legalForm: 'SARL',
    cities: ['Lyon', 'Nantes'],
    phone: '+33 1 99 00 ## ##',
    taxRate: '0',
  },
  {
    country: 'SE',
    currency: 'SEK',
    legalForm: 'AB',
    cities: ['Göteborg', 'Malmö'],
    phone: '+46 8 465 004 ##',
    taxRate: '0',
  },
  {
    country: 'CH',
    currency: 'CHF',
    legalForm: 'AG',
    cities: ['Bern', 'Zürich'],
    phone: '+41 44 668 ## ##',
    taxRate: '0',
  },
  {
    country: 'JP',
    currency: 'JPY',
    legalForm: 'K.K.',
    cities: ['Osaka'],
    phone: '+81 6 6341 ####',
    taxRate: '0',
  },
];

export const givenNames = [
  ...['Aiko', 'Bruno', 'Clara', 'Dilan', 'Emil', 'Farah', 'Greta', 'Henrik', 'Ines', 'Jonas', 'Kaya'],
  ...['Lotte', 'Marek', 'Nadia', 'Oskar', 'Priya', 'Quentin', 'Ronja', 'Samir', 'Tilda', 'Umar', 'Vera'],
] as const;

export const familyNames = [
  ...['Ahlborn', 'Brennwald', 'Castelin', 'Duvenek', 'Eberling', 'Fontanel', 'Grünbach', 'Holmqvast'],
  ...['Ishimori', 'Jankauer', 'Kowalke', 'Lindemoor', 'Marchwood', 'Nyströmer', 'Okafori', 'Petrescu-Vall'],
] as const;

export const roles = [
  'Purchasing',
  'Accounts payable',
  'Managing director',
  'Operations',
  'Receiving',
] as const;
export const carriers = ['Nordstern Freight', 'Postwagen', 'Halcyon Express'] as const;

/** Who looks after a customer in the company itself, for the scopes `own` and `team`. */
export const salespeople = [
  { owner: 'ada', team: 'north' },
  { owner: 'bela', team: 'north' },
  { owner: 'chiyo', team: 'south' },
  { owner: 'dario', team: 'south' },
] as const;

/** Euro cents for one. */
export const products = [
  { id: 'A-100', name: 'Bearing housing, cast', unitPrice: 4_890, stock: '412' },
  { id: 'A-110', name: 'Bearing housing, machined', unitPrice: 12_350, stock: '96' },
  { id: 'B-200', name: 'Drive belt 1200 mm', unitPrice: 1_999, stock: '1830' },
  { id: 'B-210', name: 'Drive belt 2400 mm', unitPrice: 3_149, stock: '0' },
  { id: 'C-300', name: 'Gear motor 0.75 kW', unitPrice: 38_900, stock: '41' },
  { id: 'C-310', name: 'Gear motor 2.2 kW', unitPrice: 71_500, stock: '12' },
  { id: 'D-400', name: 'Control unit, 8 axes', unitPrice: 249_000, stock: '7' },
  { id: 'E-500', name: 'Grease, 1 kg', unitPrice: 1_275, stock: '312.5' },
  { id: 'S-900', name: 'Service technician, hour', unitPrice: 11_800, stock: undefined },
  { id: 'S-910', name: 'Yearly inspection', unitPrice: 96_000, stock: undefined },
] as const;
