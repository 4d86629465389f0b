/**
 * What people use otherwise, on as many entries: one a show, with title and date. Taskwarrior's have twelve
 * annotations, as jikai's shows have twelve verdicts, or none in a second row; the others know none.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DAY, PREMIERE } from './lists.mjs';
import { run } from './running.mjs';

const soon = new Date(PREMIERE + 49 * DAY);
const compact = soon.toISOString().replace(/[-:]|\.\d+/g, '');
const day = soon.toISOString().slice(0, 10);
const titles = (count) => Array.from({ length: count }, (_, index) => `Show ${index} episode 7`);

/** Each: its version where it is installed, and the commands that are held against jikai's. */
const PEERS = [
  taskwarrior('Taskwarrior', 12),
  taskwarrior('Taskwarrior without annotations', 0),
  {
    name: 'todo.txt',
    version: () => said('todo-txt', ['-V']),
    prepare(folder, count) {
      const config = path.join(folder, 'config');
      const own = `export TODO_DIR=${folder}\nexport TODO_FILE=$TODO_DIR/todo.txt\nexport DONE_FILE=$TODO_DIR/done.txt\nexport REPORT_FILE=$TODO_DIR/report.txt\n`;
      writeFileSync(config, own);
      const lines = titles(count).map((title) => `${title} +anime due:${day}\n`);
      writeFileSync(path.join(folder, 'todo.txt'), lines.join(''));
      const through = (...args) => ({ file: 'todo-txt', args: ['-d', config, ...args], env: {} });
      return {
        list: through('ls'),
        change: () => through('replace', `${count / 2}`, `Show episode ${turn++}`),
      };
    },
  },
  {
    name: 'khal',
    version: () => said('khal', ['--version']),
    prepare(folder, count) {
      const calendar = path.join(folder, 'calendar');
      mkdirSync(calendar);
      for (const [index, title] of titles(count).entries()) {
        const lines = [
          ...[
            'BEGIN:VCALENDAR',
            'VERSION:2.0',
            'PRODID:bench',
            'BEGIN:VEVENT',
            `UID:show-${index}`,
          ],
          ...[`DTSTAMP:${compact}`, `DTSTART:${compact}`, 'DURATION:PT24M', `SUMMARY:${title}`],
          ...['END:VEVENT', 'END:VCALENDAR', ''],
        ];
        writeFileSync(path.join(calendar, `show-${index}.ics`), lines.join('\r\n'));
      }
      const config = path.join(folder, 'config');
      const formats = ['dateformat', 'longdateformat'].map((name) => `${name}=%Y-%m-%d`);
      const times = ['datetimeformat', 'longdatetimeformat'].map(
        (name) => `${name}=%Y-%m-%d %H:%M`,
      );
      writeFileSync(
        config,
        [
          ...['[calendars]', '[[anime]]', `path=${calendar}`, '[sqlite]'],
          ...[`path=${path.join(folder, 'cache.db')}`, '[locale]', 'timeformat=%H:%M'],
          ...[...formats, ...times, 'local_timezone=UTC', 'default_timezone=UTC'],
          ...['[default]', 'default_calendar=anime', ''],
        ].join('\n'),
      );
      return { next: { file: 'khal', args: ['-c', config, 'list', 'today', '14d'], env: {} } };
    },
  },
  {
    name: 'calcurse',
    version: () => said('calcurse', ['--version']),
    prepare(folder, count) {
      const [year, month, date] = day.split('-');
      const on = `${month}/${date}/${year}`;
      const lines = titles(count).map((title) => `${on} @ 15:55 -> ${on} @ 16:20 |${title}\n`);
      writeFileSync(path.join(folder, 'apts'), lines.join(''));
      return { next: { file: 'calcurse', args: ['-D', folder, '-r14'], env: {} } };
    },
  },
];

/** @param notes how many annotations a task has */
function taskwarrior(name, notes) {
  return {
    name,
    version: () => said('task', ['--version']),
    prepare(folder, count) {
      const rc = path.join(folder, 'taskrc');
      writeFileSync(
        rc,
        `data.location=${folder}\nconfirmation=off\nbulk=0\nverbose=nothing\nrecurrence=off\n`,
      );
      const tasks = titles(count).map((description) => ({
        ...{ description, project: 'anime', status: 'pending', tags: ['watching'] },
        ...{ entry: compact, due: compact },
        annotations: Array.from({ length: notes }, (_, note) => ({
          entry: compact.replace(/\d\dZ$/, `${10 + note}Z`),
          description: "We'll see: good fun",
        })),
      }));
      const file = path.join(folder, 'tasks.json');
      writeFileSync(file, JSON.stringify(tasks));
      const env = { TASKRC: rc };
      run({ file: 'task', args: ['import', file], env });
      return {
        list: { file: 'task', args: ['list'], env },
        // Another word each time, or there would be nothing to write.
        change: () => ({
          file: 'task',
          args: [`${count / 2}`, 'modify', `episode ${turn++}`],
          env,
        }),
      };
    },
  };
}

let turn = 0;

function said(file, args) {
  // Some tell their version and end as if that were an error.
  const { stdout } = spawnSync(file, args, { encoding: 'utf8' });
  return /\d+\.[\d.]+\d/.exec(stdout ?? '')?.[0];
}

/** The commands of the peers that are installed, each with so many entries. */
export function peersWith(scratch, count) {
  return PEERS.flatMap(({ name, version, prepare }) => {
    const number = version();
    if (number === undefined) return [];
    const folder = path.join(scratch, `${name}-${count}`);
    mkdirSync(folder);
    return [{ name: `${name} ${number}`, ...prepare(folder, count) }];
  });
}

/** Those that are not installed here. */
export function missingPeers() {
  return PEERS.filter(({ version }) => version() === undefined).map(({ name }) => name);
}
