import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'lst_';
const FORM = /^lst_[A-Za-z0-9_-]{43}$/;

/** 256 random bits. The prefix lets secret scanners recognise a leaked one. */
export const newSecret = (): string => PREFIX + randomBytes(32).toString('base64url');

export const isSecret = (text: string): boolean => FORM.test(text);

/** What is stored. A plain hash is enough: there is nothing to guess in 256 random bits. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
