import { type MatchQuery, type MatchSuggestion, matchAnswer } from '../api/match.ts';
import { ask, type Door } from './request.ts';

/** `GET customers/match`: suggestions, best first. */
export const match =
  (door: Door) =>
  async (query: MatchQuery, signal: AbortSignal): Promise<readonly MatchSuggestion[]> =>
    (await ask(door, { method: 'GET', path: 'customers/match', query, signal }, matchAnswer)).suggestions;
