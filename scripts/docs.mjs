/** `npm run docs`: writes docs/commands.md and man/jikai.1 anew. */
import { runScript } from './run-script.mjs';

await runScript('docs');
