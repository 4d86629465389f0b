import { nextEpisode, waiting } from '../watchlist/agenda';
import { isDated } from '../watchlist/moment';
import type { Reminder } from '../watchlist/reminding';
import { latestVerdict, opinionText } from '../watchlist/verdict';
import { runs } from '../watchlist/watching';
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
  const place = platform === '' ? '' : `${reminder.notices.length > 1 ? ',' : ''} on ${platform}`;
  const said = latestVerdict(show);
  const lines = [
    lateWords(reminder, reader),
    said === undefined ? '' : `You said "${opinionText(said)}".`,
    isJoining(reminder, reader) ? `You are at episode ${nextEpisode(show)}.` : '',
  ];
  return {
    title: harmless(`${show.title} — ${newsWords(reminder, reader)}${place}`),
    body: harmless(lines.filter((words) => words !== '').join(' ')),
  };
}

/** `episode 2 is out`, `3 new episodes, 15–17`, `episode 13, the finale, drops in 1h`. */
function newsWords(reminder: Reminder, reader: Reader): string {
  const { kind, notices, released, last, release } = reminder;
  const [{ drop }] = notices;
  const { moment } = drop;
  const isOnly = last !== undefined && last === (release.schedule.first ?? 1);
  const subject = isOnly ? 'it' : subjectWords(reminder);
  if (kind === 'ahead') {
    const guess = notices.some((one) => one.drop.basis === 'estimated')
      ? 'should drop'
      : drops(reminder);
    return `${subject} ${guess} ${distanceWords(moment, reader)}`;
  }
  if (notices.length > 1) {
    const estimated = notices.some((one) => one.drop.basis === 'estimated');
    const count = `${notices.length} ${released ? '' : 'new '}episodes`;
    const finale = finaleWords(reminder);
    const verb = estimated ? ' should be out' : released ? ' are out' : '';
    return `${count}${verb}, ${runs(numbersOf(reminder))}${finale === '' ? '' : `, ${finale.replace('the', 'with the')}`}`;
  }
  const day = moment.precision === 'day' ? distanceWords(moment, reader) : '';
  if (day === 'today')
    return `${subject} ${drop.basis === 'estimated' ? 'should drop' : 'drops'} today`;
  return `${subject} ${drop.basis === 'estimated' ? 'should be out' : 'is out'}`;
}

function drops({ notices }: Reminder): string {
  return notices.length === 1 ? 'drops' : 'drop';
}

/** `episode 2`, `episodes 1–3`, `episode 13, the finale,`. */
function subjectWords(reminder: Reminder): string {
  const { notices } = reminder;
  const label = `${notices.length === 1 ? 'episode' : 'episodes'} ${runs(numbersOf(reminder))}`;
  const finale = finaleWords(reminder);
  return finale === '' ? label : `${label}, ${finale},`;
}

function finaleWords({ finale }: Reminder): string {
  return finale === 'no' ? '' : finale === 'yes' ? 'the finale' : 'perhaps the finale';
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
