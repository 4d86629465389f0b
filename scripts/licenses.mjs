/** The licences of the libraries that a bundle holds, as one text. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** @param inputs the paths of the files that went into a bundle, from esbuild's metafile. */
export function licensesOf(inputs) {
  const folders = new Set(
    inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []),
  );
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(
        readFileSync(path.join(folder, 'package.json'), 'utf8'),
      );
      const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
      const text =
        file === undefined ? '' : `\n${readFileSync(path.join(folder, file), 'utf8').trim()}\n`;
      if (file === undefined && !existsSync(path.join(folder, 'README.md')))
        throw new Error(`${name} shows no licence`);
      return `${name} ${version} (${license})\n${text}`;
    })
    .join(`\n${'-'.repeat(78)}\n\n`);
}
