import { Chalk } from 'chalk';
import type { Style } from '../ui/text';

/** In sixteen colours: a terminal's own theme knows best how they look. */
const chalk = new Chalk({ level: 1 });

/** A part of its own, since chalk makes all its styles at once: what is piped has no use for them. */
export function paint(text: string, style: Style): string {
  return chalk[style](text);
}
