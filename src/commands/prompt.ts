import { Option } from 'commander';
import type { Context } from '../context';
import { fill, parseFormat } from '../ui/format';
import { shortened } from '../ui/layout';
import { DEFAULT_FORMAT, PLACEHOLDERS, valuesOf } from '../ui/prompt-format';
import { COMING, PLACES, type Place, SAFE, waybarModule } from '../ui/prompt-places';
import { line } from '../ui/text';
import { simpleWidth, type WidthOf, widthFor } from '../ui/width';
import { type OutlookDrop, viewAt } from '../watchlist/outlook';
import { nextDropJson } from './json';
import { wholeNumber } from './numbers';
import { currentOutlook, SHORT } from './outlook';
import { examples, type Verb } from './verb';

interface PromptOptions {
  readonly format: string;
  readonly for: Place;
  readonly max: number;
}

export const promptVerb: Verb = {
  names: ['prompt'],
  define: (command, act) => {
    command
      .summary('what waits and what comes, for your prompt or status bar')
      .description(
        'One short line for a shell prompt or a status bar: how many episodes are due, and what drops next. Prints nothing where nothing is due and nothing drops within thirty days.',
      )
      .addOption(
        new Option('-f, --format <text>', 'what to print, see below').default(
          DEFAULT_FORMAT,
          'as in: 2 due · Metallic Rouge ~2h 10m',
        ),
      )
      .addOption(
        new Option('--for <place>', 'where it goes, so that no title can mean something there')
          .choices(PLACES)
          .default('plain'),
      )
      .option('-m, --max <cells>', 'how wide a title may be', wholeNumber(2, 1000), SHORT)
      .addHelpText(
        'after',
        `
In a format stand ${PLACEHOLDERS.map((name) => `{${name}}`).join(' ')};
{?due …} stands only where something is due, {?next …} where something comes;
{mark} is ~ where the time is estimated. Write {{ and }} for braces.
${examples(
  'prompt',
  `prompt --format '{?due {due} due, }{next} {ep} at {at}'`,
  `prompt --for waybar`,
  'prompt --json',
)}`,
      )
      .action(act(print));
  },
};

async function print(context: Context, { format, for: place, max }: PromptOptions): Promise<void> {
  const { out, err, reader, json, quiet } = context;
  const parts = parseFormat(format, { names: PLACEHOLDERS });
  const view = viewAt(await currentOutlook(context, place === 'waybar' ? COMING : 1), reader.now);
  const { due, dueShows, upcoming } = view;
  const [next] = upcoming;
  if (json) {
    out.json({ due, dueShows, next: next === undefined ? null : nextDropJson(next) });
    return;
  }
  const isNothing = due === 0 && next === undefined;
  const widthOf =
    max === SHORT ? simpleWidth : await widthFor(next === undefined ? [] : [next.title]);
  const values = valuesOf(view, reader, titledBy(max, widthOf));
  const text = isNothing ? '' : fill(parts, (name) => values[name], SAFE[place]);
  if (place === 'waybar') {
    await out.print([line(JSON.stringify(waybarModule(text, view, reader)))]);
  } else if (text !== '') await out.print([line(text)]);
  else if (isNothing && out.isTTY && !quiet) await err.print([line(NOTHING)]);
}

/** @param widthOf only asked where the width is not the one titles were cut to already. */
function titledBy(max: number, widthOf: WidthOf): (drop: OutlookDrop) => string {
  return ({ title, short }) => (max === SHORT ? short : shortened(title, max, widthOf));
}

const NOTHING =
  'Nothing waits, and nothing drops within thirty days, so a prompt shows nothing. jikai add "Metallic Rouge" adds a show.';
