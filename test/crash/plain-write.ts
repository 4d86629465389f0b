/**
 * The same list kept by lowdb as it comes, `Low` over its `JSONFile`.
 *
 *   plain-write <file> add <id>    adds a show, says so and ends
 *   plain-write <file> loop        counts up for ever, and says each number
 */
import fs from 'node:fs';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';

const [file = '', what, id = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const begin: { shows: string[]; count: number } = { shows: [], count: 0 };
  if (what === 'add') {
    const db = new Low(new JSONFile<typeof begin>(file), begin);
    await db.read();
    await db.update(({ shows }) => shows.push(id));
    fs.writeSync(1, 'added\n');
    return;
  }
  for (;;) {
    const db = new Low(new JSONFile<typeof begin>(file), begin);
    await db.read();
    db.data.count++;
    await db.write();
    fs.writeSync(1, `${db.data.count}\n`);
  }
}

main().catch((error) => {
  fs.writeSync(2, `${error}\n`);
  process.exitCode = 1;
});
