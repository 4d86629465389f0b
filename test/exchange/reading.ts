import ICAL from 'ical.js';

/** An event as another program reads it. */
export interface ReadEvent {
  readonly uid: string;
  readonly sequence: number;
  /** An instant in UTC, or a date. */
  readonly start: string;
  readonly end: string;
  readonly summary: string;
  readonly description: string;
  readonly location: string | null;
  readonly url: string | null;
  readonly status: string;
  readonly transparency: string;
  /** How long before the start it reminds, as ISO 8601 durations. */
  readonly alarms: readonly string[];
  /** The names of all its properties, and of its parts' behind a point. */
  readonly names: readonly string[];
}

/** Reads a calendar with a library that is not the one that wrote it. */
export function readBack(text: string): {
  readonly names: readonly string[];
  readonly value: (name: string) => unknown;
  readonly events: readonly ReadEvent[];
} {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return {
    names: calendar.getAllProperties().map(({ name }) => name),
    value: (name) => calendar.getFirstPropertyValue(name),
    events: calendar.getAllSubcomponents().map(readEvent),
  };
}

function readEvent(component: ICAL.Component): ReadEvent {
  if (component.name !== 'vevent') throw new Error(`A ${component.name} stands in the calendar`);
  const event = new ICAL.Event(component);
  const text = (name: string) => component.getFirstPropertyValue(name)?.toString() ?? null;
  const alarms = component.getAllSubcomponents();
  return {
    uid: event.uid,
    sequence: event.sequence,
    start: timeOf(event.startDate),
    end: timeOf(event.endDate),
    summary: event.summary,
    description: event.description,
    location: text('location'),
    url: text('url'),
    status: text('status') ?? '',
    transparency: text('transp') ?? '',
    alarms: alarms.map((alarm) => alarm.getFirstPropertyValue('trigger')?.toString() ?? ''),
    names: [
      ...component.getAllProperties().map(({ name }) => name),
      ...alarms.flatMap((alarm) =>
        alarm.getAllProperties().map(({ name }) => `${alarm.name}.${name}`),
      ),
    ],
  };
}

function timeOf(time: ICAL.Time): string {
  if (!time.isDate && time.zone !== ICAL.Timezone.utcTimezone) throw new Error(`${time} floats`);
  return time.toString();
}
