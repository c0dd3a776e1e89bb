/**
 * A column that a person takes for words of a goal, as it stands in the magic line: `--take revenue=net_amount`.
 */

import type { Alternative } from './types';

const MAGIC = /^%%analyst\b.*$/m;

/** Whether a choice can be written into the line, where a space is an underscore and ends an option. */
export function canBeTaken({ words, column }: Alternative): boolean {
  return [words, column].every(text => /^[\p{L}\p{N}_ ]+$/u.test(text));
}

/** The source of a magic cell with a choice in its line, in the place of an earlier one for the same words. */
export function withTaken(source: string, { words, column }: Alternative): string {
  const option = (text: string): string => text.trim().replace(/ +/g, '_');
  const chosen = `--take ${option(words)}=`;
  return source.replace(MAGIC, line => {
    const kept = line
      .split(/\s+(?=--)/)
      .filter(part => !part.startsWith(chosen))
      .join(' ');
    return `${kept.trimEnd()} ${chosen}${option(column)}`;
  });
}
