import { nextEpisode, waiting } from '../watchlist/agenda';
import { isDated } from '../watchlist/moment';
import type { Notice, Reminder } from '../watchlist/reminding';
import { runs } from '../watchlist/runs';
import { withoutSpoilers } from '../watchlist/spoilers';
import { latestVerdict, opinionText } from '../watchlist/verdict';
import { HOUR } from '../watchlist/zone';
import { harmless } from './harmless';
import { platformWords } from './show-words';
import { clock, dateOf, distanceWords, type Reader, withoutThisYear } from './time';

/** A reminder in words that no channel can be harmed by. */
export interface ReminderWords {
  /** `Metallic Rouge — episode 2 is out on Crunchyroll`. */
  readonly title: string;
  /** `You said "We'll see".`; lines, perhaps none. */
  readonly body: string;
}

/** A reminder as a person is told it. */
export function reminderWords(reminder: Reminder, reader: Reader): ReminderWords {
  const { show, release } = reminder;
  const platform = platformWords(release);
  const place = platform === '' ? '' : ` on ${platform}`;
  const said = latestVerdict(withoutSpoilers(show));
  const lines = [
    lateWords(reminder, reader),
    said === undefined ? '' : `You said "${opinionText(said)}".`,
    isJoining(reminder, reader) ? `Next for you: episode ${nextEpisode(show)}.` : '',
  ];
  return {
    title: harmless(`${show.title} — ${placed(newsWords(reminder, reader), place)}`),
    body: harmless(lines.filter((words) => words !== '').join(' ')),
  };
}

/** News with the platform behind them, after a comma where numbers stand before it. */
function placed(news: string, place: string): string {
  return /\d$|finale$/.test(news) && place !== '' ? `${news},${place}` : `${news}${place}`;
}

/** `episode 2 is out`, `3 new episodes, 15–17`, `episode 13, the finale, drops in 1h`. */
function newsWords(reminder: Reminder, reader: Reader): string {
  const { kind, notices, released } = reminder;
  const [{ drop }] = notices;
  const { moment } = drop;
  const subject = subjectWords(reminder);
  const isGuess = isEstimated(reminder);
  const isOne = notices.length === 1;
  const drops = isGuess ? 'should drop' : isOne ? 'drops' : 'drop';
  if (kind === 'ahead') return `${subject} ${drops} ${distanceWords(moment, reader)}`;
  const isToday = moment.precision === 'day' && distanceWords(moment, reader) === 'today';
  if (isToday && isOne) return `${subject} ${drops} today`;
  if (!isOne && !isGuess && !released) {
    const finale = finaleWords(reminder);
    const numbers = `${notices.length} new episodes, ${runs(numbersOf(reminder))}`;
    return finale === '' ? numbers : `${numbers}, ${finale}`;
  }
  return `${subject} ${isGuess ? 'should be' : isOne ? 'is' : 'are'} out`;
}

/** Whether the time of one of them was only worked out; what drops together is as sure as its first. */
function isEstimated({ notices }: Reminder): boolean {
  const first = new Map<string | null, Notice>();
  for (const one of notices) {
    if (!first.has(one.drop.moment.at)) first.set(one.drop.moment.at, one);
  }
  return [...first.values()].some(({ drop }) => drop.basis === 'estimated');
}

/** `episode 2`, `episodes 1–3`, `episode 13, the finale,`; `it` of a film, `everything` where all is one drop. */
function subjectWords(reminder: Reminder): string {
  const { notices, last, release } = reminder;
  const { step, first = 1, amendments } = release.schedule;
  if (last === first) return 'it';
  if (last === undefined && step === 'P0D' && amendments === undefined) return 'everything';
  const label = `${notices.length === 1 ? 'episode' : 'episodes'} ${runs(numbersOf(reminder))}`;
  const finale = finaleWords(reminder);
  return finale === '' ? label : `${label}, ${finale},`;
}

/** `the finale`, or of several `with the finale`; with a doubt where the number of episodes is an estimate. */
function finaleWords({ finale, notices }: Reminder): string {
  if (finale === 'no') return '';
  const words = notices.length === 1 ? 'the finale' : 'with the finale';
  return finale === 'yes' ? words : `perhaps ${words}`;
}

function numbersOf({ notices }: Reminder): readonly number[] {
  return notices.map(({ drop }) => drop.episode);
}

/** Since when it is out, for who hears of it late; when exactly it drops, for who hears ahead. */
function lateWords({ kind, notices }: Reminder, reader: Reader): string {
  const [{ drop }] = notices;
  const { moment } = drop;
  if (!isDated(moment)) return '';
  const day = withoutThisYear(dateOf(moment, reader.zone), reader);
  const when =
    moment.precision === 'minute' ? `${day}, ${clock(Date.parse(moment.at), reader.zone)}` : day;
  if (kind === 'ahead') return moment.precision === 'minute' ? `On ${when}.` : '';
  const isLate = moment.precision === 'minute' && reader.now - Date.parse(moment.at) > 12 * HOUR;
  return isLate ? `Since ${when}.` : '';
}

/** Whether the user has some way to go before what is out now. */
function isJoining({ kind, show, notices, released }: Reminder, { now, zone }: Reader): boolean {
  if (kind !== 'out' || released || show.watched.length === 0) return false;
  const waits = waiting(show, now, zone);
  const first = notices[0].drop.episode;
  return waits.some(({ episode }) => episode < first);
}
