/**
 * What a person takes for words of a goal, as it stands in the magic line: `--take revenue=net_amount` for a column or a
 * time, its name for a frame.
 */

import type { Alternative } from './types';

const MAGIC = /^%%analyst\b.*$/m;

/** What a line can carry, where a space is an underscore and ends an option; a time may be one day to another. */
const WRITABLE = {
  column: /^[\p{L}\p{N}_ ]+$/u,
  time: /^[\p{L}\p{N}_ ./-]+$/u,
  frame: /^[\p{L}_][\p{L}\p{N}_]*$/u
};

/** Whether a choice can be written into the line. */
export function canBeTaken({ kind, words, meaning }: Alternative): boolean {
  return WRITABLE[kind].test(meaning) && WRITABLE.time.test(words);
}

/** The source of a magic cell with a choice in its line, in the place of an earlier one. */
export function withTaken(source: string, other: Alternative): string {
  return source.replace(MAGIC, line => (other.kind === 'frame' ? withFrame(line, other) : withOption(line, other)));
}

function withOption(line: string, { words, meaning }: Alternative): string {
  const option = (text: string): string => text.trim().replace(/ +/g, '_');
  const chosen = `--take ${option(words)}=`;
  const kept = line
    .split(/\s+(?=--)/)
    .filter(part => !part.startsWith(chosen))
    .join(' ');
  return `${kept.trimEnd()} ${chosen}${option(meaning)}`;
}

/** The line with a frame in the place of the one that was taken, or before all else where none is named. */
function withFrame(line: string, { words, meaning }: Alternative): string {
  const [magic, ...parts] = line.trimEnd().split(/\s+/);
  const valued = (at: number): boolean => /^(-e|-a|--engine|--agents|--privacy|--take)$/.test(parts[at - 1] ?? '');
  const isOther = (name: string): boolean => name !== words && name !== meaning;
  const others = (names: string): string => names.split(',').filter(isOther).join(',');
  const kept = parts.map((part, at) => (valued(at) || part.startsWith('-') ? part : others(part)));
  return [magic, meaning, ...kept.filter(part => part !== '')].join(' ');
}
