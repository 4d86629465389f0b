/**
 * Makes the parts of the program: `main`, which every run loads, and one for each module of ours that is
 * fetched by `import('./x')`, loaded only when a run gets there. A part uses the modules that `main` has, so
 * that a class or a variable is the same everywhere; what two other parts have in common, each has for itself.
 *
 * Every part is a file with one function of `require`, `module` and `__dirname`, as bin/jikai.js calls it.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

/** What makes a file a part. */
const AS_PART = {
  format: 'cjs',
  minify: true,
  // A part is fetched by require: `import()` would start the ES module loader for it.
  supported: { 'dynamic-import': false },
  banner: { js: '(function (require, module, __dirname) {' },
  footer: { js: '})' },
};

/** A part that another asks for by its name comes at run time. */
function leaveParts(builder) {
  builder.onResolve({ filter: /^jikai\// }, ({ path: id }) => ({ path: id, external: true }));
}

/**
 * The checks of shapes are large, and a list that we wrote ourselves is not checked: they are a part that is
 * loaded when the first of them is called, in the midst of what does not wait.
 */
export const shapesWhenCalled = {
  name: 'shapes-when-called',
  setup(builder) {
    leaveParts(builder);
    builder.onLoad({ filter: /store\/shapes\.generated\.js$/ }, async ({ path: file }) => {
      const [digest] = /^export const SHAPES_DIGEST = .*$/m.exec(await readFile(file, 'utf8'));
      const checks = ['isShow', 'isJournalEntry'].map(
        (name) => `export function ${name}(value) {
          const check = require('jikai/shapes').${name};
          const holds = check(value);
          ${name}.errors = check.errors;
          return holds;
        }`,
      );
      return { contents: [...checks, digest].join('\n') };
    });
  },
};

async function shapesPart(options) {
  const {
    outputFiles: [out],
  } = await build({ ...options, ...AS_PART, entryPoints: ['src/store/shapes.generated.js'] });
  return { name: 'shapes', text: inAscii(out.text) };
}

/**
 * @param whole what esbuild made of all of it: ES modules, split where they are fetched.
 * @returns the name and the text of each part.
 */
export function partsOf({ outputFiles, metafile: { outputs } }, options) {
  const texts = new Map(outputFiles.map((file) => [path.basename(file.path), file.text]));
  const files = new Map(Object.entries(outputs).map(([file, told]) => [path.basename(file), told]));
  const nameOf = (file) => path.parse(files.get(file).entryPoint).name;
  const starts = [...files.keys()].filter((file) => files.get(file).entryPoint !== undefined);
  const main = starts.find((file) => nameOf(file) === 'main');
  const ofMain = reachable(main);
  const others = starts.filter((file) => file !== main);
  const shared = [...new Set(others.flatMap((file) => [...reachable(file)]))].filter((file) =>
    ofMain.has(file),
  );
  const names = new Set(starts.map(nameOf));
  if (names.size < starts.length) throw new Error('Two parts have the same name.');
  const nameless = others.find((file) => files.get(file).exports.includes('default'));
  if (nameless !== undefined)
    throw new Error(`${nameOf(nameless)} exports something without a name.`);

  /** The files that one brings along whenever it is loaded, itself among them. */
  function reachable(file, found = new Set()) {
    if (found.has(file)) return found;
    found.add(file);
    for (const { path: to, kind, external } of files.get(file).imports) {
      if (kind === 'import-statement' && !external) reachable(path.basename(to), found);
    }
    return found;
  }

  /** One export, and one function for each file, not one for each name in it: all are made at each start. */
  function linesOfMain() {
    const imports = shared.map((file, index) => `import * as all${index} from './${file}';`);
    const given = shared.map((file, index) => {
      const names = files.get(file).exports.map((name) => `${name}: all${index}.${name}`);
      return `() => ({ ${names.join(', ')} })`;
    });
    return [`import './${main}';`, ...imports, `export const shared = [${given.join(',\n')}];`];
  }

  const splitFiles = (isMain) => ({
    name: 'split-files',
    setup(builder) {
      builder.onResolve({ filter: /^\.\// }, ({ path: specifier, kind }) => {
        const file = path.basename(specifier);
        if (kind === 'dynamic-import') return { path: `jikai/${nameOf(file)}`, external: true };
        return { path: file, namespace: !isMain && ofMain.has(file) ? 'shared' : 'own' };
      });
      leaveParts(builder);
      builder.onLoad({ filter: /./, namespace: 'own' }, ({ path: file }) => ({
        contents: texts.get(file),
        resolveDir: '.',
      }));
      builder.onLoad({ filter: /./, namespace: 'shared' }, ({ path: file }) => ({
        contents: `export const { ${files.get(file).exports.join(', ')} } =
          require('jikai/main').shared[${shared.indexOf(file)}]();`,
      }));
    },
  });

  return Promise.all([
    shapesPart(options),
    ...starts.map(async (file) => {
      const isMain = file === main;
      const lines = isMain ? linesOfMain() : [`export * from './${file}';`];
      const {
        outputFiles: [out],
      } = await build({
        ...options,
        stdin: { contents: lines.join('\n'), resolveDir: '.' },
        ...AS_PART,
        plugins: [splitFiles(isMain)],
      });
      return { name: nameOf(file), text: inAscii(out.text) };
    }),
  ]);
}

/**
 * A text of ASCII alone takes half the memory and no decoding at each start. What is left of other signs
 * stands in regular expressions, where an escape says the same.
 */
function inAscii(text) {
  return text.replace(
    /[\u0080-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
