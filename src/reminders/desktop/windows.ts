import path from 'node:path';
import { linkOf } from '../../watchlist/links';
import type { Message } from '../channel';
import type { Desktop, Place, Trouble } from '../desktop';
import { runProgram } from '../programs';

/**
 * Windows 10 and later: a toast, raised by Windows PowerShell 5.1, which is part of the system and, unlike
 * PowerShell 7, can call WinRT. What is run is tested; that Windows shows it is not.
 */

/** Reaches what raises toasts; enough to find out whether it is there. */
const REACH = [
  "$ErrorActionPreference = 'Stop'",
  '$null = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]',
  '$null = [Windows.Data.Xml.Dom.XmlDocument, Windows.Data.Xml.Dom.XmlDocument, ContentType = WindowsRuntime]',
];

/**
 * Words come by the environment and become text nodes and attributes, so that none of them is ever read
 * as PowerShell or XML. No double quotes: those would have to survive Windows' own command line. The
 * name is that of Windows PowerShell, since a toast must come from something in the start menu.
 */
const SHOW = [
  ...REACH,
  '$xml = New-Object Windows.Data.Xml.Dom.XmlDocument',
  "$xml.LoadXml('<toast><visual><binding template=''ToastGeneric''><text/><text/></binding></visual></toast>')",
  "$texts = $xml.GetElementsByTagName('text')",
  '$null = $texts.Item(0).AppendChild($xml.CreateTextNode($env:JIKAI_TITLE))',
  'if ($env:JIKAI_BODY) { $null = $texts.Item(1).AppendChild($xml.CreateTextNode($env:JIKAI_BODY)) }',
  "if ($env:JIKAI_URL) { $xml.DocumentElement.SetAttribute('activationType', 'protocol'); $xml.DocumentElement.SetAttribute('launch', $env:JIKAI_URL) }",
  "$sender = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'",
  '$toast = New-Object Windows.UI.Notifications.ToastNotification $xml',
  '[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($sender).Show($toast)',
];

export function windowsDesktop(place: Place): Desktop {
  return {
    show: (message) => troubleOf(place, SHOW, wordsIn(message)),
    state: async () => {
      const trouble = await troubleOf(place, REACH, {});
      return trouble === undefined
        ? { reachable: true, words: 'Windows shows them as toasts; a click opens the link.' }
        : { reachable: false, ...trouble };
    },
    close: () => {},
  };
}

function wordsIn(message: Message): Place['env'] {
  return {
    JIKAI_TITLE: message.title,
    JIKAI_BODY: message.body,
    JIKAI_URL: linkOf(message.url) ?? '',
  };
}

async function troubleOf(
  { env, patience }: Place,
  script: readonly string[],
  words: Place['env'],
): Promise<Trouble | undefined> {
  const flags = ['-NoProfile', '-NonInteractive', '-Command'];
  const { code, stderr, failure } = await runProgram(
    powershell(env),
    [...flags, script.join('; ')],
    {
      env: { ...env, ...words },
      patience,
    },
  );
  if (code === 0) return undefined;
  const [reason] = stderr.trim().split('\n');
  return {
    words: `Windows did not take the notification: ${reason || failure || `exit code ${code}`}.`,
    hint: 'Toasts need Windows 10 or later, somebody logged in, and notifications allowed in Settings.',
  };
}

/** By its full path: a name alone would be looked for in the current folder first. */
function powershell(env: Place['env']): string {
  const root = env.SystemRoot;
  return root === undefined || root === ''
    ? 'powershell.exe'
    : path.win32.join(root, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
}
